// SPDX-License-Identifier: Apache-2.0
// The pieces that the C2SP text formats (notes, checkpoints, proofs) are made
// of: lines ended by LF and decimal integers, each with exactly one spelling.
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>

namespace lcl {

/// Takes the next line off `rest`, without its LF; nothing if no LF is left.
[[nodiscard]] inline std::optional<std::string_view> take_line(std::string_view& rest) noexcept {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

/// `digits` as a number: decimal, no sign, no leading zero.
[[nodiscard]] inline std::optional<std::uint64_t> parse_whole_number(std::string_view digits) noexcept {
  std::uint64_t number = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number);
  if (error != std::errc{} || stop != end) return std::nullopt;
  if (digits.size() > 1 && digits.front() == '0') return std::nullopt;
  return number;
}

}  // namespace lcl
