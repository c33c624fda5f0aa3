// SPDX-License-Identifier: Apache-2.0
// Debts at the door: stated, and settled by units, or against another vintage.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "ledger/audit/verify.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "ledger/store/open_ledger.hpp"
#include "tests/ledger/monitored_registry.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

constexpr int sold = 40;
constexpr std::string_view day = "2025-03-10";
const Decimal kg_a_unit{1'000};

/// A console comes in once more.
std::string collected_again(int device, std::string_view date) {
  return event_line(
      device, fmt::format("{}T08:00:00Z", date),
      R"("kind":"collection","country":"FR","category":"console","holder":"consumer","waste":false)");
}

/// A registry with a credited year: 40 consoles, 3 units.
struct CreditedYear : MonitoredRegistry {
  CreditedYear() {
    sell(0, sold, day);
    report_seq = audited_report("2025");
    issue(report_seq, 2025);
  }
  std::uint64_t report_seq = 0;
};

}  // namespace

TEST_CASE("debts: a debt blocks all issuances until units are cancelled") {
  const CreditedYear registry;
  registry.sell(200, sold, "2026-02-10");
  registry.correct_to_germany(0, 10, day);
  CHECK(registry.vintage(2025).in_debt());
  CHECK(registry.vintage(2025).units == 0);
  const std::uint64_t next = registry.audited_report("2026-01-01/2026-04-01");
  CHECK(outcome_of(registry.try_to_issue(next, 2026)) == "vintage_in_debt");
  const std::uint64_t corrected = registry.audited_report("2025");
  CHECK(outcome_of(registry.try_to_issue(corrected, 2025)) == "vintage_in_debt");

  registry.cancel({"DEMO", 2025, 1, 1, 1}, "error");  // gives nothing back
  CHECK(registry.vintage(2025).in_debt());
  CHECK(registry.vintage(2025).account.cancelled == 0);
  registry.cancel({"DEMO", 2025, 1, 3, 3}, "correction");
  CHECK(!registry.vintage(2025).in_debt());
  CHECK(registry.vintage(2025).account.cancelled == 1);
  CHECK(outcome_of(registry.try_to_issue(corrected, 2025)) == "nothing_to_issue");
  CHECK(outcome_of(registry.try_to_issue(next, 2026)) == "accepted");
  CHECK(verify_registry(registry.registry(), {}, false).sound());
}

TEST_CASE("debts: a debt is set off against another vintage, to the gram and no more") {
  const CreditedYear registry;
  registry.sell(200, sold, "2026-02-10");
  const std::uint64_t next = registry.audited_report("2026-01-01/2026-04-01");
  CHECK(outcome_of(registry.try_to_set_off(2025, 2026, Decimal(1))) == "nothing_to_set_off");
  registry.correct_to_germany(0, 10, day);
  registry.audited_report("2025");
  const Decimal debt = -registry.vintage(2025).owed;
  const Decimal later = registry.vintage(2026).owed;
  const Decimal least = Decimal::from_scaled(1);
  REQUIRE(debt < later);
  CHECK(outcome_of(registry.try_to_set_off(2025, 2026, debt + least)) == "nothing_to_set_off");
  CHECK(outcome_of(registry.try_to_set_off(2026, 2027, debt)) == "nothing_to_set_off");
  CHECK(outcome_of(registry.try_to_set_off(2026, 2025, debt)) == "nothing_to_set_off");
  CHECK(outcome_of(registry.try_to_set_off(2025, 2025, debt)) == "impossible_date");

  registry.set_off(2025, 2026, debt - least);
  CHECK(registry.vintage(2025).owed == -least);
  CHECK(outcome_of(registry.try_to_issue(next, 2026)) == "vintage_in_debt");
  registry.set_off(2025, 2026, least);
  CHECK(registry.vintage(2025).owed.is_zero());
  CHECK(registry.vintage(2026).owed == later - debt);
  CHECK(outcome_of(registry.try_to_set_off(2025, 2026, least)) == "nothing_to_set_off");
  registry.issue(next, 2026);
  const VintageFigures figures = registry.vintage(2026);
  CHECK(figures.account.set_off_out == debt);
  CHECK(Decimal(static_cast<std::int64_t>(figures.account.issued) * 1'000) + debt <= figures.creditable);
  CHECK(verify_registry(registry.registry(), {}, false).sound());
}

TEST_CASE("debts: another vintage pays no more than it is owed itself") {
  const CreditedYear registry;
  registry.sell(200, 5, "2026-02-10");
  registry.audited_report("2026-01-01/2026-04-01");
  registry.correct_to_germany(0, 30, day);
  const Decimal later = registry.vintage(2026).owed;
  REQUIRE(later < -registry.vintage(2025).owed);
  CHECK(outcome_of(registry.try_to_set_off(2025, 2026, later + Decimal::from_scaled(1))) ==
        "nothing_to_set_off");
  registry.set_off(2025, 2026, later);
  CHECK(registry.vintage(2026).owed.is_zero());
  CHECK(registry.vintage(2025).in_debt());
}

TEST_CASE("debts: what a project gives back in its last year is paid by an earlier one that is in credit") {
  const CreditedYear registry;
  registry.sell(200, 10, day);
  registry.audited_report("2025");  // a fourth unit is not yet whole
  registry.submit(collected_again(0, "2026-02-10"));
  registry.audited_report("2026-01-01/2026-04-01");
  const Decimal debt = -registry.vintage(2026).owed;
  REQUIRE(debt > Decimal(0));
  REQUIRE(registry.vintage(2025).owed > debt);
  registry.set_off(2026, 2025, debt);
  CHECK(registry.vintage(2026).owed.is_zero());
  CHECK(verify_registry(registry.registry(), {}, false).sound());
}

TEST_CASE("debts: what is stated as a debt is the debt, and nothing else") {
  const CreditedYear registry;
  registry.correct_to_germany(0, 10, day);
  const auto states = [&](const Json& changes) {
    Json act = debt_act(registry.ledger().opened(), "DEMO", 2025);
    act.update(changes);
    return outcome_of(registry.act("debt_stated", "DEMO", act, registry.certifier));
  };
  CHECK(states({{"kgco2e", "0"}}) == "figures_differ");
  CHECK(states({{"vintage", 2026}}) == "figures_differ");
  CHECK(states(Json::object()) == "accepted");
  const Ledger ledger = registry.ledger();
  const std::vector<DebtStatement> debts = ledger.state().project("DEMO")->standing_debts();
  REQUIRE(debts.size() == 1);
  CHECK(debts.front().kg_co2e == -registry.vintage(2025).owed);
  CHECK(verify_registry(registry.registry(), {}, false).sound());
}

TEST_CASE("debts: units of another vintage pay a debt, and are not issued anew") {
  const CreditedYear registry;
  for (int device = 0; device < 20; ++device) registry.submit(collected_again(device, "2026-02-10"));
  const std::uint64_t next = registry.audited_report("2026-01-01/2026-04-01");
  const Decimal before = registry.vintage(2025).owed;
  const Decimal debt = -registry.vintage(2026).owed;
  REQUIRE(debt > kg_a_unit);
  REQUIRE(debt < Decimal(2'000));
  CHECK(outcome_of(registry.try_to_cancel({"DEMO", 2025, 1, 1, 1}, "correction")) == "beyond_debt");
  CHECK(outcome_of(registry.try_to_cancel({"DEMO", 2025, 1, 1, 1}, "correction", 2027)) == "beyond_debt");
  CHECK(outcome_of(registry.try_to_cancel({"DEMO", 2025, 1, 1, 3}, "correction", 2026)) == "beyond_debt");
  accepted(registry.try_to_cancel({"DEMO", 2025, 1, 2, 3}, "correction", 2026));

  CHECK(registry.vintage(2026).owed == Decimal(2'000) - debt);
  CHECK(registry.vintage(2026).account.cancelled == 2);
  CHECK(registry.vintage(2025).owed == before);
  CHECK(registry.vintage(2025).account.cancelled == 0);
  CHECK(outcome_of(registry.try_to_cancel({"DEMO", 2025, 1, 1, 1}, "correction", 2026)) == "beyond_debt");
  CHECK(outcome_of(registry.try_to_issue(registry.report_seq, 2025)) == "nothing_to_issue");
  CHECK(outcome_of(registry.try_to_issue(next, 2026)) == "nothing_to_issue");
  CHECK(verify_registry(registry.registry(), {}, false).sound());
}

TEST_CASE("debts: retired units settle no debt, and their vintage stays in it") {
  const CreditedYear registry;
  accepted(registry.act("units_retired", "DEMO",
                        {{"units", to_string(UnitBlock{"DEMO", 2025, 1, 1, 3})},
                         {"year", 2025},
                         {"use", "contribution"},
                         {"beneficiary", "Commune de Plouha"}},
                        registry.developer));
  registry.correct_to_germany(0, 10, day);
  CHECK(outcome_of(registry.act("units_cancelled", "DEMO",
                                {{"units", to_string(UnitBlock{"DEMO", 2025, 1, 1, 1})},
                                 {"reason", "correction"},
                                 {"text", "late"}},
                                registry.certifier)) == "units_not_held");
  CHECK(registry.vintage(2025).in_debt());
}
