// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/unit_serial.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "ledger/values/identifiers.hpp"

namespace lcl {
namespace {

constexpr int latest_vintage = 9'999;  // four digits

/// ISO/IEC 7064 MOD 97-10: the two digits that make the whole number ≡ 1 modulo 97, A to Z being 10 to 35.
unsigned check_digits(std::string_view text) {
  unsigned remainder = 0;
  for (const char c : text) {
    if (c == '-') continue;
    const unsigned value = c >= 'A' ? static_cast<unsigned>(c - 'A') + 10 : static_cast<unsigned>(c - '0');
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return 98 - remainder * 100 % 97;
}

std::string_view prefix(RegistryStanding standing) {
  return standing == RegistryStanding::official ? "LBC" : "TRIAL";
}

std::string body(const UnitBlock& block) {
  return fmt::format("{}-{}-{:04}-{}-{:09}-{:09}", prefix(block.standing), block.project, block.vintage,
                     block.issuance, block.first, block.last);
}

template <typename Number>
bool read_number(std::string_view digits, Number& out) {
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
  return error == std::errc{} && end == digits.data() + digits.size();
}

}  // namespace

std::string to_string(const UnitBlock& block) {
  const std::string text = body(block);
  return fmt::format("{}-{:02}", text, check_digits(text));
}

ParsedSerial parse_serial(std::string_view text) {
  const ParsedSerial malformed{std::nullopt, SerialFault::malformed};
  std::array<std::string_view, 7> parts;
  std::string_view rest = text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::size_t end = i + 1 < parts.size() ? rest.find('-') : rest.size();
    if (end == std::string_view::npos) return malformed;
    parts[i] = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  UnitBlock block;
  unsigned check = 0;
  if (parts[0] == prefix(RegistryStanding::official)) block.standing = RegistryStanding::official;
  if (parts[0] != prefix(block.standing) || !is_project_id(parts[1]) ||
      !read_number(parts[2], block.vintage) || !read_number(parts[3], block.issuance) ||
      !read_number(parts[4], block.first) || !read_number(parts[5], block.last) || parts[6].size() != 2 ||
      !read_number(parts[6], check)) {
    return malformed;
  }
  block.project = parts[1];
  if (block.issuance == 0 || block.first == 0 || block.first > block.last || block.last > most_units ||
      block.vintage > latest_vintage || !text.starts_with(body(block) + '-')) {
    return malformed;
  }
  if (check_digits(body(block)) != check) return {std::nullopt, SerialFault::check_digits};
  return {std::move(block), {}};
}

}  // namespace lcl
