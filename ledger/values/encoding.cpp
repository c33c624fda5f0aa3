// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/encoding.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstring>

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

/// Digests and pseudonyms are whole groups: nearly all hex there is.
constexpr std::size_t digits_at_once = 8;

/// What eight hex digits stand for, worked out side by side in the bytes of one number.
struct HexGroup {
  std::array<std::uint8_t, 4> bytes;
  std::uint64_t faults;  ///< 0 if all were digits
};

HexGroup hex_group(const char* digits) noexcept {
  constexpr std::uint64_t each = 0x0101010101010101U;
  constexpr std::uint64_t high_bits = 0x80 * each;
  std::uint64_t text = 0;
  std::memcpy(&text, digits, sizeof text);
  if constexpr (std::endian::native == std::endian::little) text = __builtin_bswap64(text);
  // The high bit of a byte tells whether it is at least '0' and not more than '9', and so for letters. Only
  // a byte that is no digit in any case carries into the next.
  const std::uint64_t numbers = (text + (0x80 - '0') * each) & ~(text + (0x80 - '9' - 1) * each);
  const std::uint64_t letters = (text + (0x80 - 'a') * each) & ~(text + (0x80 - 'f' - 1) * each);
  std::uint64_t values = (text & 0x0F * each) + 9 * (text >> 6U & each);
  values = (values | values >> 4U) & 0x00FF00FF00FF00FFU;
  values = (values | values >> 8U) & 0x0000FFFF0000FFFFU;
  auto bytes = static_cast<std::uint32_t>(values | values >> 16U);
  if constexpr (std::endian::native == std::endian::little) bytes = __builtin_bswap32(bytes);
  HexGroup group{{}, (~(numbers | letters) | text) & high_bits};
  std::memcpy(group.bytes.data(), &bytes, sizeof bytes);
  return group;
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
  std::uint64_t faults = 0;
  while (out.size() >= digits_at_once / 2) {
    const HexGroup group = hex_group(text.data());
    faults |= group.faults;
    std::memcpy(out.data(), group.bytes.data(), group.bytes.size());
    text.remove_prefix(digits_at_once);
    out = out.subspan(group.bytes.size());
  }
  if (!out.empty()) {
    std::array<char, digits_at_once> padded{};
    padded.fill('0');
    std::copy(text.begin(), text.end(), padded.end() - static_cast<std::ptrdiff_t>(text.size()));
    const HexGroup group = hex_group(padded.data());
    faults |= group.faults;
    std::copy(group.bytes.end() - static_cast<std::ptrdiff_t>(out.size()), group.bytes.end(), out.begin());
  }
  return faults == 0;
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
