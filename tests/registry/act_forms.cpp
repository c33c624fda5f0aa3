// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "ledger/chain/keys.hpp"
#include "ledger/registry/acts.hpp"

namespace lcl {
namespace {

/// A value of each form, and values that are not.
Json good(FieldForm form) {
  static const std::string key = PrivateKey::generate().public_key().text();
  switch (form) {
    case FieldForm::integer:
      return 1;
    case FieldForm::text:
      return "Reconditionné à Rennes";
    case FieldForm::texts:
      return Json::array({"Rennes", "Brest"});
    case FieldForm::date:
      return "2026-02-28";
    case FieldForm::dates:
      return {{"from", "2026-01-01"}, {"to", "2026-01-02"}};
    case FieldForm::siret:
      return "03571592900010";
    case FieldForm::digest:
      return std::string(64, 'a');
    case FieldForm::key:
      return key;
    case FieldForm::role_word:
      return "auditor";
    case FieldForm::origin:
      return "registry.example/lbc";
    case FieldForm::document:
      return Json::object();
  }
  return {};
}

std::vector<Json> bad(FieldForm form) {
  std::vector<Json> values{nullptr, true};
  if (form != FieldForm::integer) values.emplace_back(7);
  if (form != FieldForm::document) values.push_back(Json::object());
  switch (form) {
    case FieldForm::integer:
      values.insert(values.end(), {"1", -1});
      break;
    case FieldForm::text:
      values.insert(values.end(), {"", std::string(257, 'x'), "a\nb", "e\xCC\x81"});
      break;
    case FieldForm::texts:
      values.insert(values.end(), {Json::array(), Json::array({1}), Json::array({""})});
      break;
    case FieldForm::date:
      values.insert(values.end(), {"2026-02-30", "2026-2-1", "yesterday"});
      break;
    case FieldForm::dates:
      values.push_back({{"from", "2026-01-02"}, {"to", "2026-01-02"}});
      values.push_back({{"from", "2026-01-02"}, {"to", "2026-01-03"}, {"by", "2026-01-03"}});
      break;
    case FieldForm::siret:
      values.insert(values.end(), {"03571592900011", "0357159290001"});
      break;
    case FieldForm::digest:
      values.insert(values.end(), {std::string(63, 'a'), std::string(64, 'A')});
      break;
    case FieldForm::key:
      values.insert(values.end(), {"AAAA", std::string(64, 'a')});
      break;
    case FieldForm::role_word:
      values.insert(values.end(), {"operator_", "Auditor", ""});
      break;
    case FieldForm::origin:
      values.insert(values.end(), {"https://registry.example", "Registry"});
      break;
    case FieldForm::document:
      values.push_back(Json::array());
      break;
  }
  return values;
}

Json well_formed(const ActRule& rule) {
  Json act = Json::object();
  for (const ActField& field : rule.fields) act[std::string(field.name)] = good(field.form);
  return act;
}

}  // namespace

TEST_CASE("acts: a well-formed act of every kind is taken, and without any one of its fields it is not") {
  for (const ActRule& rule : act_rules()) {
    CAPTURE(std::string(rule.kind));
    const Json act = well_formed(rule);
    CHECK_FALSE(form_refusal(rule, act));
    for (const ActField& field : rule.fields) {
      CAPTURE(std::string(field.name));
      Json lacking = act;
      lacking.erase(std::string(field.name));
      const auto refused = form_refusal(rule, lacking);
      REQUIRE(refused);
      CHECK(refused->refusal == Refusal::malformed_statement);
      CHECK(refused->place.field == "act." + std::string(field.name));
    }
  }
}

TEST_CASE("acts: a field in any other form than the table's is refused, and named") {
  for (const ActRule& rule : act_rules()) {
    for (const ActField& field : rule.fields) {
      for (const Json& value : bad(field.form)) {
        CAPTURE(std::string(rule.kind));
        CAPTURE(std::string(field.name));
        CAPTURE(value.dump());
        Json act = well_formed(rule);
        act[std::string(field.name)] = value;
        const auto refused = form_refusal(rule, act);
        REQUIRE(refused);
        CHECK(refused->place.field == "act." + std::string(field.name));
      }
    }
  }
}

TEST_CASE("acts: a field that the table does not have is refused") {
  for (const ActRule& rule : act_rules()) {
    for (const char* surplus : {"note", "private", "signature"}) {
      Json act = well_formed(rule);
      act[surplus] = std::string(64, 'a');
      CHECK(form_refusal(rule, act).has_value());
    }
  }
}

TEST_CASE("acts: kinds are found by their word, and events are no acts") {
  for (const ActRule& rule : act_rules()) CHECK(rule_of_kind(rule.kind) == &rule_of(rule.act));
  for (const char* kind : {"collection", "void", "", "submissions"}) CHECK(rule_of_kind(kind) == nullptr);
}

}  // namespace lcl
