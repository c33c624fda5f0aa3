// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/explanation_text.hpp"

#include <doctest/doctest.h>

#include <string>

#include "ledger/texts/facts_text.hpp"

namespace {

lcl::RecordedEvent collection() {
  lcl::RecordedEvent event;
  event.seq = 17;
  event.project = "DEMO";
  event.facts.kind = lcl::EventKind::collection;
  event.facts.occurred_at = *lcl::parse_instant("2025-02-01T09:00:00Z");
  event.facts.participant = "03571592900010";
  event.facts.country = "FR";
  event.facts.category = "smartphone";
  event.facts.mass_kg = lcl::parse_decimal("0.194");
  event.facts.legs = {{"van", lcl::Decimal(12)}, {"rail", *lcl::parse_decimal("8.5")}};
  return event;
}

lcl::Explanation explanation() {
  lcl::ExplainedCycle cycle;
  cycle.project = "DEMO";
  cycle.category = "smartphone";
  cycle.cycle_class = lcl::CycleClass::ineligible;
  cycle.reason = "data_not_erased";
  cycle.reason_title = "No erasure of the data is recorded";
  lcl::TraceLine line{"emitted_journeys", "sum(leg in event.legs: …)", {}, "0.001336", "kgCO2e", "every leg"};
  line.operands = {{"transport[\"van\"]", "0.574", "kgCO2e/(t*km)", "UK Government factors"},
                   {"collection.category", "smartphone", "", ""},
                   {"collection.mass_kg", "", "", ""}};
  cycle.events = {{collection(),
                   {{lcl::Effect::emitted_journeys, true, true, collection().facts.occurred_at,
                     *lcl::parse_decimal("0.001336")}},
                   {line}}};
  cycle.net = *lcl::parse_decimal("-0.001336");
  lcl::Explanation explained;
  explained.cycles = {cycle};
  return explained;
}

}  // namespace

TEST_CASE("explanation: an operand is shown with its value, unit and source") {
  const std::string text = explanation_text(explanation());
  CHECK(text.find("transport[\"van\"]     = 0.574 kgCO2e/(t*km)  UK Government factors\n") !=
        std::string::npos);
  CHECK(text.find("collection.category  = smartphone\n") != std::string::npos);
  CHECK(text.find("collection.mass_kg   not stated\n") != std::string::npos);
  CHECK(text.find("→ 0.001336 kgCO2e\n") != std::string::npos);
  CHECK(text.find("(every leg)\n") != std::string::npos);
}

TEST_CASE("explanation: an ineligible cycle says why, in its code and in words") {
  const std::string text = explanation_text(explanation());
  CHECK(text.find("ineligible: data_not_erased (No erasure of the data is recorded)") != std::string::npos);
}

TEST_CASE("explanation: what is emitted is taken off the net") {
  const std::string text = explanation_text(explanation());
  CHECK(text.find("emitted journeys") != std::string::npos);
  CHECK(text.find("-0.001336  kgCO2e  France  direct\n") != std::string::npos);
}

TEST_CASE("explanation: what is taken off a period and no device is said not to be in the net") {
  lcl::Explanation explained = explanation();
  CHECK(explanation_text(explained).find("not in it") == std::string::npos);
  CHECK(explanation_json(explained)["cycles"][0]["less_a_period"] == false);
  explained.cycles.front().less_a_period = true;
  CHECK(explanation_text(explained).find("no device (lcl explain --project DEMO --period PERIOD)\n") !=
        std::string::npos);
  CHECK(explanation_json(explained)["cycles"][0]["less_a_period"] == true);
}

TEST_CASE("explanation: events taken back are listed apart") {
  lcl::Explanation explained = explanation();
  CHECK(explanation_text(explained).find("taken back") == std::string::npos);
  explained.voided = {collection()};
  CHECK(explanation_text(explained).find("taken back, and the voids that did it") != std::string::npos);
  CHECK(explanation_json(explained)["voided"].size() == 1);
}

TEST_CASE("explanation json: figures are decimal texts, facts have the names and types of a payload") {
  const lcl::Json cycle = explanation_json(explanation())["cycles"][0];
  CHECK(cycle["net_kg"] == "-0.001336");
  CHECK(cycle["class"] == "ineligible");
  const lcl::Json event = cycle["events"][0];
  CHECK(event["seq"] == 17);
  CHECK(event["contributions"][0]["kg_co2e"] == "0.001336");
  CHECK(
      lcl::canonical(event["facts"]) ==
      R"({"category":"smartphone","country":"FR","holder":"consumer","legs":[{"distance_km":"12","mode":"van"},)"
      R"({"distance_km":"8.5","mode":"rail"}],"mass_kg":"0.194","occurred_at":"2025-02-01T09:00:00.000Z",)"
      R"("participant":"03571592900010","waste":false})");
}

TEST_CASE("facts: each kind shows its own facts and no other's") {
  lcl::Facts facts = collection().facts;
  CHECK(facts_text(facts) ==
        "category smartphone, holder consumer, legs van 12 km; rail 8.5 km, mass_kg 0.194, waste no");
  facts.kind = lcl::EventKind::reconditioning;
  facts.legs.clear();
  facts.parts = {{"battery", 1, lcl::PartOrigin::new_}, {"screen", 2, lcl::PartOrigin::reused}};
  facts.functions_tested = true;
  facts.data_erasure = true;
  facts.data_erasure_standard = "NIST 800-88 Clear";
  CHECK(facts_text(facts) ==
        "data_erasure NIST 800-88 Clear, functions_tested yes, outcome reconditioned, "
        "parts battery × 1 new; screen × 2 reused");
  facts.kind = lcl::EventKind::void_;
  facts.voids = 12;
  facts.reason = "typing error";
  CHECK(facts_text(facts) == "reason typing error, voids 12");
}
