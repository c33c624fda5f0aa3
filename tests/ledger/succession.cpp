// SPDX-License-Identifier: Apache-2.0
// A project that follows another under a changed methodology: what the old one owes is settled before the new
// one is issued anything.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "ledger/audit/verify.hpp"
#include "ledger/publish/bundle.hpp"
#include "ledger/replay/credit_standing.hpp"
#include "ledger/replay/next_acts.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "ledger/store/open_ledger.hpp"
#include "tests/ledger/monitored_registry.hpp"
#include "tests/ledger/simulated_clock.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

constexpr int sold = 40;

Json changed_methodology() {
  Json document = reference_methodology();
  document["version"] = "9.0";
  return document;
}

struct UnderClock {
  SimulatedClock clock{*parse_instant("2025-12-20T12:00:00Z")};
};

/// DEMO was issued 3 units of 2025, and NEXT follows it from 2026 on, has sold as many consoles, and is
/// audited as far as DEMO. Then ten resales of DEMO turn out to have been abroad: it owes a unit.
struct Succession : private UnderClock, public MonitoredRegistry {
  Succession() {
    sell(0, sold, "2025-03-10");
    issue(audited_report("2025-01-01/2025-07-01"), 2025);
    const Json document = changed_methodology();
    accepted(act("methodology_adopted", {}, {{"document", document}}, certifier));
    label("NEXT", developer_siret, hex(sha256(canonical(document))),
          {{"follows", "DEMO"}, {"crediting_period", {{"from", "2026-01-01"}, {"to", "2030-01-01"}}}});
    clock.set(*parse_instant("2026-01-15T12:00:00Z"));
    std::string lines;
    for (int device = 200; device < 200 + sold; ++device) lines += sale_of(device, "2026-01-10");
    submit(lines, "NEXT");
    correct_to_germany(0, 10, "2025-03-10");
    clock.set(*parse_instant("2026-02-05T12:00:00Z"));
    for (const char* period : {"2025-07-01/2026-01-01", "2026-01-01/2026-02-01"}) audited_report(period);
    audited_report("2025-01-01/2025-07-01");
    report_seq = audited("2026-01-01/2026-02-01");
  }

  std::uint64_t audited(std::string_view period) const {
    accepted(act("exclusivity_declared", "NEXT",
                 {{"period", dates(period)}, {"declaration", std::string(64, 'c')}}, developer));
    const std::uint64_t seq =
        accepted(act("period_reported", "NEXT",
                     report_act(ledger().opened(), "NEXT", *parse_period(period), 3), developer))
            .seq;
    accepted(act("opinion_given", "NEXT", opinion_on(seq), independent_auditor));
    return seq;
  }
  Result<Receipt> try_to_issue_next() const {
    return act("units_issued", "NEXT", *issuance_act(ledger().opened(), "NEXT", report_seq, 2026, decision),
               certifier);
  }
  Result<Receipt> try_to_set_off(const char* payer, const std::string& debtor, int vintage, int from_vintage,
                                 const Decimal& kg) const {
    return act("debt_set_off", payer, set_off_act(ledger().opened(), debtor, vintage, from_vintage, kg),
               certifier);
  }
  VintageFigures next_of(int year) const {
    for (const VintageFigures& figures : vintages(ledger().opened(), "NEXT")) {
      if (figures.vintage == year) return figures;
    }
    return {};
  }
  std::vector<NextAct> next_acts_of(const std::string& project) const {
    const Ledger opened = ledger();
    return next_acts(*opened.state().project(project),
                     credit_standing(opened.opened(), project, std::nullopt), now());
  }

  std::uint64_t report_seq = 0;
};

}  // namespace

TEST_CASE("succession: a project begun anew does not leave its debts behind") {
  const Succession registry;
  REQUIRE(registry.vintage(2025).in_debt());
  REQUIRE(registry.next_of(2026).units > 0);
  CHECK(outcome_of(registry.try_to_issue_next()) == "vintage_in_debt");
  const std::vector<NextAct> acts = registry.next_acts_of("NEXT");
  CHECK(std::none_of(acts.begin(), acts.end(),
                     [](const NextAct& next) { return next.act == Act::units_issued; }));

  SUBCASE("the old project's own units settle it") {
    registry.cancel({"DEMO", 2025, 1, 3, 3}, "correction");
    CHECK(outcome_of(registry.try_to_issue_next()) == "accepted");
  }
  SUBCASE("the new project pays it out of what it is owed, and is issued the rest") {
    const auto advice = std::find_if(acts.begin(), acts.end(),
                                     [](const NextAct& next) { return next.act == Act::debt_set_off; });
    REQUIRE(advice != acts.end());
    CHECK(advice->debtor == "DEMO");
    const Decimal debt = -registry.vintage(2025).owed;
    const Decimal owed = registry.next_of(2026).owed;
    CHECK(advice->set_off == debt);
    const Decimal least = Decimal::from_scaled(1);
    CHECK(outcome_of(registry.try_to_set_off("NEXT", "DEMO", 2025, 2026, debt + least)) ==
          "nothing_to_set_off");
    CHECK(outcome_of(registry.try_to_set_off("DEMO", "NEXT", 2025, 2026, debt)) == "nothing_to_set_off");
    CHECK(outcome_of(registry.try_to_set_off("NEXT", "OTHER", 2025, 2026, debt)) == "nothing_to_set_off");
    CHECK(outcome_of(registry.try_to_set_off("NEXT", "DEMO", 2025, 2026, debt)) == "accepted");
    CHECK(registry.vintage(2025).owed.is_zero());
    CHECK(registry.next_of(2026).owed == owed - debt);
    CHECK(outcome_of(registry.try_to_issue_next()) == "accepted");
  }
  CHECK(verify_registry(registry.registry(), {}, false).sound());
}

TEST_CASE("succession: a bundle of either project has what the figures of both rest on") {
  const Succession registry;
  const Decimal debt = -registry.vintage(2025).owed;
  accepted(registry.try_to_set_off("NEXT", "DEMO", 2025, 2026, debt));
  accepted(registry.try_to_issue_next());
  registry.submit(sale_of(900, "2026-01-10"), "OTHER");
  for (const char* project : {"DEMO", "NEXT"}) {
    const auto file = registry.folder() / fmt::format("{}.bundle", project);
    const BundleContent content =
        write_bundle(registry.ledger().opened(), {.project = project, .file = file, .with_private = false});
    CHECK(content.withheld.devices == 1);
    const VerifyReport report = verify_registry({file}, {}, false);
    CHECK(report.sound());
    CHECK(report.not_recomputed == 0);
  }
}
