// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/published_folder.hpp"

#include <algorithm>

#include "ledger/chain/entry.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/files.hpp"

namespace lcl {
namespace {

constexpr std::size_t max_checkpoint_file_bytes = 1U << 20U;
constexpr std::uint32_t not_disclosed = 0xFFFF'FFFF;

/// tile/0/N with another name in the place of `tile/0`.
std::string bundle_path(std::string_view folder, std::uint64_t index, std::size_t width) {
  constexpr std::string_view level_0 = "tile/0";
  return std::string(folder) + tile_path(0, index, width).substr(level_0.size());
}

void append_big_endian(std::uint32_t number, unsigned bytes, std::string& out) {
  while (bytes-- > 0) out += static_cast<char>(number >> (8 * bytes) & 0xFFU);
}

/// Takes a number off `rest`; nothing if it is shorter.
std::optional<std::uint32_t> take_big_endian(std::string_view& rest, unsigned bytes) {
  if (rest.size() < bytes) return std::nullopt;
  std::uint32_t number = 0;
  for (unsigned i = 0; i < bytes; ++i) number = number << 8U | static_cast<unsigned char>(rest[i]);
  rest.remove_prefix(bytes);
  return number;
}

std::optional<std::string_view> take_bytes(std::string_view& rest, std::size_t count) {
  if (rest.size() < count) return std::nullopt;
  const std::string_view taken = rest.substr(0, count);
  rest.remove_prefix(count);
  return taken;
}

}  // namespace

std::string entry_bundle_path(std::uint64_t index, std::size_t width) {
  return bundle_path("tile/entries", index, width);
}
std::string payload_bundle_path(std::uint64_t index, std::size_t width) {
  return bundle_path("payloads", index, width);
}
std::string statement_bundle_path(std::uint64_t index, std::size_t width) {
  return bundle_path("statements", index, width);
}

std::size_t width_at(std::uint64_t index, std::uint64_t count) noexcept {
  const std::uint64_t before = index * tile_width;
  return count <= before ? 0 : static_cast<std::size_t>(std::min(tile_width, count - before));
}

void append_to_entry_bundle(std::string_view entry, std::string& bundle) {
  invariant(entry.size() <= max_entry_bytes, "an entry's length has 16 bits");
  append_big_endian(static_cast<std::uint32_t>(entry.size()), 2, bundle);
  bundle += entry;
}

void append_to_payload_bundle(const std::optional<std::string_view>& payload, std::string& bundle) {
  if (!payload) return append_big_endian(not_disclosed, 4, bundle);
  invariant(payload->size() < not_disclosed, "a payload's length has 32 bits");
  append_big_endian(static_cast<std::uint32_t>(payload->size()), 4, bundle);
  bundle += *payload;
}

std::optional<std::vector<std::string_view>> parse_entry_bundle(std::string_view bytes, std::size_t width) {
  std::vector<std::string_view> entries;
  for (std::size_t i = 0; i < width; ++i) {
    const auto length = take_big_endian(bytes, 2);
    const auto entry = length ? take_bytes(bytes, *length) : std::nullopt;
    if (!entry) return std::nullopt;
    entries.push_back(*entry);
  }
  if (!bytes.empty()) return std::nullopt;
  return entries;
}

std::optional<std::vector<std::optional<std::string_view>>> parse_payload_bundle(std::string_view bytes,
                                                                                 std::size_t width) {
  std::vector<std::optional<std::string_view>> payloads;
  for (std::size_t i = 0; i < width; ++i) {
    const auto length = take_big_endian(bytes, 4);
    if (!length) return std::nullopt;
    if (*length == not_disclosed) {
      payloads.emplace_back();
      continue;
    }
    const auto payload = take_bytes(bytes, *length);
    if (!payload) return std::nullopt;
    payloads.emplace_back(*payload);
  }
  if (!bytes.empty()) return std::nullopt;
  return payloads;
}

std::optional<std::vector<PublishedStatement>> parse_statement_bundle(std::string_view bytes,
                                                                      std::size_t width) {
  std::vector<PublishedStatement> statements;
  statements.reserve(width);
  while (!bytes.empty()) {
    const auto entry_length = take_big_endian(bytes, 2);
    const auto entry = entry_length ? take_bytes(bytes, *entry_length) : std::nullopt;
    const auto payload_length = entry ? take_big_endian(bytes, 4) : std::nullopt;
    const auto payload = payload_length ? take_bytes(bytes, *payload_length) : std::nullopt;
    if (!payload) return std::nullopt;
    statements.push_back({*entry, *payload});
  }
  if (statements.size() < width) return std::nullopt;
  return statements;
}

std::optional<std::string> published_file(const std::filesystem::path& folder, const std::string& path,
                                          std::size_t at_most) {
  const std::filesystem::path file = folder / path;
  std::error_code absent;
  if (!std::filesystem::is_regular_file(file, absent)) return std::nullopt;
  return read_rest(open_to_read(file), file, at_most);
}

std::optional<std::string> published_checkpoint(const std::filesystem::path& folder) {
  return published_file(folder, "checkpoint", max_checkpoint_file_bytes);
}

}  // namespace lcl
