// SPDX-License-Identifier: Apache-2.0
// Uncertain factors: what a document may say of them, their groups, and figures
// under scenarios.
#include "ledger/methodology/uncertainty.hpp"

#include <doctest/doctest.h>

#include <functional>

#include "ledger/methodology/methodology.hpp"
#include "tests/methodology/small_document.hpp"

namespace lcl {
namespace {

using test::decimal;

/// The small document, uncertain in its parameter, its masses and its manufacture.
Json uncertain_document() {
  Json document = test::small_document();
  document["parameters"]["half"].update({{"low", "0.4"}, {"high", "0.6"}, {"kind", "asymmetric"}});
  for (Json& row : document["tables"]["mass"]["rows"])
    row.update({{"low", "0.1"}, {"high", "2"}, {"group", "ademe"}});
  document["tables"]["manufacture"]["rows"]["smartphone"].update(
      {{"low", "70"}, {"high", "80"}, {"group", "ademe"}});
  document["tables"]["manufacture"]["rows"]["laptop"].update({{"low", "100"}, {"high", "200"}});
  return document;
}

std::string faults_after(const std::function<void(Json&)>& spoil) {
  Json document = uncertain_document();
  spoil(document);
  std::string text;
  for (const MethodologyFault& fault : test::faults_of(document))
    text += std::string(word(fault.refusal)) + " | " + fault.where + "\n";
  return text;
}

TEST_CASE("uncertainty: groups stand as they are met, and a factor without one is called as it is") {
  const Methodology methodology = test::loaded(uncertain_document());
  std::string names;
  for (const UncertainGroup& group : methodology.uncertain_groups())
    names += group.name + " " + std::string(word(group.kind)) + " " + std::to_string(group.factors) + "\n";
  CHECK(names == "half asymmetric 1\nmanufacture[\"laptop\"] symmetric 1\nademe symmetric 3\n");
  CHECK(test::loaded(test::small_document()).uncertain_groups().empty());
}

TEST_CASE(
    "uncertainty: low above high, a value outside, half a span, and a kind or group of what is certain are "
    "refused") {
  const auto half = [](const char* field, const Json& value) {
    return faults_after([=](Json& d) { d["parameters"]["half"][field] = value; });
  };
  CHECK(half("low", "0.7") == "methodology_malformed | parameters.half.low\n");
  // A value that cannot be read is that one fault, and not also one that lies outside.
  CHECK(half("value", "200000000000000000000000000000") == "methodology_overflow | parameters.half.value\n");
  CHECK(half("low", "0.55") == "methodology_malformed | parameters.half.low\n");
  CHECK(half("high", "0.45") == "methodology_malformed | parameters.half.low\n");
  CHECK(half("high", "0.60") == "methodology_malformed | parameters.half.high\n");
  CHECK(half("kind", "both") == "methodology_malformed | parameters.half.kind\n");
  CHECK(half("group", "Ademe") == "methodology_malformed | parameters.half.group\n");
  CHECK(half("group", "ademe") ==
        "methodology_malformed | tables.manufacture.rows[\"smartphone\"].kind\n"
        "methodology_malformed | tables.mass.rows[\"laptop\"].kind\n"
        "methodology_malformed | tables.mass.rows[\"smartphone\"].kind\n");
  CHECK(faults_after([](Json& d) { d["parameters"]["half"].erase("high"); }) ==
        "methodology_malformed | parameters.half.high\n");
  CHECK(faults_after([](Json& d) { d["parameters"]["none"]["group"] = "ademe"; }) ==
        "methodology_malformed | parameters.none.group\n");
  CHECK(faults_after([](Json& d) { d["parameters"]["none"]["kind"] = "symmetric"; }) ==
        "methodology_malformed | parameters.none.kind\n");
}

TEST_CASE("uncertainty: a divisor that could be zero is refused") {
  const auto divided_from = [](const char* low) {
    return faults_after([=](Json& d) {
      d["parameters"]["kg_per_tonne"].update({{"low", low}, {"high", "1000"}});
    });
  };
  CHECK(divided_from("1").empty());
  CHECK(divided_from("0") == "methodology_division_by_zero | steps[0] journeys: formula, column 77\n");
  CHECK(divided_from("-1") == "methodology_division_by_zero | steps[0] journeys: formula, column 77\n");
}

TEST_CASE("uncertainty: what an evaluation does not read changes nothing, and what it reads follows") {
  const Methodology methodology = test::loaded(uncertain_document());
  const FactSheet sheet = test::smartphone();
  Figures figures;
  GroupsRead read;
  REQUIRE_FALSE(methodology.evaluate(Scope::cycle, sheet, figures, read).has_value());
  REQUIRE_FALSE(methodology.evaluate(Scope::recollection, sheet, figures, read).has_value());
  CHECK(figures.values[1] == Decimal(40));
  const auto groups_of = [&](std::size_t step) {
    std::vector<std::uint32_t> groups;
    read.steps[step].each([&](std::uint32_t group) { groups.push_back(group); });
    return groups;
  };
  CHECK(groups_of(1) == std::vector<std::uint32_t>{0, 2});  // no laptop's
  CHECK(groups_of(2) == std::vector<std::uint32_t>{0, 2});  // through the step that it names
  const auto under = [&](const Scenario& scenario) {
    Figures moved = figures;
    REQUIRE_FALSE(methodology.evaluate(Scope::cycle, sheet, moved, scenario, &read).has_value());
    REQUIRE_FALSE(methodology.evaluate(Scope::recollection, sheet, moved, scenario, &read).has_value());
    Figures whole;
    REQUIRE_FALSE(methodology.evaluate(Scope::cycle, sheet, whole, scenario, nullptr).has_value());
    REQUIRE_FALSE(methodology.evaluate(Scope::recollection, sheet, whole, scenario, nullptr).has_value());
    CHECK(moved.values == whole.values);
    return std::pair(moved.values[1], moved.values[2]);
  };
  CHECK(under({0, false}) == std::pair(Decimal(32), decimal("12.8")));
  CHECK(under({0, true}) == std::pair(Decimal(48), decimal("28.8")));
  CHECK(under({1, false}) == std::pair(Decimal(40), Decimal(20)));
  CHECK(under({2, false}) == std::pair(Decimal(35), decimal("17.5")));
}

TEST_CASE("uncertainty: a computed discount takes off what is uncertain, and needs something that is") {
  Json document = uncertain_document();
  document["discounts"]["uncertainty"] = "computed";
  const Methodology methodology = test::loaded(document);
  CHECK(methodology.computes_uncertainty());
  CHECK(methodology.discounted(Decimal(100), Decimal(30)) == Decimal(35));  // (100 − 30) × 0.5
  CHECK(methodology.discounted(Decimal(100), Decimal(130)) == Decimal(0));
  CHECK(methodology.discounted(Decimal(-100), Decimal(30)) == Decimal(-100));
  Json certain = test::small_document();
  certain["discounts"]["uncertainty"] = "computed";
  CHECK(test::shown(test::faults_of(certain)) ==
        "methodology_malformed | discounts.uncertainty | nothing in the document is uncertain, so nothing "
        "can be "
        "computed\n");
  CHECK(faults_after([](Json& d) { d["discounts"]["reversal"] = "computed"; }) ==
        "methodology_unknown_name | discounts.reversal\n");
}

TEST_CASE("uncertainty: on the way between low and high all factors of a group go equally far") {
  const Methodology methodology = test::loaded(uncertain_document());
  const FactSheet sheet = test::smartphone();
  const auto avoided = [&](std::uint64_t half, std::uint64_t laptop, std::uint64_t ademe) {
    Figures figures;
    const Methodology between = methodology.between(std::vector<std::uint64_t>{half, laptop, ademe});
    REQUIRE_FALSE(between.evaluate(Scope::cycle, sheet, figures).has_value());
    return figures.values[1];
  };
  constexpr std::uint64_t middle = std::uint64_t{1} << 63;
  CHECK(avoided(0, 0, 0) == Decimal(28));                // 0.4 × 70
  CHECK(avoided(middle, 0, middle) == decimal("37.5"));  // 0.5 × 75
  CHECK(avoided(middle, ~std::uint64_t{0}, middle) == decimal("37.5"));
  CHECK(avoided(~std::uint64_t{0}, 0, 0) == decimal("41.99999993"));  // 0.599999999 × 70: rounded down
}

TEST_CASE("uncertainty: the spans of parameters in place of what is uncertain") {
  auto outcome = test::loaded(uncertain_document()).with_spans();
  REQUIRE(std::holds_alternative<Methodology>(outcome));
  const Methodology& spanned = std::get<Methodology>(outcome);
  REQUIRE(spanned.uncertain_groups().size() == 1);
  CHECK(spanned.uncertain_groups()[0].name == "half");
  CHECK(spanned.parameter("half")->likely->lowest == Decimal(0));
}

}  // namespace
}  // namespace lcl
