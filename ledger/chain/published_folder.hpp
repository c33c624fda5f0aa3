// SPDX-License-Identifier: Apache-2.0
// A log as published files (schemas/README.md, "Published folder"): C2SP
// tlog-tiles, and beside it our bundles of payloads. Paths, the form of
// bundles, and reading them with limits; what is read is not trusted here.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lcl {

/// `tile/entries/x001/x234/067[.p/W]`, and the same below `payloads`: 256 entries a bundle.
[[nodiscard]] std::string entry_bundle_path(std::uint64_t index, std::size_t width);
[[nodiscard]] std::string payload_bundle_path(std::uint64_t index, std::size_t width);
/// The same below `statements`: statements alone, 256 a bundle, each its entry as in a bundle of entries and
/// its payload as in a bundle of payloads.
[[nodiscard]] std::string statement_bundle_path(std::uint64_t index, std::size_t width);

/// How many of the 256 places of tile or bundle `index` are taken where there are `count` in all.
[[nodiscard]] std::size_t width_at(std::uint64_t index, std::uint64_t count) noexcept;

/// Adds an entry, which has at most 65,535 bytes.
void append_to_entry_bundle(std::string_view entry, std::string& bundle);
/// Adds a payload, or that it is not disclosed.
void append_to_payload_bundle(const std::optional<std::string_view>& payload, std::string& bundle);

/// The entries of a bundle of exactly `width`; nothing if `bytes` are not that, to the last byte. Views into
/// `bytes`.
[[nodiscard]] std::optional<std::vector<std::string_view>> parse_entry_bundle(std::string_view bytes,
                                                                              std::size_t width);
[[nodiscard]] std::optional<std::vector<std::optional<std::string_view>>> parse_payload_bundle(
    std::string_view bytes, std::size_t width);

struct PublishedStatement {
  std::string_view entry;
  std::string_view payload;
};
/// The statements of a bundle, of which there may be more than `width`, and are that many at least; nothing
/// if `bytes` are not statements and nothing else.
[[nodiscard]] std::optional<std::vector<PublishedStatement>> parse_statement_bundle(std::string_view bytes,
                                                                                    std::size_t width);

/// Largest sizes of the files that are read.
inline constexpr std::size_t max_tile_bytes = 256 * 32;
inline constexpr std::size_t max_entry_bundle_bytes = 256 * (2 + 65'535);
inline constexpr std::size_t max_payload_bundle_bytes = 256 * (4 + (2U << 20U));
inline constexpr std::size_t max_statement_bundle_bytes = max_entry_bundle_bytes + max_payload_bundle_bytes;

/// The content of a file below `folder`; nothing if there is none, or it is no regular file, or longer than
/// `at_most`. Throws Error (io) if it cannot be read.
[[nodiscard]] std::optional<std::string> published_file(const std::filesystem::path& folder,
                                                        const std::string& path, std::size_t at_most);
/// The checkpoint that `folder` publishes.
[[nodiscard]] std::optional<std::string> published_checkpoint(const std::filesystem::path& folder);

}  // namespace lcl
