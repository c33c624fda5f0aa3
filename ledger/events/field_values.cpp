// SPDX-License-Identifier: Apache-2.0
// How each field of an event is read from its text.
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>

#include "ledger/events/device_identity.hpp"
#include "ledger/events/event_fields.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/text.hpp"

namespace lcl {
namespace {

enum TextMark : unsigned char { control = 1, not_ascii = 2, list_separator = 4 };

constexpr auto marks = [] {
  std::array<unsigned char, 256> table{};
  for (std::size_t byte = 0; byte < table.size(); ++byte) {
    if (byte < 0x20 || byte == 0x7F) table[byte] = control;
    if (byte >= 0x80) table[byte] = not_ascii;
    if (byte == ':' || byte == ';') table[byte] = list_separator;
  }
  return table;
}();

/// Whether `text` is printable ASCII without a colon or semicolon, as nearly all texts are: eight bytes
/// at a time. May say no where a byte by byte look finds nothing.
bool is_plain(std::string_view text) {
  constexpr std::uint64_t ones = 0x0101010101010101U;
  constexpr std::uint64_t high_bits = 0x80 * ones;
  const auto is_plain_word = [&](const char* at) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    const std::uint64_t separators = (word ^ ':' * ones) & ~ones;  // zero bytes where there are any
    const std::uint64_t below_or_del = (word - 0x20 * ones) | (word + ones) | word;
    return ((below_or_del | (separators - ones)) & high_bits) == 0;
  };
  if (text.size() < sizeof(std::uint64_t)) return false;
  const char* const last = text.data() + text.size() - sizeof(std::uint64_t);
  for (const char* at = text.data(); at < last; at += sizeof(std::uint64_t)) {
    if (!is_plain_word(at)) return false;
  }
  return is_plain_word(last);
}

unsigned marks_of(std::string_view text) {
  if (is_plain(text)) return 0;
  unsigned found = 0;
  for (const char c : text) found |= marks[static_cast<unsigned char>(c)];
  return found;
}

/// A text of the sender's own choice, in NFC. `forbidden`: the marks it must not have.
std::optional<Refusal> set_text(std::string_view text, std::string& out, unsigned forbidden = control) {
  unsigned found = marks_of(text);
  out.assign(text);
  std::size_t length = out.size();
  if ((found & not_ascii) != 0) {
    if (!normalise(out) || has_control(out)) return Refusal::malformed_text;
    // Normalisation can bring an ASCII letter: U+037E becomes a semicolon.
    found = marks_of(out);
    length = length_of(out);
  }
  if (length == 0 || length > max_text_length || (found & forbidden) != 0) return Refusal::malformed_text;
  if (out.front() == ' ' || out.back() == ' ') return Refusal::malformed_text;
  return std::nullopt;
}

/// A text that a CSV cell can hold in a list: `:` and `;` separate there.
std::optional<Refusal> set_name(std::string_view text, std::string& out) {
  return set_text(text, out, control | list_separator);
}

/// Bounds of a quantity, in whole units.
struct Range {
  std::int64_t least;
  std::int64_t most;
  bool zero_too = true;
};

std::optional<Refusal> set_quantity(std::string_view text, Range range, Decimal& out) {
  DecimalFault fault{};
  const std::optional<Decimal> value = parse_decimal(text, &fault);
  if (!value) {
    switch (fault) {
      case DecimalFault::malformed:
      case DecimalFault::negative_zero:
        return Refusal::malformed_number;
      case DecimalFault::too_many_digits:
        return Refusal::too_many_digits;
      case DecimalFault::out_of_range:
        return Refusal::number_out_of_range;
    }
  }
  const bool in_range = *value >= Decimal{range.least} && *value <= Decimal{range.most};
  if (!in_range || (value->is_zero() && !range.zero_too)) return Refusal::number_out_of_range;
  out = *value;
  return std::nullopt;
}

std::optional<Refusal> set_quantity(std::string_view text, Range range, std::optional<Decimal>& out) {
  return set_quantity(text, range, out.emplace());
}

/// A whole number `0|-?[1-9][0-9]*`: no sign +, point, exponent or leading zero.
template <typename Integer>
std::optional<Refusal> set_whole(std::string_view text, Range range, Integer& out) {
  const bool negative = text.starts_with('-');
  const std::string_view digits = text.substr(negative ? 1 : 0);
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) {
    return Refusal::malformed_number;
  }
  if (digits.front() == '0' && (negative || digits.size() > 1)) return Refusal::malformed_number;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool read = error == std::errc{} && end == digits.data() + digits.size() && !negative;
  if (!read || value < range.least || value > range.most) return Refusal::number_out_of_range;
  out = static_cast<Integer>(value);
  return std::nullopt;
}

std::optional<Refusal> set_truth(std::string_view text, bool& out) {
  out = text == "true";
  if (!out && text != "false") return Refusal::wrong_type;
  return std::nullopt;
}

/// One of an enumeration's words.
template <typename Enumeration>
std::optional<Refusal> set_word(std::optional<Enumeration> value, Enumeration& out,
                                Refusal otherwise = Refusal::unknown_value) {
  if (!value) return otherwise;
  out = *value;
  return std::nullopt;
}

std::optional<Refusal> set_instant(std::string_view text, Instant& out) {
  const std::optional<Instant> instant = parse_instant(text);
  if (!instant) return Refusal::malformed_timestamp;
  out = *instant;
  return std::nullopt;
}

std::optional<Refusal> set_checked(std::string_view text, bool (*is_right)(std::string_view) noexcept,
                                   Refusal otherwise, std::string& out) {
  if (!is_right(text)) return otherwise;
  out.assign(text);
  return std::nullopt;
}

constexpr Range distance_km{0, 50'000};
constexpr Range mass_kg{0, 1'000, false};
constexpr Range energy_kwh{0, 10'000};
constexpr Range packaging_kg{0, 1'000};
constexpr Range part_quantity{1, 100};
constexpr Range warranty_months{0, 120};
constexpr Range voids{0, (std::int64_t{1} << 53) - 1};

}  // namespace

std::optional<Refusal> set_fact(Field field, std::string_view text, Facts& facts) {
  switch (field) {
    case Field::kind:
      return set_word(event_kind(text), facts.kind, Refusal::unknown_kind);
    case Field::occurred_at:
      return set_instant(text, facts.occurred_at);
    case Field::participant:
      return set_checked(text, is_siret, Refusal::malformed_siret, facts.participant);
    case Field::country:
      return set_checked(text, is_country, Refusal::malformed_country, facts.country);
    case Field::category:
      return set_name(text, facts.category);
    case Field::model:
      return set_text(text, facts.model);
    case Field::mass_kg:
      return set_quantity(text, mass_kg, facts.mass_kg);
    case Field::holder:
      return set_word(holder(text), facts.holder);
    case Field::confirmed:
      return set_truth(text, facts.confirmed);
    case Field::waste:
      return set_truth(text, facts.waste);
    case Field::outcome:
      return set_word(outcome(text), facts.outcome);
    case Field::functions_tested:
      return set_truth(text, facts.functions_tested);
    case Field::data_erasure_standard:
      facts.data_erasure = true;
      return set_text(text, facts.data_erasure_standard);
    case Field::data_erasure_result:
      facts.data_erasure = true;
      return set_word(erasure_result(text), facts.data_erasure_result);
    case Field::energy_kwh:
      return set_quantity(text, energy_kwh, facts.energy_kwh);
    case Field::channel:
      return set_text(text, facts.channel);
    case Field::grade:
      return set_text(text, facts.grade);
    case Field::warranty_months:
      return set_whole(text, warranty_months, facts.warranty_months);
    case Field::packaging_kg:
      return set_quantity(text, packaging_kg, facts.packaging_kg);
    case Field::reason:
      return set_text(text, facts.reason);
    case Field::route:
      return set_text(text, facts.route);
    case Field::voids:
      return set_whole(text, voids, facts.voids);
    case Field::leg_mode:
      return set_name(text, facts.legs.back().mode);
    case Field::leg_distance_km:
      return set_quantity(text, distance_km, facts.legs.back().distance_km);
    case Field::part_name:
      return set_name(text, facts.parts.back().part);
    case Field::part_quantity:
      return set_whole(text, part_quantity, facts.parts.back().quantity);
    case Field::part_origin:
      return set_word(part_origin(text), facts.parts.back().origin);
    default:
      invariant(false, "a field is not a fact that a text can give");
  }
  return std::nullopt;
}

std::optional<Refusal> set_field(Field field, std::string_view text, Event& event) {
  const auto identified = [text](auto* normalise, std::string& identifier) {
    const std::optional<Refusal> refusal = normalise(text, identifier);
    if (refusal) identifier.clear();
    return refusal;
  };
  switch (field) {
    case Field::imei:
      event.unchecked_imeis = static_cast<std::uint8_t>(event.unchecked_imeis + !has_check_digit(text));
      return identified(normalise_imei, event.identifiers.imei);
    case Field::imei2:
      event.unchecked_imeis = static_cast<std::uint8_t>(event.unchecked_imeis + !has_check_digit(text));
      return identified(normalise_imei, event.identifiers.imei2);
    case Field::manufacturer:
      return identified(normalise_manufacturer, event.identifiers.manufacturer);
    case Field::serial:
      return identified(normalise_serial, event.identifiers.serial);
    case Field::reference:
      return set_text(text, event.private_facts.reference);
    case Field::data_erasure_certificate:
      return set_text(text, event.private_facts.certificate);
    default:
      return set_fact(field, text, event.facts);
  }
}

}  // namespace lcl
