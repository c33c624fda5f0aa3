// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "ledger/chain/keys.hpp"
#include "ledger/registry/acts.hpp"
#include "ledger/values/encoding.hpp"
#include "tests/registry/well_formed_acts.hpp"

namespace lcl {
namespace {

using test::good_value;
using test::well_formed;

/// `value` with one member or element changed.
Json changed(Json value, const Json::json_pointer& where, Json to) {
  value[where] = std::move(to);
  return value;
}

/// Values that are not of the field's form.
std::vector<Json> bad(const ActField& field) {
  const FieldForm form = field.form;
  const Json good = good_value(field);
  std::vector<Json> values{nullptr, true};
  if (form != FieldForm::integer) values.emplace_back(7);
  if (form != FieldForm::document) values.push_back(Json::object());
  switch (form) {
    case FieldForm::integer:
      values.insert(values.end(), {"1", -1, 9'007'199'254'740'992});
      break;
    case FieldForm::integers:
      values.insert(values.end(), {Json::array(), Json::array({2, 1}), Json::array({1, 1}),
                                   Json::array({-1, 2}), Json::array({"1"})});
      break;
    case FieldForm::decimal:
      values.insert(values.end(), {"", "12.50", "1e3", "-0", "1,5", "0.1234567891", "1000000000000000000.1",
                                   "-1000000000000000001", "170141183460469231731687303715"});
      break;
    case FieldForm::word:
      values.insert(values.end(), {"", "Esus", std::string(field.words.front()) + " ", Json::array({good})});
      break;
    case FieldForm::parameters:
      values.insert(values.end(), {changed(good, "/share"_json_pointer, "0.5"),
                                   changed(good, "/share/value"_json_pointer, 0.5),
                                   changed(good, "/share/values"_json_pointer, Json::object()),
                                   changed(good, "/share/source"_json_pointer, ""),
                                   changed(good, "/existing_practice/values"_json_pointer, Json::object()),
                                   Json{{"", good["share"]}}});
      break;
    case FieldForm::words:
      values.insert(values.end(),
                    {Json::array(), Json::array({"other"}), Json::array({good[0], good[0]}), good[0]});
      break;
    case FieldForm::instant:
      values.insert(values.end(), {"2026-02-02", "2026-02-02T09:15:00Z", "2026-02-02T10:15:00.000+01:00"});
      break;
    case FieldForm::party:
      values.insert(values.end(),
                    {"", "DE", "GB123456789", "03571592900011", "FR03552081318", "506700GE1G29325QX364"});
      break;
    case FieldForm::sirets:
      values.insert(values.end(),
                    {Json::array(), Json::array({good[0], good[0]}), Json::array({"03571592900011"}),
                     Json(std::vector<std::string>(201, "03571592900010"))});
      break;
    case FieldForm::keys:
      values.insert(values.end(),
                    {Json::array(), Json::array({good[0], good[0]}), Json::array({good[1], good[0]}),
                     Json::array({"MCowBQYDK2VwAyEA"}), good[0]});
      break;
    case FieldForm::checkpoint:
      values.insert(values.end(),
                    {changed(good, "/size"_json_pointer, "12"), changed(good, "/size"_json_pointer, -1),
                     changed(good, "/root"_json_pointer, "b"), changed(good, "/note"_json_pointer, 1)});
      break;
    case FieldForm::mandants:
      values.insert(values.end(), {Json::array(), Json::array({good[0], good[0]}),
                                   changed(good, "/0/siret"_json_pointer, "03571592900011"),
                                   changed(good, "/0/notified_on"_json_pointer, "2026-02-30"),
                                   changed(good, "/0/name"_json_pointer, "surplus"), good[0]});
      break;
    case FieldForm::sites:
      values.insert(
          values.end(),
          {Json::array(), Json::array({good[0]}), good[0], changed(good, "/0/region"_json_pointer, ""),
           changed(good, "/1/commune"_json_pointer, 7), changed(good, "/0/name"_json_pointer, "surplus")});
      break;
    case FieldForm::devices:
      values.insert(values.end(),
                    {Json::array(), Json::array({good[0], good[0]}), Json::array({good[1], good[0]}),
                     Json::array({std::string(31, '0')}), Json::array({std::string(32, 'F')}), good[0]});
      break;
    case FieldForm::units:
      values.insert(values.end(), {"", "LBC-DEMO-2025-1-1-42-63", std::string(100'000, '-')});
      break;
    case FieldForm::misstatements:
      values.insert(
          values.end(),
          {changed(good, "/0/kgco2e"_json_pointer, 3), changed(good, "/0/text"_json_pointer, ""),
           changed(good, "/0/sign"_json_pointer, "-"), good[0], Json(std::vector<Json>(201, good[0]))});
      break;
    case FieldForm::results:
      values.insert(
          values.end(),
          {changed(good, "/0/result"_json_pointer, "lost"),
           changed(good, "/0/result"_json_pointer, "differing"),
           changed(good, "/1/result"_json_pointer, "right"),
           changed(good, "/1/found_kgco2e"_json_pointer, 12), changed(good, "/0/seq"_json_pointer, "7"),
           changed(good, "/1/seq"_json_pointer, 7), changed(good, "/1/seq"_json_pointer, 6),
           changed(good, "/0/text"_json_pointer, ""), changed(good, "/2/evidence"_json_pointer, "papers.pdf"),
           changed(good, "/0/sign"_json_pointer, "-"),
           changed(good, "/2/result"_json_pointer, "not_available"), Json::array(), good[0]});
      break;
    case FieldForm::cycles:
      values.insert(values.end(), {Json::array(), {12, 7}, {7, 7}, {"7"}, 7});
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
    case FieldForm::base64:
      values.insert(values.end(), {"", "AAE", "AAF=", "AA E", base64(bytes_of(std::string(65'537, 'x')))});
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

}  // namespace

TEST_CASE("acts: a well-formed act of every kind is taken, and without any one that it needs it is not") {
  for (const ActRule& rule : act_rules()) {
    CAPTURE(std::string(rule.kind));
    const Json act = well_formed(rule);
    CHECK_FALSE(form_refusal(rule, act));
    for (const ActField& field : rule.fields) {
      CAPTURE(std::string(field.name));
      Json lacking = act;
      lacking.erase(std::string(field.name));
      const auto refused = form_refusal(rule, lacking);
      CHECK(refused.has_value() != field.optional);
      if (!refused) continue;
      CHECK(refused->refusal == Refusal::malformed_statement);
      CHECK(refused->place.field == "act." + std::string(field.name));
    }
  }
}

TEST_CASE("acts: a field in any other form than the table's is refused, and named") {
  for (const ActRule& rule : act_rules()) {
    for (const ActField& field : rule.fields) {
      for (const Json& value : bad(field)) {
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
    for (const char* surplus : {"note", "Private", "signature"}) {
      Json act = well_formed(rule);
      act[surplus] = std::string(64, 'a');
      CHECK(form_refusal(rule, act).has_value());
    }
  }
}

TEST_CASE("acts: every act may name a private part by its digest") {
  for (const ActRule& rule : act_rules()) {
    Json act = well_formed(rule);
    act["private"] = std::string(64, 'a');
    CHECK_FALSE(form_refusal(rule, act));
    for (const Json& other : {Json(std::string(64, 'A')), Json(nullptr), Json::object()}) {
      act["private"] = other;
      const auto refused = form_refusal(rule, act);
      REQUIRE(refused);
      CHECK(refused->place.field == "act.private");
    }
  }
}

TEST_CASE("acts: a serial with wrong check digits has the form of one; what is wrong with it is said later") {
  Json act = well_formed(rule_of(Act::units_retired));
  act["units"] = "LBC-DEMO-2025-1-000000001-000000042-64";
  CHECK_FALSE(form_refusal(rule_of(Act::units_retired), act));
}

TEST_CASE("acts: an act that is no object is refused") {
  for (const Json& act : {Json(), Json::array(), Json("act"), Json(1)})
    CHECK(form_refusal(rule_of(Act::submission), act).has_value());
}

TEST_CASE("acts: kinds are found by their word, and events are no acts") {
  for (const ActRule& rule : act_rules()) CHECK(rule_of_kind(rule.kind) == &rule_of(rule.act));
  for (const char* kind : {"collection", "void", "", "submissions"}) CHECK(rule_of_kind(kind) == nullptr);
}

}  // namespace lcl
