// SPDX-License-Identifier: Apache-2.0
// Hex and base64, strict: exactly one text for every byte string.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace lcl {

using Bytes = std::span<const std::uint8_t>;

/// The bytes of `text`, as they are.
[[nodiscard]] inline Bytes bytes_of(std::string_view text) noexcept {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// `bytes`, as they are, as a text.
[[nodiscard]] inline std::string_view text_of(Bytes bytes) noexcept {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Lower-case hex.
[[nodiscard]] std::string hex(Bytes bytes);
void append_hex(Bytes bytes, std::string& out);
/// Fills `out` from exactly `2 * out.size()` lower-case hex digits; false if
/// `text` is anything else.
[[nodiscard]] bool from_hex(std::string_view text, std::span<std::uint8_t> out) noexcept;

/// Padded base64 (RFC 4648 §4).
[[nodiscard]] std::string base64(Bytes bytes);
/// Nothing unless `text` is the canonical encoding: padded, no white space,
/// unused bits zero.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace lcl
