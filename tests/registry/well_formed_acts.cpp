// SPDX-License-Identifier: Apache-2.0
#include "tests/registry/well_formed_acts.hpp"

#include <set>
#include <string>

#include "ledger/chain/keys.hpp"

namespace lcl::test {

namespace {

Json ascending_keys() {
  static const std::set<std::string> keys{PrivateKey::generate().public_key().text(),
                                          PrivateKey::generate().public_key().text()};
  return keys;
}

}  // namespace

Json good_value(const ActField& field) {
  static const std::string key = PrivateKey::generate().public_key().text();
  switch (field.form) {
    case FieldForm::integer:
      return 1;
    case FieldForm::integers:
      return Json::array({1, 12});
    case FieldForm::decimal:
      return "-12.5";
    case FieldForm::text:
      return "Reconditionné à Rennes";
    case FieldForm::texts:
      return Json::array({"Rennes", "Brest"});
    case FieldForm::word:
      return std::string(field.words.back());
    case FieldForm::words:
      return Json::array({std::string(field.words.back()), std::string(field.words.front())});
    case FieldForm::date:
      return "2026-02-28";
    case FieldForm::dates:
      return {{"from", "2026-01-01"}, {"to", "2026-01-02"}};
    case FieldForm::instant:
      return "2026-02-02T09:15:00.000Z";
    case FieldForm::siret:
      return "03571592900010";
    case FieldForm::party:
      return "DE123456789";
    case FieldForm::sirets:
      return Json::array({"73282932000074", "03571592900010"});
    case FieldForm::digest:
      return std::string(64, 'a');
    case FieldForm::key:
      return key;
    case FieldForm::keys:
      return ascending_keys();
    case FieldForm::role_word:
      return "auditor";
    case FieldForm::origin:
      return "registry.example/lbc";
    case FieldForm::base64:
      return "AAEC";
    case FieldForm::document:
      return Json::object();
    case FieldForm::checkpoint:
      return {{"root", std::string(64, 'b')}, {"size", 12}};
    case FieldForm::mandants:
      return Json::array({{{"notified_on", "2026-01-01"}, {"siret", "73282932000074"}},
                          {{"notified_on", "2026-01-01"}, {"siret", "03571592900010"}}});
    case FieldForm::sites:
      return Json::array(
          {{{"commune", "Albi"}, {"region", "Occitanie"}}, {{"commune", "Brest"}, {"region", "Bretagne"}}});
    case FieldForm::devices:
      return Json::array({std::string(32, '0'), std::string(32, 'f')});
    case FieldForm::units:
      return "LBC-DEMO-2025-1-000000001-000000042-63";
    case FieldForm::misstatements:
      return Json::array({{{"kgco2e", "-3.5"}, {"text", "a van counted twice"}}});
    case FieldForm::cycles:
      return Json::array({7, 12, 13});
    case FieldForm::results:
      return Json::array(
          {{{"result", "not_available"}, {"seq", 7}, {"text", "no papers"}},
           {{"found_kgco2e", "12.5"}, {"result", "differing"}, {"seq", 12}, {"text", "another model"}},
           {{"evidence", std::string(64, 'e')}, {"result", "right"}, {"seq", 13}}});
    case FieldForm::parameters:
      return {{"existing_practice", {{"source", "stock book of 2024"}, {"values", {{"smartphone", "12"}}}}},
              {"share", {{"source", "survey"}, {"value", "0.5"}}}};
  }
  return {};
}

Json well_formed(const ActRule& rule) {
  Json act = Json::object();
  for (const ActField& field : rule.fields) act[std::string(field.name)] = good_value(field);
  return act;
}

}  // namespace lcl::test
