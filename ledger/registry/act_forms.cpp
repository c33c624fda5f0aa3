// SPDX-License-Identifier: Apache-2.0
// The forms of the fields of acts: one row for each FieldForm.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "ledger/chain/keys.hpp"
#include "ledger/registry/acts.hpp"
#include "ledger/registry/certifier.hpp"
#include "ledger/registry/words.hpp"
#include "ledger/values/decimal.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/encoding.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/party.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"
#include "ledger/values/timestamp.hpp"
#include "ledger/values/unit_serial.hpp"

namespace lcl {
namespace {

constexpr std::size_t longest_text = 256;
constexpr std::size_t most_texts = 200;
constexpr std::size_t most_mandants = 1'000;
constexpr std::size_t most_parameters = 64;
constexpr std::size_t most_categories = 10'000;
constexpr std::size_t most_devices = 1'000;
constexpr std::size_t most_cycles = 10'000;
constexpr std::size_t most_bytes = 65'536;
constexpr std::size_t longest_base64 = (most_bytes + 2) / 3 * 4;
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

bool are_ascending(const Json& value, std::size_t most) {
  return is_list_of(value, 1, most, is_integer) &&
         std::adjacent_find(value.begin(), value.end(), [](const Json& a, const Json& b) {
           return a.get<std::int64_t>() >= b.get<std::int64_t>();
         }) == value.end();
}

bool are_integers(const Json& value) { return are_ascending(value, most_texts); }

bool are_cycles(const Json& value) { return are_ascending(value, most_cycles); }

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

bool is_party(const Json& value) {
  return is_string_that(value, [](const auto& text) { return parse_party(text).has_value(); });
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

bool is_site(const Json& value) {
  return is_pair(value, "commune", "region") && is_text(value["commune"]) && is_text(value["region"]);
}

bool are_sites(const Json& value) { return is_list_of(value, 2, most_texts, is_site); }

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

/// A cycle that was found right needs no words, one that was found otherwise does; what was found stands
/// where it differs.
bool is_result(const Json& value) {
  if (!value.is_object() || !value.contains("result") || !value.contains("seq")) return false;
  const auto* result = value["result"].get_ptr<const std::string*>();
  const auto outcome = result == nullptr ? std::nullopt : place_in(sample_result_words, *result);
  if (!outcome || !is_integer(value["seq"])) return false;
  const bool differs = *outcome == static_cast<std::size_t>(SampleOutcome::differing);
  const bool is_right = *outcome == static_cast<std::size_t>(SampleOutcome::right);
  if (value.contains("found_kgco2e") != differs || (!is_right && !value.contains("text"))) return false;
  std::size_t members = 2;
  const auto has = [&](const char* member, bool (*is_fit)(const Json& member)) {
    if (!value.contains(member)) return true;
    ++members;
    return is_fit(value[member]);
  };
  return has("found_kgco2e", is_decimal) && has("text", is_text) && has("evidence", is_digest) &&
         value.size() == members;
}

bool are_results(const Json& value) {
  return is_list_of(value, 1, most_cycles, is_result) &&
         std::adjacent_find(value.begin(), value.end(), [](const Json& a, const Json& b) {
           return a["seq"].get<std::int64_t>() >= b["seq"].get<std::int64_t>();
         }) == value.end();
}

bool is_instant(const Json& value) {
  return is_string_that(value, [](const auto& text) { return parse_canonical_instant(text).has_value(); });
}

bool is_key(const Json& value) {
  return is_string_that(value, [](const auto& text) { return PublicKey::from_text(text).has_value(); });
}

bool are_keys(const Json& value) {
  return is_list_of(value, 1, most_certifier_keys, is_key) &&
         std::adjacent_find(value.begin(), value.end(), [](const Json& a, const Json& b) {
           return text_of(a) >= text_of(b);
         }) == value.end();
}

bool is_role(const Json& value) {
  return is_string_that(value, [](const auto& text) { return role(text).has_value(); });
}

bool is_origin_text(const Json& value) {
  return is_string_that(value, [](const auto& text) { return is_origin(text); });
}

bool is_base64(const Json& value) {
  return is_string_that(value, [](const auto& text) {
    const auto bytes = text.size() <= longest_base64 ? from_base64(text) : std::nullopt;
    return bytes && !bytes->empty() && bytes->size() <= most_bytes;
  });
}

bool is_object(const Json& value) { return value.is_object(); }

bool are_texts(const Json& value) { return is_list_of(value, 1, most_texts, is_text); }

bool are_sirets(const Json& value) {
  return is_list_of(value, 1, most_texts, is_siret_text) && are_different(value, text_of);
}

bool are_misstatements(const Json& value) { return is_list_of(value, 0, most_texts, is_misstatement); }

/// Whether `value` is an object of 1 to `most` members whose names are of 1 to 64 bytes and whose values all
/// satisfy `predicate`.
template <typename Predicate>
bool is_object_of(const Json& value, std::size_t most, Predicate predicate) {
  if (!value.is_object() || value.empty() || value.size() > most) return false;
  for (const auto& [name, member] : value.items()) {
    if (name.empty() || name.size() > 64 || !predicate(member)) return false;
  }
  return true;
}

bool is_parameter(const Json& value) {
  if (is_pair(value, "source", "value")) return is_text(value["source"]) && is_decimal(value["value"]);
  return is_pair(value, "source", "values") && is_text(value["source"]) &&
         is_object_of(value["values"], most_categories, is_decimal);
}

bool are_parameters(const Json& value) { return is_object_of(value, most_parameters, is_parameter); }

bool is_word_of(const Json& value, const ActField& field) {
  return is_string_that(value, [&](const auto& text) { return place_in(field.words, text).has_value(); });
}

bool are_words_of(const Json& value, const ActField& field) {
  return is_list_of(value, 1, field.words.size(),
                    [&](const Json& word) { return is_word_of(word, field); }) &&
         are_different(value, text_of);
}

/// A form that is the same of every field.
template <bool (*predicate)(const Json&)>
bool any(const Json& value, const ActField&) {
  return predicate(value);
}

struct FormRule {
  FieldForm form{};
  std::string_view word;
  bool (*holds)(const Json& value, const ActField& field) = nullptr;
  std::string_view expectation;  ///< for people; of a field with words, `{}` is where they stand
};

using Form = FieldForm;

constexpr std::array<FormRule, 29> form_rules{{
    {Form::integer, "integer", any<is_integer>, translatable("a whole number from 0 to 9007199254740991")},
    {Form::integers, "integers", any<are_integers>,
     translatable("a list of 1 to 200 whole numbers, ascending")},
    {Form::decimal, "decimal", any<is_decimal>,
     translatable("a decimal within 10^18 in its shortest form, as a string: \"12.5\"")},
    {Form::text, "text", any<is_text>,
     translatable("a text of 1 to 256 characters without control characters")},
    {Form::texts, "texts", any<are_texts>, translatable("a list of 1 to 200 texts")},
    {Form::word, "word", is_word_of, translatable("one of {}")},
    {Form::words, "words", are_words_of, translatable("a list of {}, each once")},
    {Form::date, "date", any<is_date>, translatable("a date such as 2026-02-02")},
    {Form::dates, "dates", any<are_dates>,
     translatable("{\"from\": date, \"to\": date} with from before to")},
    {Form::instant, "instant", any<is_instant>, translatable("an instant such as 2026-02-02T09:15:00.000Z")},
    {Form::siret, "siret", any<is_siret_text>, translatable("a SIRET: 14 digits with a valid check digit")},
    {Form::sirets, "sirets", any<are_sirets>, translatable("a list of 1 to 200 SIRETs, each once")},
    {Form::party, "party", any<is_party>,
     translatable("a SIRET, an EU VAT number such as DE123456789, or an LEI")},
    {Form::digest, "digest", any<is_digest>, translatable("64 lower-case hex digits")},
    {Form::key, "key", any<is_key>,
     translatable("the base64 of an Ed25519 public key in DER (SubjectPublicKeyInfo)")},
    {Form::keys, "keys", any<are_keys>, translatable("a list of 1 to 16 such public keys, ascending")},
    {Form::role_word, "role_word", any<is_role>,
     translatable("operator, developer, auditor, certifier or holder")},
    {Form::origin, "origin", any<is_origin_text>, translatable("an origin such as registry.example/lbc")},
    {Form::base64, "base64", any<is_base64>, translatable("the base64 of 1 to 65536 bytes")},
    {Form::document, "document", any<is_object>, translatable("an object")},
    {Form::checkpoint, "checkpoint", any<is_checkpoint>, "{\"root\": digest, \"size\": integer}"},
    {Form::mandants, "mandants", any<are_mandants>,
     translatable("a list of 1 to 1000 of {\"notified_on\": date, \"siret\": SIRET}, each SIRET once")},
    {Form::sites, "sites", any<are_sites>,
     translatable("a list of 2 to 200 of {\"commune\": text, \"region\": text}")},
    {Form::devices, "devices", any<are_devices>, translatable("a list of 1 to 1000 pseudonyms, ascending")},
    {Form::units, "units", any<is_serial>,
     translatable("the serial of a block of units, as lcl units list shows it")},
    {Form::misstatements, "misstatements", any<are_misstatements>,
     translatable("a list of at most 200 of {\"kgco2e\": decimal, \"text\": text}")},
    {Form::cycles, "cycles", any<are_cycles>, translatable("a list of 1 to 10,000 whole numbers, ascending")},
    {Form::results, "results", any<are_results>,
     translatable(
         "a list of 1 to 10,000 of {\"seq\": integer, \"result\": right, differing or not_available, "
         "\"found_kgco2e\": decimal if differing, \"text\": text unless right, \"evidence\": digest if any}, "
         "by "
         "ascending seq")},
    {Form::parameters, "parameters", any<are_parameters>,
     translatable(
         "an object of 1 to 64 names, each with {\"source\": text, \"value\": decimal} or {\"source\": text, "
         "\"values\": {category: decimal}}")},
}};

static_assert(
    [] {
      for (std::size_t i = 0; i < form_rules.size(); ++i) {
        if (static_cast<std::size_t>(form_rules[i].form) != i) return false;
      }
      return true;
    }(),
    "the forms stand in the order of FieldForm");

const FormRule& rule_of_form(FieldForm form) { return form_rules[static_cast<std::size_t>(form)]; }

bool has_form(const Json& value, const ActField& field) {
  return rule_of_form(field.form).holds(value, field);
}

std::string expectation(const ActField& field) {
  const std::string_view text = translation(rule_of_form(field.form).expectation);
  if (field.words.empty()) return std::string(text);
  return fmt::format(fmt::runtime(text), fmt::join(field.words, ", "));
}

Refused malformed(std::string field, std::string message) {
  return {Refusal::malformed_statement, {.field = std::move(field)}, std::move(message)};
}

}  // namespace

std::string_view word(FieldForm form) noexcept { return rule_of_form(form).word; }

std::optional<Refused> form_refusal(const ActRule& rule, const Json& act) {
  if (!act.is_object()) return malformed("act", phrase("act is not an object"));
  constexpr ActField private_part{"private", FieldForm::digest, {}, true};
  const auto fault_of = [&](const ActField& field) -> std::optional<Refused> {
    const auto found = act.find(field.name);
    const std::string path = fmt::format("act.{}", field.name);
    if (found == act.end()) {
      if (field.optional) return std::nullopt;
      return malformed(path, phrase("{} has no {}", rule.kind, field.name));
    }
    if (has_form(*found, field)) return std::nullopt;
    return malformed(path, phrase("{} is not {}", field.name, expectation(field)));
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
                       phrase("{} has no field {}", rule.kind, member.key()));
    }
  }
  return std::nullopt;
}

}  // namespace lcl
