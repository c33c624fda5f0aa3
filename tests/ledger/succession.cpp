// SPDX-License-Identifier: Apache-2.0
// A project that follows another under a changed methodology: what the old one owes is settled before the new
// one is issued anything.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "ledger/audit/verify.hpp"
#include "ledger/publish/bundle.hpp"
#include "ledger/publish/bundle_growth.hpp"
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

/// One that takes a kilogram off for each device that is collected.
Json methodology_with_leakage() {
  Json document = changed_methodology();
  document["parameters"]["a_device"] = {{"value", "1"}, {"unit", "kgCO2e"}, {"assumption", true}};
  document["steps"].push_back({{"name", "elsewhere"},
                               {"scope", "period"},
                               {"unit", "kgCO2e"},
                               {"effect", "leakage"},
                               {"territory", "france"},
                               {"direct", true},
                               {"formula", "a_device * period.collected"}});
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

/// NEXT follows DEMO from 2026 on, under a methodology with leakage, and has sold nothing yet.
struct Change : private UnderClock, public MonitoredRegistry {
  Change() {
    const Json document = methodology_with_leakage();
    accepted(act("methodology_adopted", {}, {{"document", document}}, certifier));
    label("NEXT", developer_siret, hex(sha256(canonical(document))),
          {{"follows", "DEMO"}, {"crediting_period", {{"from", "2026-01-01"}, {"to", "2030-01-01"}}}});
    clock.set(*parse_instant("2026-01-18T12:00:00Z"));
  }
  Tally tally_of(const char* project) const {
    return ledger().tally(project, *parse_period("2025/2027"), {});
  }
};

}  // namespace

TEST_CASE(
    "succession: a device collected before the change counts by the old methodology, whenever it is sold") {
  const Change registry;
  const std::string before = sale_of(1, "2025-12-31");
  const std::string after = sale_of(1, "2026-01-10");
  const std::string collected = before.substr(0, before.find('\n') + 1);
  const std::string sold = after.substr(after.find('\n') + 1);
  registry.submit(collected, "DEMO");
  CHECK_THROWS_MESSAGE(registry.submit(sold, "NEXT"),
                       "it would count by the methodology that pays more for it");
  registry.submit(sold, "DEMO");
  const Tally old = registry.tally_of("DEMO");
  CHECK(old.cycles.credited == 1);
  CHECK(old.amounts.leakage().is_zero());
  CHECK(registry.tally_of("NEXT").amounts.net().is_zero());
}

TEST_CASE(
    "succession: a device sold under the old methodology gives back under it when it is collected under the "
    "new") {
  const Change registry;
  registry.submit(sale_of(1, "2025-12-30"), "DEMO");
  const Tally sold = registry.tally_of("DEMO");
  CHECK_THROWS_MESSAGE(registry.submit(sale_of(1, "2026-01-15"), "DEMO"), "the old project collects no more");
  registry.submit(sale_of(1, "2026-01-15"), "NEXT");
  const Tally old = registry.tally_of("DEMO");
  const Tally next = registry.tally_of("NEXT");
  CHECK(old.methodology != next.methodology);
  CHECK(old.amounts.avoided() == sold.amounts.avoided());
  CHECK(sold.amounts.given_back().is_zero());
  CHECK(old.amounts.given_back() > Decimal(0));
  CHECK(old.amounts.leakage().is_zero());
  CHECK(next.amounts.given_back().is_zero());
  CHECK(next.amounts.avoided() == sold.amounts.avoided());
  CHECK(next.amounts.leakage() == Decimal(1));
  CHECK(verify_registry(registry.registry(), {}, false).sound());
}

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

TEST_CASE("succession: a bundle that was made before it does not grow beyond it") {
  const Succession registry;
  const Ledger ledger = registry.ledger();
  const std::uint64_t labelled = ledger.state().project("NEXT")->labelled;
  for (const char* project : {"DEMO", "NEXT"}) {
    CHECK_FALSE(can_grow(ledger.opened(), project, labelled));
    CHECK(can_grow(ledger.opened(), project, labelled + 1));
  }
  CHECK(can_grow(ledger.opened(), "OTHER", labelled));
  CHECK_FALSE(can_grow(ledger.opened(), "OTHER", ledger.head().size + 1));
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
