// SPDX-License-Identifier: Apache-2.0
// Traces: the operands that a figure was made of.
#include "ledger/methodology/evaluation.hpp"

#include <doctest/doctest.h>

#include "tests/methodology/small_document.hpp"

namespace lcl {
namespace {

/// `name=value unit (source)` of every operand, in order.
std::string operands(const TraceLine& line) {
  std::string text;
  for (const Operand& operand : line.operands) {
    if (!text.empty()) text += "; ";
    text += operand.name + "=" + operand.value;
    if (!operand.unit.empty()) text += " " + operand.unit;
    if (!operand.source.empty()) text += " (" + operand.source + ")";
  }
  return text;
}

Trace traced(const Methodology& methodology, Scope scope, const FactSheet& sheet) {
  Figures figures;
  Trace trace;
  const auto fault = methodology.evaluate(scope, sheet, figures, &trace);
  REQUIRE_FALSE(fault.has_value());
  return trace;
}

TEST_CASE("trace: a figure's operands are listed in order of use, with unit and source") {
  const Methodology methodology = test::loaded(test::small_document());
  FactSheet sheet = test::smartphone();
  const std::vector<LegFact> legs{{"van", Decimal{100}}, {"van", Decimal{20}}};
  sheet.legs = legs;
  const Trace trace = traced(methodology, Scope::event, sheet);
  REQUIRE(trace.size() == 1);
  CHECK(trace[0].name == "journeys");
  CHECK(trace[0].formula == methodology.steps()[0].formula);
  CHECK(trace[0].result == "0.012");
  CHECK(trace[0].unit == "kgCO2e");
  CHECK(
      operands(trace[0]) ==
      "collection.mass_kg=; collection.category=smartphone; mass[\"smartphone\"]=0.2 kg (assumption); "
      "kg_per_tonne=1000 kg/t (SI); event.legs[0].distance_km=100 km; event.legs[0].mode=van; "
      "transport[\"van\"]=0.5 kgCO2e/(t*km) (book); event.legs[1].distance_km=20 km; event.legs[1].mode=van");
}

TEST_CASE("trace: a fallback shows what was absent, and only what was used") {
  const Methodology methodology = test::loaded(test::small_document());
  FactSheet sheet = test::smartphone();
  CHECK(operands(traced(methodology, Scope::cycle, sheet)[0]) ==
        "half=0.5 1 (assumption); collection.model=; collection.category=smartphone; "
        "manufacture[\"smartphone\"]=80 kgCO2e (book)");
  sheet[Fact::collection_model] = std::string_view("Two");
  CHECK(operands(traced(methodology, Scope::cycle, sheet)[0]) ==
        "half=0.5 1 (assumption); collection.model=Two; by_model[\"Two\"]=; collection.category=smartphone; "
        "manufacture[\"smartphone\"]=80 kgCO2e (book)");
  sheet[Fact::collection_model] = std::string_view("One");
  const Trace trace = traced(methodology, Scope::cycle, sheet);
  CHECK(operands(trace[0]) ==
        "half=0.5 1 (assumption); collection.model=One; by_model[\"One\"]=60 kgCO2e (maker)");
  CHECK(trace[0].result == "30");
  CHECK(trace[0].clause == "art. 3");
}

TEST_CASE("trace: an earlier step is an operand, and an assumption with a source shows both") {
  Json document = test::small_document();
  document["steps"][2]["formula"] = "avoided * (half + none)";
  const Methodology methodology = test::loaded(document);
  FactSheet sheet = test::smartphone();
  sheet[Fact::elapsed_ms] = Decimal{1000};
  Figures figures;
  REQUIRE_FALSE(methodology.evaluate(Scope::cycle, sheet, figures).has_value());
  Trace trace;
  REQUIRE_FALSE(methodology.evaluate(Scope::recollection, sheet, figures, &trace).has_value());
  CHECK(operands(trace[0]) == "avoided=40 kgCO2e; half=0.5 1 (assumption); none=0 1 (assumption: ours)");
}

TEST_CASE("trace: rules are traced up to the first that is broken") {
  Json document = test::small_document();
  document["eligibility"].push_back(
      {{"reason", "wasted"}, {"title", "Waste"}, {"rule", "not collection.waste"}});
  document["eligibility"].push_back({{"reason", "never"}, {"title", "Never"}, {"rule", "true"}});
  const Methodology methodology = test::loaded(document);
  FactSheet sheet = test::smartphone();
  Trace trace;
  CHECK(std::get<0>(methodology.first_broken_rule(sheet, &trace)) == std::nullopt);
  CHECK(trace.size() == 3);
  sheet[Fact::collection_waste] = true;
  trace.clear();
  CHECK(std::get<0>(methodology.first_broken_rule(sheet, &trace)) == std::optional<std::size_t>(1));
  REQUIRE(trace.size() == 2);
  CHECK(trace[0].result == "true");
  CHECK(trace[1].name == "wasted");
  CHECK(trace[1].result == "false");
  CHECK(operands(trace[1]) == "collection.waste=true");
}

TEST_CASE("trace: a figure is the same with a trace and without") {
  const Methodology methodology =
      test::loaded(test::json_file("schemas/methodologies/reconditioning-reference-1.0.json"));
  FactSheet sheet = test::smartphone();
  const std::vector<PartFact> parts{{"screen", Decimal{2}, "new"}, {"battery", Decimal{1}, "reused"}};
  sheet.parts = parts;
  for (const Scope scope : {Scope::event, Scope::cycle}) {
    Figures plain;
    Figures with_trace;
    Trace trace;
    REQUIRE_FALSE(methodology.evaluate(scope, sheet, plain).has_value());
    REQUIRE_FALSE(methodology.evaluate(scope, sheet, with_trace, &trace).has_value());
    CHECK(plain.values == with_trace.values);
    std::size_t line = 0;
    for (std::size_t i = 0; i < methodology.steps().size(); ++i) {
      if (methodology.steps()[i].scope == scope) CHECK(trace.at(line++).result == to_string(plain.values[i]));
    }
    CHECK(line == trace.size());
  }
}

TEST_CASE("trace: the line of a step that fails is the last, and has no result") {
  const Methodology methodology = test::loaded(test::small_document());
  FactSheet sheet = test::smartphone();
  sheet[Fact::collection_category] = std::string_view("lamp");
  Figures figures;
  Trace trace;
  const auto fault = methodology.evaluate(Scope::cycle, sheet, figures, &trace);
  REQUIRE(fault.has_value());
  CHECK(fault->refusal == Refusal::methodology_missing_row);
  CHECK(fault->where == "steps[1] avoided: formula, column 46");
  CHECK(fault->message == "manufacture has no row for these keys");
  REQUIRE(trace.size() == 1);
  CHECK(trace[0].result.empty());
}

}  // namespace
}  // namespace lcl
