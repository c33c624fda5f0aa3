// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/epcis/epc.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace lcl {
namespace {

constexpr std::string_view imei_urn = "urn:gsma:imei:";
constexpr std::string_view sgtin_urn = "urn:epc:id:sgtin:";
constexpr std::string_view giai_urn = "urn:epc:id:giai:";
constexpr std::size_t gtin_digits = 14;

bool are_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

int value_of_hex(char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  const char small = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
  const std::size_t value = digits.find(small);
  return value == std::string_view::npos ? -1 : static_cast<int>(value);
}

/// With `%2F` as `/`; nothing where a percent sign is not followed by two digits, or for what is not
/// printable ASCII.
std::optional<std::string> unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = value_of_hex(text[i + 1]);
      const int low = value_of_hex(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    }
    if (c < ' ' || c > '~') return std::nullopt;
    out.push_back(c);
  }
  return out;
}

/// GS1's check digit behind `digits`, which are 13 (GS1 General Specifications, 7.9).
char gs1_check_digit(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) sum += (digits[i] - '0') * (i % 2 == 0 ? 3 : 1);
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

bool is_gtin(std::string_view text) {
  return text.size() == gtin_digits && are_digits(text) &&
         gs1_check_digit(text.substr(0, gtin_digits - 1)) == text.back();
}

EpcIdentifiers of_gtin(std::string_view gtin, std::string serial) {
  return {.imei = {}, .manufacturer = fmt::format("gtin{}", gtin), .serial = std::move(serial)};
}

/// RFC 7254 §4: TAC, serial number, spare digit, and parameters behind a semicolon. The spare digit is 0
/// unless someone has put the check digit there. Without one the IMEI is given as with a software version: 14
/// digits might be taken for 15 of which a spreadsheet has dropped the first.
std::optional<EpcIdentifiers> of_imei(std::string_view rest) {
  const std::vector<std::string_view> parts = split(rest.substr(0, rest.find(';')), '-');
  const bool fits = parts.size() == 3 && parts[0].size() == 8 && parts[1].size() == 6 &&
                    parts[2].size() == 1 && std::all_of(parts.begin(), parts.end(), are_digits);
  if (!fits) return std::nullopt;
  EpcIdentifiers out;
  out.imei = fmt::format("{}{}{}", parts[0], parts[1], parts[2] == "0" ? "00" : parts[2]);
  return out;
}

/// GS1 TDS: company prefix and item reference, whose first digit goes to the front of the GTIN.
std::optional<EpcIdentifiers> of_sgtin(std::string_view rest) {
  const std::vector<std::string_view> parts = split(rest, '.');
  if (parts.size() != 3 || !are_digits(parts[0]) || !are_digits(parts[1])) return std::nullopt;
  if (parts[0].size() + parts[1].size() != gtin_digits - 1 || parts[0].size() < 6) return std::nullopt;
  std::optional<std::string> serial = unescaped(parts[2]);
  if (!serial || serial->empty()) return std::nullopt;
  std::string gtin = fmt::format("{}{}{}", parts[1].substr(0, 1), parts[0], parts[1].substr(1));
  gtin.push_back(gs1_check_digit(gtin));
  return of_gtin(gtin, *std::move(serial));
}

std::optional<EpcIdentifiers> of_giai(std::string_view number) {
  std::optional<std::string> whole = unescaped(number);
  if (!whole || whole->empty()) return std::nullopt;
  return EpcIdentifiers{.imei = {}, .manufacturer = "giai", .serial = *std::move(whole)};
}

/// GS1 Digital Link: `/01/GTIN/21/SERIAL` (with `/22/…` or `/10/…` between), or `/8004/GIAI`, behind any host
/// and path.
std::optional<EpcIdentifiers> of_digital_link(std::string_view rest) {
  const std::vector<std::string_view> parts = split(rest.substr(0, rest.find_first_of("?#")), '/');
  for (std::size_t i = 1; i + 1 < parts.size(); ++i) {
    if (parts[i] == "8004" && i + 2 == parts.size()) return of_giai(parts[i + 1]);
    if (parts[i] != "01" || !is_gtin(parts[i + 1])) continue;
    for (std::size_t k = i + 2; k + 1 < parts.size(); k += 2) {
      if (parts[k] != "21") continue;
      std::optional<std::string> serial = unescaped(parts[k + 1]);
      if (serial && !serial->empty()) return of_gtin(parts[i + 1], *std::move(serial));
    }
  }
  return std::nullopt;
}

/// Ours: `serial/MAKER/SERIAL` in our namespace.
std::optional<EpcIdentifiers> of_own(std::string_view rest) {
  if (!take_prefix(rest, "serial/")) return std::nullopt;
  const std::vector<std::string_view> parts = split(rest, '/');
  if (parts.size() != 2) return std::nullopt;
  std::optional<std::string> maker = unescaped(parts[0]);
  std::optional<std::string> serial = unescaped(parts[1]);
  if (!maker || !serial || maker->empty() || serial->empty()) return std::nullopt;
  return EpcIdentifiers{.imei = {}, .manufacturer = *std::move(maker), .serial = *std::move(serial)};
}

}  // namespace

std::optional<EpcIdentifiers> epc_identifiers(std::string_view uri) {
  if (take_prefix(uri, imei_urn)) return of_imei(uri);
  if (take_prefix(uri, sgtin_urn)) return of_sgtin(uri);
  if (take_prefix(uri, giai_urn)) {
    const std::size_t point = uri.find('.');
    if (point == std::string_view::npos || !are_digits(uri.substr(0, point))) return std::nullopt;
    return of_giai(std::string(uri.substr(0, point)).append(uri.substr(point + 1)));
  }
  if (take_prefix(uri, epcis_namespace)) return of_own(uri);
  if (take_prefix(uri, "https://") || take_prefix(uri, "http://")) return of_digital_link(uri);
  return std::nullopt;
}

std::string epc_of(const Identifiers& identifiers) {
  if (const std::string& imei = identifiers.imei; !imei.empty())
    return fmt::format("{}{}-{}-0", imei_urn, imei.substr(0, 8), imei.substr(8));
  const auto& [imei, imei2, maker, serial] = identifiers;
  if (maker == "giai") return fmt::format("https://id.gs1.org/8004/{}", serial);
  if (maker.starts_with("gtin") && is_gtin(std::string_view(maker).substr(4)))
    return fmt::format("https://id.gs1.org/01/{}/21/{}", maker.substr(4), serial);
  return fmt::format("{}serial/{}/{}", epcis_namespace, maker, serial);
}

}  // namespace lcl
