// SPDX-License-Identifier: Apache-2.0
// Every field of a document, spoiled one at a time.
#include "ledger/methodology/document.hpp"

#include <doctest/doctest.h>

#include <functional>

#include "tests/methodology/small_document.hpp"

namespace lcl::methodology {
namespace {

/// Loads the small document after `spoil`, and expects exactly one fault: `word | where`, and a message
/// that holds `part`.
void expect(const std::function<void(Json&)>& spoil, const std::string& word_and_where,
            const std::string& part) {
  Json document = test::small_document();
  spoil(document);
  const auto faults = test::faults_of(document);
  CAPTURE(test::shown(faults));
  REQUIRE(faults.size() == 1);
  CHECK(std::string(word(faults[0].refusal)) + " | " + faults[0].where == "methodology_" + word_and_where);
  CHECK_MESSAGE(faults[0].message.find(part) != std::string::npos, part);
}

TEST_CASE("document: the small document is right") {
  CHECK(test::shown(test::faults_of(test::small_document())).empty());
}

TEST_CASE("document: what is not JSON is refused with its line and column") {
  const auto fault = [](std::string_view text) {
    auto result = Methodology::load(text);
    REQUIRE(std::holds_alternative<Faults>(result));
    return std::get<Faults>(result).at(0);
  };
  CHECK(fault("{\n  \"format\": }").where == "line 2, column 13");
  CHECK(fault("{\n  \"format\": }").refusal == Refusal::methodology_malformed);
  CHECK(fault("").refusal == Refusal::methodology_malformed);
  CHECK(fault("[]").message == "found array, expected an object");
  CHECK(fault(R"({"format":"a","format":"b"})").refusal == Refusal::methodology_malformed);
  CHECK(fault(std::string((1U << 20U) + 1, ' ')).refusal == Refusal::methodology_too_large);
  CHECK(fault(std::string(33, '[')).refusal == Refusal::methodology_too_large);
}

TEST_CASE("document: every field of the head is checked") {
  for (const char* name : {"format", "id", "version", "title", "status", "summary", "parameters", "tables",
                           "eligibility", "steps", "discounts", "vectors"}) {
    Json document = test::small_document();
    document.erase(name);
    bool found = false;
    for (const auto& fault : test::faults_of(document)) {
      found = found || (fault.where == name && fault.message == "the field is missing");
    }
    CHECK_MESSAGE(found, name);
  }
  expect([](Json& d) { d["format"] = "lcl methodology 2"; }, "malformed | format", "lcl methodology 1");
  expect([](Json& d) { d["id"] = "Small"; }, "malformed | id", "lower-case");
  expect([](Json& d) { d["id"] = "a--b"; }, "malformed | id", "hyphens");
  expect([](Json& d) { d["version"] = "1."; }, "malformed | version", "points");
  expect([](Json& d) { d["title"] = ""; }, "malformed | title", "empty");
  expect([](Json& d) { d["title"] = 1; }, "malformed | title", "found number, expected a text");
  expect([](Json& d) { d["title"] = "e\u0301"; }, "malformed | title", "Normalization");
  expect([](Json& d) { d["title"] = "a\nb"; }, "malformed | title", "control");
  expect([](Json& d) { d["summary"] = std::string(4001, 'a'); }, "too_large | summary", "4000");
  expect([](Json& d) { d["status"] = "final"; }, "malformed | status", "reference, draft or approved");
  expect([](Json& d) { d["titel"] = "Small"; }, "malformed | titel", "did you mean \"title\"?");
  expect([](Json& d) { d["steps"] = Json::object(); }, "malformed | steps", "expected an array");
  expect([](Json& d) { d["vectors"] = Json::array(); }, "malformed | vectors", "at least one");
}

TEST_CASE("document: whether projects may be collective, and within how many days, is said in whole days") {
  const auto said = [](const Json& collective, const char* where, const char* message) {
    expect([&](Json& d) { d["collective"] = collective; }, where, message);
  };
  said(Json::object(), "malformed | collective.allowed", "missing");
  said({{"allowed", "yes"}}, "malformed | collective.allowed", "true or false");
  const std::string days = "malformed | collective.interval_days";
  for (const char* wrong : {"0", "-1", "0.5", "31.5", "3661", "99999999999999999999999999999", "1e3", ""})
    said({{"allowed", true}, {"interval_days", wrong}}, days.c_str(), "from 1 to 3660");
  said({{"allowed", true}, {"interval_days", 31}}, days.c_str(), "from 1 to 3660");
  Json document = test::small_document();
  for (const char* right : {"1", "31", "3660"}) {
    document["collective"] = {{"allowed", true}, {"interval_days", right}};
    CHECK(test::faults_of(document).empty());
  }
}

TEST_CASE("document: what of the avoided is credited is all, or what is on French territory") {
  expect([](Json& d) { d["credited_territory"] = "europe"; }, "malformed | credited_territory",
         "all or france");
  Json document = test::small_document();
  for (const char* right : {"all", "france"}) {
    document["credited_territory"] = right;
    CHECK(test::faults_of(document).empty());
  }
}

TEST_CASE("document: a value is a canonical decimal with a unit, and a source or the word assumption") {
  const auto half = [](const char* field, Json value) {
    return [=](Json& d) { d["parameters"]["half"][field] = value; };
  };
  expect(half("value", "0.50"), "malformed | parameters.half.value", "shortest plain form");
  expect(half("value", "5e-1"), "malformed | parameters.half.value", "found \"5e-1\"");
  expect(half("value", 1), "malformed | parameters.half.value", "found number, expected a decimal in a text");
  expect(half("value", "200000000000000000000000000000"), "overflow | parameters.half.value", "128 bits");
  expect(
      [](Json& d) {
        d["parameters"]["kg_per_tonne"]["span"] = {"999", "999.9"};
      },
      "malformed | parameters.kg_per_tonne.value", "1000 is outside the span 999 to 999.9");
  expect(half("unit", "kgs"), "wrong_unit | parameters.half.unit", "found \"kgs\"");
  expect(half("unit", ""), "malformed | parameters.half.unit", "empty");
  expect(half("assumption", false), "malformed | parameters.half.source", "a value needs its source");
  expect([](Json& d) { d["parameters"]["none"]["assumption"] = "yes"; },
         "malformed | parameters.none.assumption", "true or false");
  expect(half("source", ""), "malformed | parameters.half.source", "empty");
  expect(half("span", {"1", "0"}), "malformed | parameters.half.span", "lowest");
  expect(half("span", {"0"}), "malformed | parameters.half.span", "lowest");
  expect(half("span", {0, 1}), "malformed | parameters.half.span", "lowest");
  expect(half("note", "x"), "malformed | parameters.half.note", "not known");
}

TEST_CASE("document: a name is a word of its own, and names one thing") {
  const auto named = [](const char* name) {
    return [=](Json& d) { d["parameters"][name] = {{"value", "1"}, {"unit", "1"}, {"assumption", true}}; };
  };
  for (const char* name :
       {"Half", "1st", "a-b", "a.b", "", "otherwise", "min", "event", "elapsed_ms", "collection"}) {
    expect(named(name), "malformed | parameters", "cannot be a name");
  }
  expect(named(std::string(65, 'a').c_str()), "malformed | parameters", "at most 64");
  expect(named("mass"), "malformed | tables", "\"mass\" is declared twice");
  expect(named("avoided"), "malformed | steps[1].name", "declared twice");
  expect(
      [](Json& d) {
        d["steps"][1]["name"] = "mass";
        d["steps"][2]["formula"] = "half * by_model[\"One\"]";
      },
      "malformed | steps[1].name", "declared twice");
}

TEST_CASE("document: the rows of a table have the form that its keys give them") {
  const Json row = {{"value", "1"}, {"source", "book"}};
  const auto table = [](const char* name, const char* field, Json value) {
    return [=](Json& d) { d["tables"][name][field] = value; };
  };
  const auto with_row = [&](const char* name, const std::string& key) {
    return [=](Json& d) { d["tables"][name]["rows"][key] = row; };
  };
  expect(table("by_model", "by", Json::array()), "malformed | tables.by_model.by", "at least one key");
  expect(table("by_model", "by", {"colour"}), "malformed | tables.by_model.by",
         "category, model, part, origin, mode or country");
  expect(table("by_model", "by", {"model", "model"}), "malformed | tables.by_model.by", "different keys");
  expect(table("by_model", "by", {"model", "mode", "part", "origin"}), "too_large | tables.by_model.by",
         "at most 3");
  expect(table("by_model", "rows", Json::object()), "malformed | tables.by_model.rows", "at least one row");
  expect(table("by_model", "unit", "euro"), "wrong_unit | tables.by_model.unit", "euro");
  expect(with_row("part", "smartphone/lens"), "malformed | tables.part.rows[\"smartphone/lens\"]",
         "category/part/origin");
  expect(with_row("part", "smartphone/lens/old"), "malformed | tables.part.rows[\"smartphone/lens/old\"]",
         "category/part/origin");
  expect(with_row("part", "smartphone/a/b/new"), "malformed | tables.part.rows[\"smartphone/a/b/new\"]",
         "category/part/origin");
  expect(with_row("electricity", "fr"), "malformed | tables.electricity.rows[\"fr\"]", "country");
  expect(with_row("transport", "Van"), "malformed | tables.transport.rows[\"Van\"]", "mode");
  expect(with_row("by_model", "O n E"), "malformed | tables.by_model.rows", "two rows are of one model, one");
  expect(with_row("by_model", "e\u0301"), "malformed | tables.by_model.rows[\"e\u0301\"]", "model");
  expect([](Json& d) { d["tables"]["mass"]["rows"]["laptop"].erase("source"); },
         "malformed | tables.mass.rows[\"laptop\"].source", "needs its source");
  Json document = test::small_document();
  document["tables"]["by_model"]["rows"]["SM-A515F/DSN 24\""] = row;
  CHECK(test::shown(test::faults_of(document)).empty());
}

TEST_CASE("document: tables by the same key list the same rows, so that no look-up of an event misses") {
  const Json row = {{"value", "1"}, {"source", "book"}};
  expect([&](Json& d) { d["tables"]["mass"]["rows"]["tablet"] = row; },
         "missing_row | tables.manufacture.rows", "the row \"tablet\" is missing; table mass lists it");
  expect([](Json& d) { d["tables"]["mass"]["rows"].erase("laptop"); }, "missing_row | tables.mass.rows",
         "the row \"laptop\" is missing");
  expect([&](Json& d) { d["tables"]["part"]["rows"]["laptop/screen/new"] = row; },
         "missing_row | tables.part.rows", "\"laptop/screen/reused\" is missing; a part needs both origins");
  expect(
      [&](Json& d) {
        d["tables"]["speed"] = {{"by", {"mode"}}, {"unit", "km"}, {"rows", {{"van", row}, {"ship", row}}}};
      },
      "missing_row | tables.transport.rows", "the row \"ship\" is missing; table speed lists it");
}

TEST_CASE("document: rules, steps and discounts say what they must") {
  const auto rule = [](const char* field, Json value) {
    return [=](Json& d) { d["eligibility"][0][field] = value; };
  };
  const auto step = [](const char* field, Json value) {
    return [=](Json& d) { d["steps"][1][field] = value; };
  };
  expect(rule("reason", "Not tested"), "malformed | eligibility[0].reason", "lower-case");
  expect([](Json& d) { d["eligibility"].push_back(d["eligibility"][0]); },
         "malformed | eligibility[1].reason", "twice");
  for (const std::string_view reserved : registry_reasons)
    expect(rule("reason", std::string(reserved)), "malformed | eligibility[0].reason", "the registry's own");
  expect(rule("title", nullptr), "malformed | eligibility[0].title", "found null");
  expect(rule("rules", "true"), "malformed | eligibility[0].rules", "did you mean \"rule\"?");
  expect(step("scope", "year"), "malformed | steps[1].scope", "event, cycle, recollection or period");
  expect(step("effect", "avoided"), "malformed | steps[1].effect", "avoided_manufacture");
  expect(step("effect", "emitted_parts"), "malformed | steps[1].effect",
         "belongs in the scope event, found cycle");
  expect(step("territory", "paris"), "malformed | steps[1].territory", "france, abroad or event_country");
  expect(step("unit", "kg"), "wrong_unit | steps[1].unit", "a step with an effect is in kgCO2e, found kg");
  expect([](Json& d) { d["steps"][1].erase("direct"); }, "malformed | steps[1].direct", "missing");
  expect([](Json& d) { d["steps"][1].erase("effect"); }, "malformed | steps[1].effect",
         "only a step with an effect");
  const auto discount = [](Json value) { return [=](Json& d) { d["discounts"]["reversal"] = value; }; };
  expect(discount("nothing"), "unknown_name | discounts.reversal", "no parameter is called \"nothing\"");
  expect(discount("kg_per_tonne"), "wrong_unit | discounts.reversal", "unit 1, found kg/t");
  expect(
      [](Json& d) {
        d["parameters"]["none"]["value"] = "1.000000001";
        d["discounts"] = {{"additionality", "half"}, {"uncertainty", "none"}, {"reversal", "half"}};
      },
      "malformed | discounts.uncertainty", "from 0 to 1");
  expect([](Json& d) { d["discounts"].erase("reversal"); }, "malformed | discounts.reversal", "missing");
  const auto reserve = [](Json share, Json years) {
    return [=](Json& d) {
      d["parameters"]["life"] = {{"value", "100"}, {"unit", "year"}, {"assumption", true}};
      d["parameters"]["age"] = {{"value", "100.5"}, {"unit", "year"}, {"assumption", true}};
      d["reserve"] = {{"share", share}, {"years", years}};
    };
  };
  expect(reserve("nothing", "life"), "unknown_name | reserve.share", "no parameter is called \"nothing\"");
  expect(reserve("life", "life"), "wrong_unit | reserve.share", "unit 1, found year");
  expect(reserve("half", "half"), "wrong_unit | reserve.years", "unit year, found 1");
  expect(reserve("half", "age"), "malformed | reserve.years", "from 0 to 100, found 100.5");
  expect([](Json& d) { d["reserve"] = {{"share", "half"}}; }, "malformed | reserve.years", "missing");
  expect([](Json& d) { d["reserve"] = "half"; }, "malformed | reserve", "");
  const auto sampling = [](Json asked, Json table) {
    return [=](Json& d) {
      d["tables"]["nil"] = d["tables"]["manufacture"];
      d["tables"]["nil"]["rows"]["laptop"]["value"] = "0";
      d["sampling"] = {{"asked", asked}, {"emitted_at_most", table}};
    };
  };
  expect(sampling(true, "nothing"), "unknown_name | sampling.emitted_at_most", "no table is called");
  expect(sampling(true, "mass"), "wrong_unit | sampling.emitted_at_most", "unit kgCO2e");
  expect(sampling(true, "part"), "malformed | sampling.emitted_at_most", "by category alone");
  expect(sampling(true, "nil"), "malformed | sampling.emitted_at_most", "values above 0");
  expect(sampling("yes", "manufacture"), "malformed | sampling.asked", "");
  expect(
      [](Json& d) {
        d["sampling"] = {{"emitted_at_most", "manufacture"}};
      },
      "malformed | sampling.asked", "missing");
  expect(
      [](Json& d) {
        d["sampling"] = {{"asked", true}};
      },
      "malformed | sampling.emitted_at_most", "missing");
  Json kept = test::small_document();
  reserve("half", "life")(kept);
  sampling(false, "manufacture")(kept);
  CHECK(test::shown(test::faults_of(kept)).empty());
}

TEST_CASE("document: texts in French are of all that has a title, and of nothing else") {
  const Json texts = {
      {"title", "petite"}, {"summary", "courte"}, {"eligibility", {{"not_tested", "non testé"}}}};
  const auto with = [&](const char* field, const Json& value) {
    return [=](Json& d) {
      d["french"] = texts;
      d["french"][field] = value;
    };
  };
  Json document = test::small_document();
  document["french"] = texts;
  const Methodology methodology = test::loaded(document);
  CHECK(methodology.french_title() == "petite");
  CHECK(methodology.french_summary() == "courte");
  CHECK(methodology.eligibility()[0].french_title == "non testé");
  CHECK(test::loaded(test::small_document()).french_title().empty());
  for (const char* field : {"title", "summary", "eligibility"}) {
    expect(
        [&](Json& d) {
          d["french"] = texts;
          d["french"].erase(field);
        },
        std::string("malformed | french.") + field, "missing");
  }
  expect(with("eligibility", Json::object()), "malformed | french.eligibility.not_tested", "missing");
  expect(with("eligibility", {{"not_tested", "a"}, {"other", "b"}}), "malformed | french.eligibility.other",
         "not known");
  expect(with("project_parameters", {{"practice", "avant"}}),
         "malformed | french.project_parameters.practice", "not known");
  expect(with("clause", "texte"), "malformed | french.clause", "not known");
  expect([](Json& d) { d["french"] = "oui"; }, "malformed | french", "object");
}

TEST_CASE("document: the limits are those that are published") {
  const auto repeated = [](const char* list, std::size_t count, const Json& element) {
    return [=](Json& d) {
      d[list] = Json::array();
      for (std::size_t i = 0; i < count; ++i) d[list].push_back(element);
    };
  };
  expect(repeated("steps", 129, 1), "too_large | steps", "found 129 of them, expected at most 128");
  expect(repeated("eligibility", 65, 1), "too_large | eligibility", "at most 64");
  expect(repeated("vectors", 257, 1), "too_large | vectors", "at most 256");
  Json document = test::small_document();
  for (int i = 0; i < 254; ++i)
    document["parameters"]["p" + std::to_string(i)] = document["parameters"]["half"];
  CHECK(test::shown(test::faults_of(document)).find("too_large | parameters | found 257") !=
        std::string::npos);
  document["parameters"].erase("p0");
  CHECK(test::shown(test::faults_of(document)).empty());
}

TEST_CASE("document: all faults of its fields are listed at once, in order") {
  Json document = test::small_document();
  document["status"] = "final";
  document["parameters"]["half"]["unit"] = "kgs";
  document["steps"][1]["scope"] = "year";
  const auto faults = test::faults_of(document);
  REQUIRE(faults.size() == 3);
  CHECK(faults[0].where == "status");
  CHECK(faults[1].where == "parameters.half.unit");
  CHECK(faults[2].where == "steps[1].scope");
}

TEST_CASE("document: all faults of its formulas are listed at once, with step and column") {
  Json document = test::small_document();
  document["eligibility"][0]["rule"] = "reconditioning.tested";
  document["steps"][1]["formula"] =
      "half * (by_model[collection.model] otherwise mass[collection.category]) + avoided";
  document["steps"][2]["formula"] = "avoided *";
  const auto faults = test::faults_of(document);
  CAPTURE(test::shown(faults));
  REQUIRE(faults.size() == 4);
  CHECK(faults[0].where == "eligibility[0] not_tested: rule, column 1");
  CHECK(faults[1].where == "steps[1] avoided: formula, column 46");
  CHECK(faults[1].message == "expected a unit of kgCO2e, found kg");
  CHECK(faults[2].where == "steps[1] avoided: formula, column 75");
  CHECK(faults[2].refusal == Refusal::methodology_recursion);
  CHECK(faults[3].where == "steps[2] returned: formula, column 10");
}

}  // namespace
}  // namespace lcl::methodology
