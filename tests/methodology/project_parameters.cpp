// SPDX-License-Identifier: Apache-2.0
// What a methodology asks of each project, and what is a period's and no
// cycle's.
#include <doctest/doctest.h>

#include <functional>
#include <map>
#include <string>
#include <utility>

#include "tests/methodology/small_document.hpp"

using namespace lcl;
using test::decimal;

namespace {

/// The small document, with a project parameter of each kind and steps of the scope period.
Json asking_document() {
  Json document = test::small_document();
  document["project_parameters"] = {
      {"practice",
       {{"unit", "1"}, {"span", {"0", "1000"}}, {"by", "category"}, {"title", "before"}, {"asks", "books"}}},
      {"share", {{"unit", "1"}, {"span", {"0.1", "1"}}, {"title", "of it"}, {"asks", "a survey"}}}};
  document["steps"].push_back({{"name", "before"},
                               {"scope", "period"},
                               {"unit", "1"},
                               {"formula", "min(period.credited, practice[period.category] * share)"}});
  document["steps"].push_back({{"name", "baseline"},
                               {"scope", "period"},
                               {"unit", "kgCO2e"},
                               {"effect", "baseline"},
                               {"territory", "abroad"},
                               {"direct", false},
                               {"formula", "before * period.avoided_manufacture / max(period.credited, 1)"}});
  Json& vector = document["vectors"][0];
  vector["project"] = {{"practice", {{"smartphone", "10"}, {"laptop", "0"}}}, {"share", "0.5"}};
  Json facts{{"period.category", "smartphone"}, {"period.days", "10"}};
  for (const char* count : {"collected", "credited", "ineligible", "disposed"})
    facts[std::string("period.") + count] = "20";
  for (const char* effect : {"avoided_manufacture", "avoided_journeys", "emitted_journeys", "emitted_parts",
                             "emitted_energy", "emitted_packaging", "given_back"})
    facts[std::string("period.") + effect] = "800";
  vector["period"] = {{"facts", facts}, {"steps", {{"before", "5"}, {"baseline", "200"}}}};
  return document;
}

void expect(const std::function<void(Json&)>& spoil, const std::string& found) {
  Json document = asking_document();
  spoil(document);
  const std::string faults = test::shown(test::faults_of(document));
  CHECK_MESSAGE(faults.starts_with("methodology_" + found), faults);
}

StatedParameter stated(std::string name, std::map<std::string, Decimal, std::less<>> values) {
  return {std::move(name), std::move(values), "books"};
}

}  // namespace

TEST_CASE("project parameters: they are declared, named in every scope, and shown with their source") {
  const Methodology methodology = test::loaded(asking_document());
  REQUIRE(methodology.project_parameters().size() == 2);
  CHECK(methodology.project_parameters()[0].name == "practice");
  CHECK(methodology.project_parameters()[0].by_category);
  CHECK(methodology.project_parameters()[1].span.lowest == decimal("0.1"));
  const auto values = std::get<ProjectValues>(
      methodology.project_values({stated("practice", {{"laptop", Decimal(7)}, {"smartphone", Decimal(10)}}),
                                  stated("share", {{"", decimal("0.5")}})}));
  FactSheet sheet;
  for (std::size_t i = static_cast<std::size_t>(Fact::period_days); i < fact_count; ++i)
    sheet.values[i] = Decimal(100);
  sheet[Fact::period_category] = std::string_view("laptop");
  sheet.project = &values;
  Figures figures;
  Trace trace;
  REQUIRE_FALSE(methodology.evaluate(Scope::period, sheet, figures, &trace).has_value());
  CHECK(figures.values[3] == decimal("3.5"));
  REQUIRE(trace.size() == 2);
  REQUIRE(trace[0].operands.size() == 4);
  CHECK(trace[0].operands[2].name == "practice[\"laptop\"]");
  CHECK(trace[0].operands[2].value == "7");
  CHECK(trace[0].operands[3].source == "stated by the project: books");
}

TEST_CASE(
    "project parameters: with spans each is a source of its own, of all categories, behind the parameters") {
  auto outcome = test::loaded(asking_document()).with_spans();
  REQUIRE(std::holds_alternative<Methodology>(outcome));
  const Methodology& methodology = std::get<Methodology>(outcome);
  std::string names;
  for (const UncertainGroup& group : methodology.uncertain_groups())
    names +=
        group.name + (group.of_project ? " of the project " : " ") + std::to_string(group.factors) + '\n';
  CHECK(names == "half 1\npractice of the project 2\nshare of the project 1\n");
  const auto values = std::get<ProjectValues>(
      methodology.project_values({stated("practice", {{"laptop", Decimal(7)}, {"smartphone", Decimal(10)}}),
                                  stated("share", {{"", decimal("0.5")}})}));
  FactSheet sheet;
  for (std::size_t i = static_cast<std::size_t>(Fact::period_days); i < fact_count; ++i)
    sheet.values[i] = Decimal(100);
  sheet[Fact::period_category] = std::string_view("laptop");
  sheet.project = &values;
  Figures figures;
  GroupsRead read;
  REQUIRE_FALSE(methodology.evaluate(Scope::period, sheet, figures, read).has_value());
  CHECK(figures.values[3] == decimal("3.5"));
  const auto before = [&](const Scenario& scenario) {
    Figures moved = figures;
    REQUIRE_FALSE(methodology.evaluate(Scope::period, sheet, moved, scenario, &read).has_value());
    return moved.values[3];
  };
  CHECK(before({0, true}) == decimal("3.5"));
  CHECK(before({1, false}) == Decimal(0));
  CHECK(before({1, true}) == Decimal(100));  // of 500 no more than are credited
  CHECK(before({2, false}) == decimal("0.7"));
  CHECK(before({2, true}) == Decimal(7));
}

TEST_CASE("project parameters: what is wrong with them in a document is named with its place") {
  const auto parameter = [](const char* field, Json value) {
    return [=](Json& d) { d["project_parameters"]["share"][field] = value; };
  };
  expect(parameter("span", {"1", "0.1"}), "malformed | project_parameters.share.span | expected the lowest");
  expect(parameter("span", {"1"}), "malformed | project_parameters.share.span");
  expect(parameter("unit", "pieces"), "wrong_unit | project_parameters.share.unit");
  expect(parameter("by", "model"),
         "malformed | project_parameters.share.by | found \"model\", expected category");
  expect(parameter("value", "1"), "malformed | project_parameters.share.value | the field is not known");
  for (const char* field : {"unit", "span", "title", "asks"}) {
    expect([&](Json& d) { d["project_parameters"]["share"].erase(field); },
           std::string("malformed | project_parameters.share.") + field + " | the field is missing");
  }
  expect([](Json& d) { d["project_parameters"]["half"] = d["project_parameters"]["share"]; },
         "malformed | project_parameters | \"half\" is declared twice");
  expect([](Json& d) { d["project_parameters"]["period"] = d["project_parameters"]["share"]; },
         "malformed | project_parameters | \"period\" cannot be a name");
  expect([](Json& d) { d["discounts"]["reversal"] = "share"; }, "unknown_name | discounts.reversal");
  expect(
      [](Json& d) {
        Json rows = d["tables"]["electricity"];
        d["tables"] = {{"electricity", rows}};
      },
      "missing_row | project_parameters.practice.by | no table by category");
  expect(
      [](Json& d) {
        for (int i = 0; i < 63; ++i)
          d["project_parameters"]["p" + std::to_string(i)] = d["project_parameters"]["share"];
      },
      "too_large | project_parameters | found 65 of them, expected at most 64");
}

TEST_CASE("project parameters: a vector states them all, each within its span") {
  const std::string place = "malformed | vectors[0].project";
  expect([](Json& d) { d["vectors"][0].erase("project"); }, place + " | the field is missing");
  expect([](Json& d) { d["vectors"][0]["project"].erase("share"); }, place + ".share | the field is missing");
  expect([](Json& d) { d["vectors"][0]["project"]["share"] = "0"; }, place + ".share | 0 is outside");
  expect([](Json& d) { d["vectors"][0]["project"]["practice"].erase("laptop"); },
         place + ".practice.laptop | the field is missing");
  expect([](Json& d) { d["vectors"][0]["project"]["practice"]["tablet"] = "1"; },
         place + ".practice.tablet | the field is not known");
  expect([](Json& d) { d["vectors"][0]["project"]["other"] = "1"; },
         place + ".other | the field is not known");
  expect([](Json& d) { d["vectors"][0]["period"]["steps"]["baseline"] = "1"; },
         "vector_failed | vectors[0].period.steps.baseline | found 200, expected 1");
  expect([](Json& d) { d["vectors"][0]["period"]["facts"].erase("period.days"); },
         "malformed | vectors[0].period | the fact period.days is missing");
}

TEST_CASE("scope period: its effects, its territory and its names are its own") {
  const auto step = [](const char* field, Json value) {
    return [=](Json& d) { d["steps"][4][field] = value; };
  };
  expect(step("effect", "given_back"),
         "malformed | steps[4].effect | given_back belongs in the scope recollection");
  expect(step("territory", "event_country"),
         "malformed | steps[4].territory | a step of the scope period has no event");
  expect(step("scope", "cycle"), "malformed | steps[4].effect | baseline belongs in the scope period");
  expect(step("formula", "avoided"), "unknown_name | steps[4] baseline: formula, column 1");
  expect(step("formula", "journeys"), "unknown_name | steps[4] baseline: formula, column 1");
  expect(step("formula", "period.avoided_manufacture / period.credited"),
         "division_by_zero | steps[4] baseline: formula, column 28 | period.credited can be zero, found as a "
         "divisor");
  expect(step("formula", "period.avoided_manufacture / practice[period.category]"),
         "division_by_zero | steps[4] baseline: formula, column 28 | project parameter practice can be zero "
         "by its span");
  expect(step("formula", "practice[period.category]"), "wrong_unit | steps[4] baseline: formula, column 1");
}

TEST_CASE("project parameters: of what a project states the first that is wrong is said") {
  const Methodology methodology = test::loaded(asking_document());
  const auto wrong = [&](const std::vector<StatedParameter>& given) {
    const auto values = methodology.project_values(given);
    const auto* fault = std::get_if<MethodologyFault>(&values);
    return fault == nullptr ? std::string() : std::string(word(fault->refusal)) + ' ' + fault->where;
  };
  const auto practice = stated("practice", {{"laptop", Decimal(0)}, {"smartphone", Decimal(1)}});
  const auto share = stated("share", {{"", Decimal(1)}});
  CHECK(wrong({practice, share}).empty());
  CHECK(wrong({}) == "project_parameter_missing practice[laptop]");
  CHECK(wrong({practice}) == "project_parameter_missing share");
  CHECK(wrong({practice, stated("share", {{"", Decimal(2)}})}) == "project_parameter_out_of_span share");
  CHECK(wrong({practice, stated("share", {{"laptop", Decimal(1)}})}) ==
        "project_parameter_unknown share[laptop]");
  CHECK(wrong({stated("practice", {{"", Decimal(1)}}), share}) == "project_parameter_unknown practice");
  CHECK(wrong({practice, share, stated("third", {{"", Decimal(1)}})}) == "project_parameter_unknown third");
}
