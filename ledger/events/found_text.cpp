// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/found_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include "ledger/events/device_identity.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::size_t most_shown = 40;

bool continues_sequence(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80; }

/// The words that `field` may be.
std::string choices_of(Field field) {
  const std::span<const std::string_view> words = words_of(field);
  std::string choices;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) choices += i + 1 == words.size() ? phrase(" or ") : ", ";
    choices += words[i];
  }
  return choices;
}

/// What the values of `field` lie between.
std::string range_of(Field field) {
  switch (field) {
    case Field::leg_distance_km:
      return phrase("between 0 and 50000 km");
    case Field::mass_kg:
      return phrase("above 0 and up to 1000 kg");
    case Field::energy_kwh:
      return phrase("between 0 and 10000 kWh");
    case Field::packaging_kg:
      return phrase("between 0 and 1000 kg");
    case Field::part_quantity:
      return phrase("between 1 and 100");
    case Field::warranty_months:
      return phrase("between 0 and 120 months");
    case Field::voids:
      return phrase("between 0 and 9007199254740991");
    default:
      return phrase("within the schema's range");
  }
}

std::string text_fault(Field field, std::string_view text) {
  if (text.empty()) return phrase("the text is empty");
  if (has_control(text))
    return phrase("{} holds a control character, or one that turns the direction of writing",
                  in_quotes(text));
  if (text.front() == ' ' || text.back() == ' ') {
    return phrase("{} starts or ends with a blank", in_quotes(text));
  }
  std::string normalised(text);
  if (!normalise(normalised)) return phrase("{} is not UTF-8", in_quotes(text));
  const std::size_t length = length_of(normalised);
  if (length > max_text_length) {
    return phrase("{} has {} characters, more than {}", in_quotes(text), length, max_text_length);
  }
  const bool is_name = field == Field::category || field == Field::leg_mode || field == Field::part_name;
  return fmt::format("{} {}", in_quotes(text),
                     is_name ? phrase("holds a colon or semicolon") : phrase("is not such a text"));
}

std::string timestamp_fault(std::string_view text) {
  constexpr std::size_t most_digits = 3;
  const std::size_t mark = text.find_first_of(".,", std::min(text.find(':'), text.size()));
  if (mark != std::string_view::npos) {
    const std::string_view rest = text.substr(mark + 1);
    const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
    if (digits > most_digits) return phrase("{} has more than three digits of a second", in_quotes(text));
  }
  return phrase("{} is not a date and time with a zone that exists", in_quotes(text));
}

/// What a value of `field` is written as.
std::string_view written_as(Field field) {
  switch (rule(field).shape) {
    case Shape::text:
      return translation("a text in quotes");
    case Shape::quantity:
      return translation("a number");
    case Shape::whole:
      return translation("a whole number");
    case Shape::truth:
      return translation("true or false");
    case Shape::object:
      return translation("an object");
    case Shape::list:
      return translation("an array");
  }
  return translation("such a value");
}

}  // namespace

std::string shortened(std::string_view text) {
  std::string out;
  std::size_t shown = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (!continues_sequence(text[i]) && shown++ == most_shown) return out.append("…");
    if (byte < 0x20 || byte == 0x7F) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", byte);
    } else if (byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned char>(text[++i]));
    } else if (const auto invisible = byte < 0x80 ? std::nullopt : invisible_in(text.substr(i, 3));
               invisible && invisible->offset == 0) {
      fmt::format_to(std::back_inserter(out), "[U+{:04X}]",
                     static_cast<std::uint32_t>(invisible->code_point));
      i += invisible->size - 1;
    } else {
      if (byte == '"' || byte == '\\') out.push_back('\\');
      out.push_back(text[i]);
    }
  }
  return out;
}

std::string in_quotes(std::string_view text) { return "\"" + shortened(text) + "\""; }

std::string explanation(Refusal refusal, Field field, std::string_view text) {
  const std::string found = in_quotes(text);
  switch (refusal) {
    case Refusal::unknown_kind:
      return phrase("{} is not {}{}", found, choices_of(Field::kind), did_you_mean(text, event_kind_words));
    case Refusal::unknown_value:
      return phrase("{} is not {}", found, choices_of(field));
    case Refusal::malformed_imei:
      return phrase("{} is not 15 digits", found);
    case Refusal::invisible_character:
      return phrase("{} holds a character that is not seen", found);
    case Refusal::imei_zero_lost:
      return phrase("{} is an IMEI that has lost the zero it began with", found);
    case Refusal::imei_reporting_body:
      return phrase("{} is no IMEI: no body that allocates them has the number {:.2}", found,
                    text.substr(text.find_first_not_of(" \t")));
    case Refusal::junk_identifier:
      return fmt::format("{} {}", found, junk_clause(text));
    case Refusal::imei_check_digit:
      return phrase("the check digit of {} does not match", found);
    case Refusal::malformed_serial:
      return phrase("{} is not 1 to 64 printable ASCII characters without a colon", found);
    case Refusal::malformed_siret:
      return text.size() == 14 && text.find_first_not_of("0123456789") == std::string_view::npos
                 ? phrase("the check digit of {} does not match", found)
                 : phrase("{} is not 14 digits", found);
    case Refusal::malformed_country:
      return phrase("{} is not two capital letters", found);
    case Refusal::malformed_timestamp:
      return timestamp_fault(text);
    case Refusal::malformed_number:
      return phrase("{} is not a plain {}", found,
                    rule(field).shape == Shape::whole ? phrase("whole number") : phrase("decimal number"));
    case Refusal::too_many_digits:
      return phrase("{} has more than 9 digits after the point", found);
    case Refusal::number_out_of_range:
      return phrase("{} is not {}", found, range_of(field));
    case Refusal::malformed_text:
      return text_fault(field, text);
    case Refusal::wrong_type:
      return phrase("{} is not {}", found, written_as(field));
    default:
      return phrase("{} was found", found);
  }
}

std::string wrong_type(std::string_view found, Field field) {
  return phrase("{} was found, not {}", found, written_as(field));
}

std::string explanation(const MisplacedIdentifier& misplaced) {
  return phrase("{} holds {}", in_quotes(rule(misplaced.field).path), misplaced.held);
}

std::string explanation(const PresenceFault& fault, std::optional<EventKind> kind) {
  const std::string path = in_quotes(rule(fault.field).path);
  if (fault.refusal == Refusal::missing_identifier)
    return phrase("the device has neither an imei nor a serial");
  const std::string_view of_kind = kind ? word(*kind) : "event";
  if (fault.refusal == Refusal::unknown_field) {
    return phrase("{} is not a field of kind {}", path, of_kind);
  }
  return kind ? phrase("{} is missing from this {}", path, of_kind) : phrase("{} is missing", path);
}

}  // namespace lcl
