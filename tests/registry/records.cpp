// SPDX-License-Identifier: Apache-2.0
// What follows from the records of a project alone.
#include "ledger/registry/records.hpp"

#include <doctest/doctest.h>

#include "tests/registry/trial_registry.hpp"

namespace lcl {
namespace {

using namespace test;

/// DEMO, labelled, and a report of 2025 that stands.
struct Reported {
  TrialRegistry registry;
  Json year = dates("2025-01-01", "2026-01-01");
  std::uint64_t report = 0;
  Reported() {
    registry.bring("DEMO", ProjectState::labelled);
    report = file();
  }
  std::uint64_t file() { return done("period_reported", test::report(registry, year), registry.developer); }
  std::uint64_t opine(const Json& changes = Json::object()) {
    return done("opinion_given", with(opinion(report), changes), registry.auditor);
  }
  std::uint64_t done(const char* kind, const Json& act, const PrivateKey& signer) {
    REQUIRE(registry.act(kind, "DEMO", act, signer) == "done");
    return registry.last();
  }
  [[nodiscard]] const Project& project() const { return *registry.state.project("DEMO"); }
  [[nodiscard]] std::string stage() const {
    return std::string(word(project().stage_of(*project().report(report))));
  }
};

Holding holding(std::uint32_t first, std::uint32_t last, UnitState state) {
  Holding made;
  made.first = first;
  made.last = last;
  made.state = state;
  return made;
}

}  // namespace

TEST_CASE("records: a report is reported, audited, issued, and replaced by a later one of its period") {
  Reported demo;
  CHECK(demo.stage() == "reported");
  const std::uint64_t opinion = demo.opine();
  CHECK(demo.stage() == "audited");
  demo.done("exclusivity_declared", {{"period", demo.year}, {"declaration", digest_of('e')}},
            demo.registry.developer);
  demo.done("units_issued", issuance(demo.registry, demo.report, opinion, demo.year),
            demo.registry.certifier);
  CHECK(demo.stage() == "issued");
  const std::uint64_t second = demo.file();
  CHECK(demo.stage() == "replaced");
  demo.report = second;
  CHECK(demo.stage() == "reported");
}

TEST_CASE("records: a report whose opinion was reopened waits for another") {
  Reported demo;
  const std::uint64_t opinion = demo.opine();
  demo.done("opinion_reopened", {{"opinion", opinion}, {"reason", "an error"}}, demo.registry.auditor);
  CHECK(demo.stage() == "reopened");
  demo.opine();
  CHECK(demo.stage() == "audited");
}

TEST_CASE("records: a modified opinion holds a report back, and so do misstatements of its materiality") {
  const auto stage_after = [](const Json& changes) {
    Reported demo;
    demo.opine(changes);
    return demo.stage();
  };
  const auto misstated = [](const char* kg) {
    return Json{{"misstatements", {{{"kgco2e", kg}, {"text", "a van"}}}}, {"misstated", kg}};
  };
  CHECK(stage_after({{"opinion", "qualified"}}) == "modified");
  CHECK(stage_after(misstated("5000")) == "misstated");  // of 100,000 kg, at 0.05
  CHECK(stage_after(misstated("4999.999999999")) == "audited");
}

TEST_CASE("records: a period is exclusive where one declaration covers all of it") {
  Project project;
  const auto period = [](const char* text) { return *parse_period(text); };
  CHECK_FALSE(project.declared_exclusive(period("2025")));
  project.exclusivities = {{1, period("2025-01/2025-07")}, {2, period("2025-07/2026")}};
  CHECK_FALSE(project.declared_exclusive(period("2025")));
  CHECK(project.declared_exclusive(period("2025-07/2026")));
  project.exclusivities.push_back({3, period("2024/2027")});
  CHECK(project.declared_exclusive(period("2025")));
  CHECK_FALSE(project.declared_exclusive(period("2026/2028")));
}

TEST_CASE(
    "records: units can be cancelled as a correction while nobody else has them, each vintage by itself") {
  Project project;
  project.issuances.resize(2);
  project.issuances[0].vintage = 2025;
  project.issuances[0].holdings = {holding(1, 3, UnitState::issued), holding(4, 5, UnitState::assigned),
                                   holding(6, 6, UnitState::retired), holding(7, 9, UnitState::cancelled)};
  project.issuances[1].vintage = 2026;
  project.issuances[1].holdings = {holding(1, 10, UnitState::issued)};
  project.id = "DEMO";
  project.issuances[0].ordinal = 1;
  project.issuances[1].ordinal = 2;
  const Instant today = *parse_date("2026-06-01");
  const auto units = [&](int vintage) {
    const auto block = project.correctable_units(vintage, today);
    return block ? to_string(*block) : std::string();
  };
  CHECK(units(2025) == to_string(UnitBlock{"DEMO", 2025, 1, 1, 3}));
  CHECK(units(2026) == to_string(UnitBlock{"DEMO", 2026, 2, 1, 10}));
  CHECK(units(2027).empty());
  Offer offer;
  offer.seq = 50;
  offer.until = *parse_date("2026-06-02");
  project.offers = {offer};
  project.issuances[0].holdings[0].offer = 50;
  CHECK(units(2025).empty());
  project.offers[0].until = today;
  CHECK_FALSE(units(2025).empty());
}

}  // namespace lcl
