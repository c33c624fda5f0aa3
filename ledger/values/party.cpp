// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/party.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "ledger/values/identifiers.hpp"

namespace lcl {
namespace {

constexpr std::size_t siren_length = 9;
constexpr std::size_t lei_length = 20;
constexpr std::size_t shortest_vat = 4;
constexpr std::size_t longest_vat = 14;

/// The codes that VAT numbers begin with (Directive 2006/112/EC, art. 215): ISO 3166-1, but EL for Greece.
constexpr std::array<std::string_view, 27> vat_countries{
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU",
    "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"};

bool is_a_digit(char c) { return c >= '0' && c <= '9'; }
bool is_a_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit_or_capital(char c) { return is_a_digit(c) || is_a_capital(c); }

bool is_vat_number(std::string_view text) {
  if (text.size() < shortest_vat || text.size() > longest_vat) return false;
  const std::string_view country = text.substr(0, 2);
  const std::string_view rest = text.substr(2);
  return std::find(vat_countries.begin(), vat_countries.end(), country) != vat_countries.end() &&
         std::all_of(rest.begin(), rest.end(),
                     [](char c) { return is_digit_or_capital(c) || c == '+' || c == '*'; }) &&
         std::any_of(rest.begin(), rest.end(), is_a_digit);
}

bool is_lei(std::string_view text) {
  if (text.size() != lei_length || !std::all_of(text.begin(), text.end(), is_digit_or_capital)) return false;
  if (!is_a_digit(text[lei_length - 2]) || !is_a_digit(text[lei_length - 1])) return false;
  unsigned remainder = 0;
  for (const char c : text) {
    remainder = is_a_digit(c) ? remainder * 10 + static_cast<unsigned>(c - '0')
                              : remainder * 100 + static_cast<unsigned>(c - 'A') + 10;
    remainder %= 97;
  }
  return remainder == 1;
}

}  // namespace

std::optional<Party> parse_party(std::string_view text) {
  if (is_siret(text)) return Party{std::string(text), std::string(siren_of(text))};
  if (is_lei(text)) return Party{std::string(text), {}};
  if (!is_vat_number(text)) return std::nullopt;
  if (!text.starts_with("FR")) return Party{std::string(text), {}};
  constexpr std::size_t french_length = 4 + siren_length;
  if (text.size() != french_length || !passes_luhn(text.substr(4))) return std::nullopt;
  return Party{std::string(text), std::string(text.substr(4))};
}

}  // namespace lcl
