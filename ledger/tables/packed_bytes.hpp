// SPDX-License-Identifier: Apache-2.0
// Files packed by gzip or zstd, unpacked as they are read; and how much anything
// packed may unpack to, whoever packed it.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "ledger/tables/byte_source.hpp"
#include "ledger/tables/decompressor.hpp"

namespace lcl {

/// A file that unpacks to more than this is refused; and one that unpacks to more than
/// most_unquestioned_bytes, if that is more than most_growth times what it is itself.
inline constexpr std::uint64_t most_unpacked_bytes = std::uint64_t{8} << 30U;
inline constexpr std::uint64_t most_unquestioned_bytes = std::uint64_t{64} << 20U;
inline constexpr std::uint64_t most_growth = 500;

/// Whether what `packed` bytes have given so far is more than that; and the refusal which says so.
[[nodiscard]] bool is_beyond_limits(std::uint64_t given, std::uint64_t packed) noexcept;
[[nodiscard]] Refused unpacks_to_too_much(std::uint64_t given, std::uint64_t packed);

enum class Packing : std::uint8_t { none, gzip, zstd };
/// `gzip`, `zstd`; empty of none.
[[nodiscard]] std::string_view word(Packing packing) noexcept;
/// How the file that begins with `beginning` is packed, by its first four bytes.
[[nodiscard]] Packing packing_of(std::string_view beginning) noexcept;

/// The text in `bytes`, which may be packed; if so, `packing` says how, and it is unpacked up to the limits
/// above (file_too_large) and as far as it is whole (damaged_file).
[[nodiscard]] std::unique_ptr<ByteSource> text_bytes(std::unique_ptr<ByteSource> bytes, Packing& packing);
/// The same of a descriptor (not closed here), whichever it is.
[[nodiscard]] std::unique_ptr<ByteSource> text_bytes(int input);

}  // namespace lcl
