// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/device_identity.hpp"

#include <algorithm>
#include <string>

#include "ledger/events/device_lists.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl {
namespace {

constexpr std::size_t imei_digits = 14;  ///< that identify; a check digit or a software version follows
constexpr std::size_t max_serial_length = 64;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter_or_digit(char c) { return is_small(c) || is_capital(c) || is_digit(c); }
char capital(char c) { return is_small(c) ? static_cast<char>(c - 'a' + 'A') : c; }
char small(char c) { return is_capital(c) ? static_cast<char>(c - 'A' + 'a') : c; }

/// The letters and digits of `text`, in capitals.
void condense(std::string_view text, std::string& out) {
  out.clear();
  for (const char c : text) {
    if (is_letter_or_digit(c)) out.push_back(capital(c));
  }
}

bool is_one_character(std::string_view text) {
  return !text.empty() && text.find_first_not_of(text.front()) == std::string_view::npos;
}

/// As spreadsheets write a long number: a digit, perhaps more behind a point or comma, `E+`, digits.
bool is_shortened_number(std::string_view text) {
  const std::size_t exponent = text.find_first_of("eE");
  if (exponent == std::string_view::npos || exponent == 0 || !is_digit(text.front())) return false;
  const std::string_view fraction = text.substr(1, exponent - 1);
  const std::string_view power = text.substr(exponent + 1);
  return (fraction.empty() || ((fraction.front() == '.' || fraction.front() == ',') && fraction.size() > 1 &&
                               std::all_of(fraction.begin() + 1, fraction.end(), is_digit))) &&
         power.size() > 1 && power.front() == '+' && std::all_of(power.begin() + 1, power.end(), is_digit);
}

/// Of a text without blanks around it, and what is left of it when condensed.
bool is_junk(std::string_view text, std::string_view condensed) {
  const bool is_punctuation =
      condensed.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
  return is_punctuation || is_one_character(condensed) || is_shortened_number(text) ||
         DeviceLists::get().is_filler(condensed);
}

/// What may be a manufacturer or a serial: the text without blanks around it, or the refusal.
std::optional<Refusal> take_name(std::string_view text, std::string_view& name) {
  if (invisible_in(text)) return Refusal::invisible_character;
  name = trimmed(text);
  const auto may_stand = [](char c) { return c >= ' ' && c <= '~' && c != ':'; };
  if (name.empty() || name.size() > max_serial_length || !std::all_of(name.begin(), name.end(), may_stand))
    return Refusal::malformed_serial;
  return std::nullopt;
}

Digest commitment_to(Bytes pepper) {
  Sha256 hash;
  hash.update("lcl pepper 1\n");
  hash.update(pepper);
  return hash.finish();
}

/// `pepper` itself, once it is known to be a whole one.
Bytes whole(Bytes pepper) {
  invariant(pepper.size() == 32, "a pepper has 32 bytes");
  return pepper;
}

}  // namespace

std::optional<Refusal> normalise_imei(std::string_view text, std::string& out) {
  if (invisible_in(text)) return Refusal::invisible_character;
  const std::string_view digits = trimmed(text);
  if (digits.empty()) return Refusal::malformed_imei;
  const bool are_digits = std::all_of(digits.begin(), digits.end(), is_digit);
  if (are_digits ? is_one_character(digits) : (condense(digits, out), is_junk(digits, out)))
    return Refusal::junk_identifier;
  const bool has_length = digits.size() >= imei_digits && digits.size() <= imei_digits + 2;
  if (!are_digits || !has_length) return Refusal::malformed_imei;
  if (has_check_digit(digits) && !passes_luhn(digits)) return Refusal::imei_check_digit;
  const DeviceLists& lists = DeviceLists::get();
  out.assign(digits.substr(0, imei_digits));
  if (lists.body_of(out) == DeviceLists::Body::test || lists.is_placeholder_imei(out))
    return Refusal::junk_identifier;
  if (digits.size() == imei_digits) {
    const std::string whole = '0' + out;
    if (lists.body_of(whole) == DeviceLists::Body::allocates && passes_luhn(whole))
      return Refusal::imei_zero_lost;
  }
  if (lists.body_of(out) == DeviceLists::Body::none) return Refusal::imei_reporting_body;
  return std::nullopt;
}

bool is_imei(std::string_view text) {
  std::string digits;
  return has_check_digit(text) && !normalise_imei(text, digits);
}

bool has_check_digit(std::string_view text) noexcept { return trimmed(text).size() == imei_digits + 1; }

std::optional<Refusal> normalise_manufacturer(std::string_view text, std::string& out) {
  std::string_view name;
  if (const auto refusal = take_name(text, name)) return refusal;
  condense(name, out);
  if (is_junk(name, out)) return Refusal::junk_identifier;
  // `out` holds the words read so far, `kept` is the end of the last that is no legal form.
  out.clear();
  std::string word;
  std::size_t kept = 0;
  const auto end_word = [&] {
    if (word.empty()) return;
    const bool is_kept = kept == 0 || !DeviceLists::get().is_legal_form(word);
    out += word;
    if (is_kept) kept = out.size();
    word.clear();
  };
  for (const char c : name) {
    if (is_letter_or_digit(c)) {
      word.push_back(small(c));
    } else if (c != '.' && c != '\'') {
      end_word();
    }
  }
  end_word();
  out.resize(kept);
  return std::nullopt;
}

std::optional<Refusal> normalise_serial(std::string_view text, std::string& out) {
  std::string_view name;
  if (const auto refusal = take_name(text, name)) return refusal;
  condense(name, out);
  if (is_junk(name, out)) return Refusal::junk_identifier;
  return std::nullopt;
}

std::string_view junk_clause(std::string_view text) {
  const std::string_view written = trimmed(text);
  std::string condensed;
  condense(written, condensed);
  if (is_shortened_number(written)) return translation("is a number that a spreadsheet has shortened");
  if (written.starts_with('#')) return translation("is a spreadsheet's error value");
  if (condensed.size() > 1 && is_one_character(condensed))
    return translation("is one character over and over");
  if (is_junk(written, condensed)) return translation("stands where an identifier is missing");
  return translation("is a number for tests and examples, not a device's");
}

Pepper::Pepper(Bytes bytes) : hmac_(whole(bytes)), commitment_(commitment_to(bytes)) {}

void Pepper::identifier_texts(const Identifiers& identifiers, std::vector<std::string>& out) {
  std::size_t count = 0;
  // Elements are reused, so that a log's worth of devices allocates nothing.
  const auto next = [&]() -> std::string& {
    if (count == out.size()) out.emplace_back();
    return out[count++];
  };
  for (const std::string* imei : {&identifiers.imei, &identifiers.imei2}) {
    if (!imei->empty()) next().assign("imei:").append(*imei);
  }
  if (!identifiers.serial.empty()) {
    next().assign("serial:").append(identifiers.manufacturer).append(":").append(identifiers.serial);
  }
  out.resize(count);
}

Pseudonym Pepper::pseudonym(std::string_view identifier) {
  const Digest mac = hmac_(bytes_of(identifier));
  Pseudonym pseudonym;
  std::copy_n(mac.bytes.begin(), pseudonym.bytes.size(), pseudonym.bytes.begin());
  return pseudonym;
}

std::array<std::uint8_t, 16> Pepper::opening(Bytes salt) {
  const Digest mac = hmac_(bytes_of("open"), salt);
  std::array<std::uint8_t, 16> opening{};
  std::copy_n(mac.bytes.begin(), opening.size(), opening.begin());
  return opening;
}

Digest identity_of(Bytes opening, std::string_view identifier) {
  std::string message(opening.begin(), opening.end());
  return sha256(message.append(identifier));
}

}  // namespace lcl
