// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/device_identity.hpp"

#include <algorithm>
#include <string>

#include "ledger/values/error.hpp"

namespace lcl {
namespace {

constexpr std::size_t max_serial_length = 64;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Bytes of a manufacturer or serial as they are normalised; 0 for those that may not stand in one.
using Folding = std::array<char, 256>;

constexpr Folding folding(char from, char to) {
  Folding folded{};
  for (char c = ' '; c <= '~'; ++c) {
    const bool changes = c >= from && c < from + 26;
    if (c != ':') folded[static_cast<unsigned char>(c)] = changes ? static_cast<char>(c - from + to) : c;
  }
  return folded;
}
constexpr Folding lower_case = folding('A', 'a');
constexpr Folding upper_case = folding('a', 'A');

std::optional<Refusal> normalise_name(std::string_view text, const Folding& folding, std::string& out) {
  const std::string_view name = trimmed(text);
  if (name.empty() || name.size() > max_serial_length) return Refusal::malformed_serial;
  out.assign(name);
  for (char& c : out) {
    c = folding[static_cast<unsigned char>(c)];
    if (c == 0) return Refusal::malformed_serial;
  }
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
  constexpr std::size_t significant_digits = 14;
  const std::string_view digits = trimmed(text);
  if (digits.size() < significant_digits || digits.size() > significant_digits + 2) {
    return Refusal::malformed_imei;
  }
  if (!std::all_of(digits.begin(), digits.end(), is_digit)) return Refusal::malformed_imei;
  if (digits.size() == significant_digits + 1 && !passes_luhn(digits)) return Refusal::imei_check_digit;
  out.assign(digits.substr(0, significant_digits));
  return std::nullopt;
}

std::optional<Refusal> normalise_manufacturer(std::string_view text, std::string& out) {
  return normalise_name(text, lower_case, out);
}

std::optional<Refusal> normalise_serial(std::string_view text, std::string& out) {
  return normalise_name(text, upper_case, out);
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
