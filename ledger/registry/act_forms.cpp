// SPDX-License-Identifier: Apache-2.0
// The forms of the fields of acts: one function per FieldForm.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "ledger/chain/keys.hpp"
#include "ledger/registry/acts.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/text.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {
namespace {

constexpr std::size_t longest_text = 256;
constexpr std::size_t most_texts = 200;
constexpr std::int64_t greatest_integer = (std::int64_t{1} << 53U) - 1;

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

bool are_texts(const Json& value) {
  return value.is_array() && !value.empty() && value.size() <= most_texts &&
         std::all_of(value.begin(), value.end(), is_text);
}

template <typename Predicate>
bool is_string_that(const Json& value, Predicate predicate) {
  const auto* text = value.get_ptr<const std::string*>();
  return text != nullptr && predicate(*text);
}

bool has_form(const Json& value, FieldForm form) {
  switch (form) {
    case FieldForm::integer:
      return value.is_number_integer() && value.get<std::int64_t>() >= 0 &&
             value.get<std::int64_t>() <= greatest_integer;
    case FieldForm::text:
      return is_text(value);
    case FieldForm::texts:
      return are_texts(value);
    case FieldForm::date:
      return is_date(value);
    case FieldForm::dates:
      return are_dates(value);
    case FieldForm::siret:
      return is_string_that(value, [](const auto& text) { return is_siret(text); });
    case FieldForm::digest:
      return is_string_that(value, [](const auto& text) { return digest_from_hex(text).has_value(); });
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

std::string_view expectation(FieldForm form) {
  switch (form) {
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

}  // namespace

std::optional<Refused> form_refusal(const ActRule& rule, const Json& act) {
  if (!act.is_object()) return malformed("act", "act is not an object");
  for (const ActField& field : rule.fields) {
    const auto found = act.find(field.name);
    const std::string path = fmt::format("act.{}", field.name);
    if (found == act.end()) return malformed(path, fmt::format("{} has no {}", rule.kind, field.name));
    if (!has_form(*found, field.form)) {
      return malformed(path, fmt::format("{} is not {}", field.name, expectation(field.form)));
    }
  }
  for (auto member = act.begin(); member != act.end(); ++member) {
    const bool known = std::any_of(rule.fields.begin(), rule.fields.end(),
                                   [&](const ActField& field) { return field.name == member.key(); });
    if (!known) {
      return malformed(fmt::format("act.{}", member.key()),
                       fmt::format("{} has no field {}", rule.kind, member.key()));
    }
  }
  return std::nullopt;
}

}  // namespace lcl
