// SPDX-License-Identifier: Apache-2.0
// The forms of the fields of acts: one function per FieldForm.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "ledger/chain/keys.hpp"
#include "ledger/registry/acts.hpp"
#include "ledger/registry/words.hpp"
#include "ledger/values/decimal.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/text.hpp"
#include "ledger/values/timestamp.hpp"
#include "ledger/values/unit_serial.hpp"

namespace lcl {
namespace {

constexpr std::size_t longest_text = 256;
constexpr std::size_t most_texts = 200;
constexpr std::size_t most_mandants = 1'000;
constexpr std::size_t most_devices = 1'000;
constexpr std::int64_t greatest_integer = (std::int64_t{1} << 53U) - 1;
/// In kgCO2e far beyond anything real, and small enough that no sum or count of an act's figures overflows.
constexpr Decimal greatest_decimal{1'000'000'000'000'000'000};

bool is_text(const Json& value) {
  const auto* text = value.get_ptr<const std::string*>();
  return text != nullptr && !text->empty() && length_of(*text) <= longest_text && !has_control(*text) &&
         is_normalised(*text);
}

bool is_date(const Json& value) {
  const auto* text = value.get_ptr<const std::string*>();
  return text != nullptr && parse_date(*text).has_value();
}

bool are_dates(const Json& value) {
  if (!value.is_object() || value.size() != 2 || !value.contains("from") || !value.contains("to"))
    return false;
  if (!is_date(value["from"]) || !is_date(value["to"])) return false;
  return value["from"].get_ref<const std::string&>() < value["to"].get_ref<const std::string&>();
}

template <typename Predicate>
bool is_string_that(const Json& value, Predicate predicate) {
  const auto* text = value.get_ptr<const std::string*>();
  return text != nullptr && predicate(*text);
}

/// Whether `value` is a list of `least` to `most` elements that all satisfy `predicate`.
template <typename Predicate>
bool is_list_of(const Json& value, std::size_t least, std::size_t most, Predicate predicate) {
  return value.is_array() && value.size() >= least && value.size() <= most &&
         std::all_of(value.begin(), value.end(), predicate);
}

bool is_integer(const Json& value) {
  return value.is_number_integer() && value.get<std::int64_t>() >= 0 &&
         value.get<std::int64_t>() <= greatest_integer;
}

bool is_decimal(const Json& value) {
  return is_string_that(value, [](const auto& text) {
    const auto decimal = parse_canonical_decimal(text);
    return decimal && *decimal <= greatest_decimal && *decimal >= -greatest_decimal;
  });
}

/// Whether `value` has the form of a serial; its check digits are judged later, under a word of their own.
bool is_serial(const Json& value) {
  return is_string_that(value, [](const auto& text) {
    const ParsedSerial parsed = parse_serial(text);
    return parsed.block || parsed.fault == SerialFault::check_digits;
  });
}

bool is_siret_text(const Json& value) {
  return is_string_that(value, [](const auto& text) { return is_siret(text); });
}

bool is_digest(const Json& value) {
  return is_string_that(value, [](const auto& text) { return digest_from_hex(text).has_value(); });
}

/// Whether `value` is an object of exactly the members `first` and `second`.
bool is_pair(const Json& value, const char* first, const char* second) {
  return value.is_object() && value.size() == 2 && value.contains(first) && value.contains(second);
}

bool is_checkpoint(const Json& value) {
  return is_pair(value, "root", "size") && is_digest(value["root"]) && is_integer(value["size"]);
}

bool is_mandant(const Json& value) {
  return is_pair(value, "notified_on", "siret") && is_date(value["notified_on"]) &&
         is_siret_text(value["siret"]);
}

bool is_misstatement(const Json& value) {
  return is_pair(value, "kgco2e", "text") && is_decimal(value["kgco2e"]) && is_text(value["text"]);
}

bool is_result(const Json& value) {
  return value.is_object() && value.size() == 3 && value.contains("kgco2e") && value.contains("seq") &&
         value.contains("text") && is_decimal(value["kgco2e"]) &&
         !value["kgco2e"].get_ref<const std::string&>().starts_with('-') && is_integer(value["seq"]) &&
         is_text(value["text"]);
}

/// Whether all of `values`, by `text_of`, are different.
template <typename TextOf>
bool are_different(const Json& values, TextOf text_of) {
  std::set<std::string_view> seen;
  return std::all_of(values.begin(), values.end(),
                     [&](const Json& value) { return seen.insert(text_of(value)).second; });
}

std::string_view text_of(const Json& value) { return value.get_ref<const std::string&>(); }

bool are_mandants(const Json& value) {
  return is_list_of(value, 1, most_mandants, is_mandant) &&
         are_different(value, [](const Json& mandant) { return text_of(mandant["siret"]); });
}

bool are_devices(const Json& value) {
  return is_list_of(value, 1, most_devices,
                    [](const Json& device) {
                      return is_string_that(
                          device, [](const auto& text) { return pseudonym_from_hex(text).has_value(); });
                    }) &&
         std::adjacent_find(value.begin(), value.end(), [](const Json& a, const Json& b) {
           return text_of(a) >= text_of(b);
         }) == value.end();
}

bool are_results(const Json& value) {
  return is_list_of(value, 0, most_texts, is_result) &&
         std::adjacent_find(value.begin(), value.end(), [](const Json& a, const Json& b) {
           return a["seq"].get<std::int64_t>() >= b["seq"].get<std::int64_t>();
         }) == value.end();
}

bool is_word_of(const Json& value, std::span<const std::string_view> words) {
  return is_string_that(value, [&](const auto& text) { return place_in(words, text).has_value(); });
}

bool has_form(const Json& value, const ActField& field) {
  switch (field.form) {
    case FieldForm::integer:
      return is_integer(value);
    case FieldForm::decimal:
      return is_decimal(value);
    case FieldForm::word:
      return is_word_of(value, field.words);
    case FieldForm::words:
      return is_list_of(value, 1, field.words.size(),
                        [&](const Json& word) { return is_word_of(word, field.words); }) &&
             are_different(value, text_of);
    case FieldForm::instant:
      return is_string_that(value,
                            [](const auto& text) { return parse_canonical_instant(text).has_value(); });
    case FieldForm::sirets:
      return is_list_of(value, 1, most_texts, is_siret_text) && are_different(value, text_of);
    case FieldForm::checkpoint:
      return is_checkpoint(value);
    case FieldForm::mandants:
      return are_mandants(value);
    case FieldForm::devices:
      return are_devices(value);
    case FieldForm::units:
      return is_serial(value);
    case FieldForm::misstatements:
      return is_list_of(value, 0, most_texts, is_misstatement);
    case FieldForm::results:
      return are_results(value);
    case FieldForm::text:
      return is_text(value);
    case FieldForm::texts:
      return is_list_of(value, 1, most_texts, is_text);
    case FieldForm::date:
      return is_date(value);
    case FieldForm::dates:
      return are_dates(value);
    case FieldForm::siret:
      return is_siret_text(value);
    case FieldForm::digest:
      return is_digest(value);
    case FieldForm::key:
      return is_string_that(value, [](const auto& text) { return PublicKey::from_text(text).has_value(); });
    case FieldForm::role_word:
      return is_string_that(value, [](const auto& text) { return role(text).has_value(); });
    case FieldForm::origin:
      return is_string_that(value, [](const auto& text) { return is_origin(text); });
    case FieldForm::document:
      return value.is_object();
  }
  return false;
}

std::string expectation(const ActField& field) {
  switch (field.form) {
    case FieldForm::decimal:
      return "a decimal within 10^18 in its shortest form, as a string: \"12.5\"";
    case FieldForm::word:
      return fmt::format("one of {}", fmt::join(field.words, ", "));
    case FieldForm::words:
      return fmt::format("a list of {}, each once", fmt::join(field.words, ", "));
    case FieldForm::instant:
      return "an instant such as 2026-02-02T09:15:00.000Z";
    case FieldForm::sirets:
      return "a list of 1 to 200 SIRETs, each once";
    case FieldForm::checkpoint:
      return "{\"root\": digest, \"size\": integer}";
    case FieldForm::mandants:
      return "a list of 1 to 1000 of {\"notified_on\": date, \"siret\": SIRET}, each SIRET once";
    case FieldForm::devices:
      return "a list of 1 to 1000 pseudonyms, ascending";
    case FieldForm::units:
      return "the serial of a block of units, as lcl units list shows it";
    case FieldForm::misstatements:
      return "a list of at most 200 of {\"kgco2e\": decimal, \"text\": text}";
    case FieldForm::results:
      return "a list of at most 200 of {\"kgco2e\": decimal from 0, \"seq\": integer, \"text\": text}, by "
             "ascending seq";
    case FieldForm::integer:
      return "a whole number from 0 to 9007199254740991";
    case FieldForm::text:
      return "a text of 1 to 256 characters without control characters";
    case FieldForm::texts:
      return "a list of 1 to 200 texts";
    case FieldForm::date:
      return "a date such as 2026-02-02";
    case FieldForm::dates:
      return "{\"from\": date, \"to\": date} with from before to";
    case FieldForm::siret:
      return "a SIRET: 14 digits with a valid check digit";
    case FieldForm::digest:
      return "64 lower-case hex digits";
    case FieldForm::key:
      return "the base64 of an Ed25519 public key in DER (SubjectPublicKeyInfo)";
    case FieldForm::role_word:
      return "operator, developer, auditor or certifier";
    case FieldForm::origin:
      return "an origin such as registry.example/lbc";
    case FieldForm::document:
      return "an object";
  }
  return "";
}

Refused malformed(std::string field, std::string message) {
  return {Refusal::malformed_statement, {.field = std::move(field)}, std::move(message)};
}

constexpr std::array<std::string_view, 22> form_words{
    "integer",    "decimal",  "text",    "texts",  "word",          "words",     "date",   "dates",
    "instant",    "siret",    "sirets",  "digest", "key",           "role_word", "origin", "document",
    "checkpoint", "mandants", "devices", "units",  "misstatements", "results"};

}  // namespace

std::string_view word(FieldForm form) noexcept { return form_words[static_cast<std::size_t>(form)]; }

std::optional<Refused> form_refusal(const ActRule& rule, const Json& act) {
  if (!act.is_object()) return malformed("act", "act is not an object");
  constexpr ActField private_part{"private", FieldForm::digest, {}, true};
  const auto fault_of = [&](const ActField& field) -> std::optional<Refused> {
    const auto found = act.find(field.name);
    const std::string path = fmt::format("act.{}", field.name);
    if (found == act.end()) {
      if (field.optional) return std::nullopt;
      return malformed(path, fmt::format("{} has no {}", rule.kind, field.name));
    }
    if (has_form(*found, field)) return std::nullopt;
    return malformed(path, fmt::format("{} is not {}", field.name, expectation(field)));
  };
  for (const ActField& field : rule.fields) {
    if (auto fault = fault_of(field)) return fault;
  }
  if (auto fault = fault_of(private_part)) return fault;
  for (auto member = act.begin(); member != act.end(); ++member) {
    const bool known = member.key() == private_part.name ||
                       std::any_of(rule.fields.begin(), rule.fields.end(),
                                   [&](const ActField& field) { return field.name == member.key(); });
    if (!known) {
      return malformed(fmt::format("act.{}", member.key()),
                       fmt::format("{} has no field {}", rule.kind, member.key()));
    }
  }
  return std::nullopt;
}

}  // namespace lcl
