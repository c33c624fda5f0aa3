// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/identifiers.hpp"

#include <algorithm>

#include "ledger/values/encoding.hpp"

namespace lcl {
namespace {

constexpr bool is_ascii_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower(char c) noexcept { return c >= 'a' && c <= 'z'; }

bool is_within(std::string_view text, std::size_t least, std::size_t most) noexcept {
  return text.size() >= least && text.size() <= most;
}

/// `[a-z0-9.-]+`, and `_` too where `underscore`.
bool is_origin_part(std::string_view part, bool underscore) noexcept {
  return !part.empty() && std::all_of(part.begin(), part.end(), [underscore](char c) {
    return is_lower(c) || is_ascii_digit(c) || c == '.' || c == '-' || (underscore && c == '_');
  });
}

}  // namespace

std::string hex(const Pseudonym& pseudonym) { return hex(Bytes{pseudonym.bytes}); }

std::optional<Pseudonym> pseudonym_from_hex(std::string_view text) noexcept {
  Pseudonym pseudonym;
  if (!from_hex(text, pseudonym.bytes)) return std::nullopt;
  return pseudonym;
}

bool is_project_id(std::string_view text) noexcept {
  return is_within(text, 3, 16) &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_upper(c) || is_ascii_digit(c); });
}

bool is_kind(std::string_view text) noexcept {
  return is_within(text, 1, 32) &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_lower(c) || c == '_'; });
}

bool is_siret(std::string_view text) noexcept {
  if (text.size() != 14 || !std::all_of(text.begin(), text.end(), is_ascii_digit)) return false;
  if (passes_luhn(text)) return true;
  if (!text.starts_with("356000000")) return false;
  int sum = 0;
  for (const char c : text) sum += c - '0';
  return sum % 5 == 0;
}

bool is_country(std::string_view text) noexcept {
  return text.size() == 2 && is_upper(text[0]) && is_upper(text[1]);
}

bool is_origin(std::string_view text) noexcept {
  if (!is_within(text, 3, 128)) return false;
  bool is_host = true;
  while (true) {
    const std::size_t slash = text.find('/');
    if (!is_origin_part(text.substr(0, slash), !is_host)) return false;
    if (slash == std::string_view::npos) return true;
    text.remove_prefix(slash + 1);
    is_host = false;
  }
}

bool passes_luhn(std::string_view digits) noexcept {
  if (digits.empty()) return false;
  int sum = 0;
  bool doubled = false;
  for (std::size_t i = digits.size(); i-- > 0;) {
    if (!is_ascii_digit(digits[i])) return false;
    int value = digits[i] - '0';
    if (doubled) value = value < 5 ? 2 * value : 2 * value - 9;
    sum += value;
    doubled = !doubled;
  }
  return sum % 10 == 0;
}

}  // namespace lcl
