// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/encoding.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace lcl {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view base64_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The two digits of every byte, so that a byte costs one look-up.
constexpr auto hex_pairs = [] {
  std::array<std::array<char, 2>, 256> pairs{};
  for (std::size_t byte = 0; byte < pairs.size(); ++byte) {
    pairs[byte] = {hex_digits[byte >> 4U], hex_digits[byte & 0xFU]};
  }
  return pairs;
}();

using Reverse = std::array<std::uint8_t, 256>;
constexpr std::uint8_t no_digit = 0xFF;

/// For every byte its value as one of `digits`, or no_digit.
constexpr Reverse reverse_of(std::string_view digits) {
  Reverse reverse{};
  reverse.fill(no_digit);
  for (std::size_t i = 0; i < digits.size(); ++i) {
    reverse[static_cast<std::uint8_t>(digits[i])] = static_cast<std::uint8_t>(i);
  }
  return reverse;
}

constexpr Reverse base64_values = reverse_of(base64_digits);

std::uint8_t value_in(const Reverse& reverse, char digit) noexcept {
  return reverse[static_cast<std::uint8_t>(digit)];
}

/// What a hex digit stands for; `fault` is 0 if it is one.
struct HexValue {
  std::uint8_t value, fault;
};

/// By arithmetic, not from a table, so that a compiler can do it for many digits at once.
constexpr HexValue hex_value(char digit) noexcept {
  const auto byte = static_cast<std::uint8_t>(digit);
  const auto number = static_cast<std::uint8_t>(byte - '0');
  const auto letter = static_cast<std::uint8_t>(byte - 'a');
  const bool is_number = number < 10;
  const bool is_letter = letter < 6;
  return {is_number ? number : static_cast<std::uint8_t>(letter + 10),
          static_cast<std::uint8_t>(is_number || is_letter ? 0 : 1)};
}

/// Digests and pseudonyms are whole blocks: nearly all hex there is.
constexpr std::size_t hex_block = 16;

bool from_hex_block(const char* digits, std::uint8_t* out) noexcept {
  std::array<std::uint8_t, 2 * hex_block> values{};
  std::uint8_t faults = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const HexValue read = hex_value(digits[i]);
    values[i] = read.value;
    faults |= read.fault;
  }
  for (std::size_t i = 0; i < hex_block; ++i) {
    out[i] = static_cast<std::uint8_t>(values[2 * i] << 4U | values[2 * i + 1]);
  }
  return faults == 0;
}

}  // namespace

std::string hex(Bytes bytes) {
  std::string out;
  append_hex(bytes, out);
  return out;
}

void append_hex(Bytes bytes, std::string& out) {
  const std::size_t start = out.size();
  out.resize(start + 2 * bytes.size());
  char* to = out.data() + start;
  for (const std::uint8_t byte : bytes) {
    to = std::copy_n(hex_pairs[byte].data(), 2, to);
  }
}

bool from_hex(std::string_view text, std::span<std::uint8_t> out) noexcept {
  if (text.size() != 2 * out.size()) return false;
  bool all_digits = true;
  std::size_t done = 0;
  for (; done + hex_block <= out.size(); done += hex_block) {
    all_digits &= from_hex_block(text.data() + 2 * done, out.data() + done);
  }
  for (; done < out.size(); ++done) {
    const HexValue high = hex_value(text[2 * done]);
    const HexValue low = hex_value(text[2 * done + 1]);
    all_digits &= (high.fault | low.fault) == 0;
    out[done] = static_cast<std::uint8_t>(high.value << 4U | low.value);
  }
  return all_digits;
}

std::string base64(Bytes bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) group = group << 8U | (j < count ? bytes[i + j] : 0U);
    for (std::size_t j = 0; j < 4; ++j) {
      out += j <= count ? base64_digits[group >> (18U - 6U * j) & 0x3FU] : '=';
    }
  }
  return out;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
  std::string out;
  out.reserve(text.size() / 4 * 3);
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const char digit : text.substr(0, text.size() - padding)) {
    const std::uint8_t value = value_in(base64_values, digit);
    if (value == no_digit) return std::nullopt;
    bits = bits << 6U | value;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    out += static_cast<char>(bits >> held & 0xFFU);
    bits &= (1U << held) - 1;
  }
  if (bits != 0) return std::nullopt;
  return out;
}

}  // namespace lcl
