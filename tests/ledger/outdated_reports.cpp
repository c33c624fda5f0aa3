// SPDX-License-Identifier: Apache-2.0
// What an auditor saw and what stands: of each cycle the lesser is credited,
// whatever comes after a report.
#include <doctest/doctest.h>

#include <array>

#include "ledger/audit/verify.hpp"
#include "ledger/replay/credit_standing.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "ledger/store/open_ledger.hpp"
#include "tests/ledger/monitored_registry.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

constexpr int sold = 40;
constexpr std::string_view day = "2025-03-10";

using Seqs = std::vector<std::uint64_t>;

CreditStanding standing_of(const MonitoredRegistry& registry) {
  return credit_standing(registry.ledger().opened(), "DEMO", {});
}

/// The events of a console's sale, one by one: collection, reconditioning, resale.
std::array<std::string, 3> parts_of_sale(int device, std::string_view day_of_sale) {
  std::array<std::string, 3> parts;
  std::string_view rest;
  const std::string lines = sale_of(device, day_of_sale);
  rest = lines;
  for (std::string& part : parts) {
    const std::size_t end = rest.find('\n') + 1;
    part = rest.substr(0, end);
    rest.remove_prefix(end);
  }
  return parts;
}

}  // namespace

TEST_CASE("outdated reports: a device that was open in the report, and is sold later, leaves it as it is") {
  const MonitoredRegistry registry;
  registry.sell(0, sold, day);
  registry.submit(parts_of_sale(500, "2025-11-20")[0]);
  registry.submit(parts_of_sale(501, "2025-11-20")[0]);
  const std::uint64_t report = registry.audited_report("2025");
  const Tally before = registry.ledger().tally("DEMO", *parse_period("2025"), {});
  REQUIRE(before.cycles.open == 2);

  const auto in_january = parts_of_sale(500, "2026-01-15");
  registry.submit(in_january[1] + in_january[2]);
  CHECK(registry.ledger().tally("DEMO", *parse_period("2025"), {}).cycles.open == 1);
  CHECK(standing_of(registry).outdated.empty());
  CHECK(outcome_of(registry.try_to_issue(report, 2025)) == "accepted");
  CHECK(verify_registry(registry.registry(), {}, false).sound());
}

TEST_CASE("abuse: a sale taken back before it is issued, and another in its place, is not credited as seen") {
  const MonitoredRegistry registry;
  registry.sell(0, sold, day);
  registry.submit(sale_of(500, day, "DE"));
  const std::uint64_t report = registry.audited_report("2025");
  const Decimal seen = registry.vintage(2025).reduction;
  // One console turns out to have been sold in Germany, and another in France: all sums are as they were.
  registry.correct_to_germany(0, 1, day);
  registry.correct(sale_of(500, day));
  CHECK(standing_of(registry).outdated == Seqs{report});
  CHECK(standing_of(registry).risen == Seqs{report});
  CHECK(registry.vintage(2025).reduction < seen);
  CHECK(outcome_of(registry.try_to_issue(report, 2025)) == "accepted");
  CHECK(verify_registry(registry.registry(), {}, false).sound());
}

TEST_CASE("abuse: a fake taken back before the audit and restored after it is not credited") {
  const MonitoredRegistry registry;
  registry.sell(0, sold, day);
  registry.correct_to_germany(0, 10, day);
  registry.audited_report("2025");
  const Decimal seen = registry.vintage(2025).reduction;
  registry.correct(sale_of(0, day) + sale_of(1, day) + sale_of(2, day));
  CHECK(registry.vintage(2025).reduction == seen);
  registry.audited_report("2025");
  CHECK(registry.vintage(2025).reduction > seen);
}

TEST_CASE("outdated reports: what is taken back after the audit is not credited, and blocks nothing") {
  const MonitoredRegistry registry;
  registry.sell(0, sold, day);
  const std::uint64_t report = registry.audited_report("2025");
  CHECK(standing_of(registry).outdated.empty());
  registry.correct_to_germany(0, 1, day);
  CHECK(standing_of(registry).outdated == Seqs{report});
  CHECK(standing_of(registry).risen.empty());
  CHECK(outcome_of(registry.try_to_issue(report, 2025)) == "accepted");
  CHECK(outcome_of(registry.act("period_reported", "DEMO",
                                report_act(registry.ledger().opened(), "DEMO", *parse_period("2025"), 3),
                                registry.developer)) == "accepted");
  CHECK(standing_of(registry).outdated.empty());
}

TEST_CASE("abuse: an event recorded again under another entry makes no other report") {
  const MonitoredRegistry registry;
  registry.sell(0, sold, day);
  registry.report("2025");
  registry.correct_to_germany(0, 3, day);
  registry.correct(sale_of(0, day) + sale_of(1, day) + sale_of(2, day));
  CHECK(standing_of(registry).outdated.empty());
  CHECK(outcome_of(registry.act("period_reported", "DEMO",
                                report_act(registry.ledger().opened(), "DEMO", *parse_period("2025"), 3),
                                registry.developer)) == "report_unchanged");
}

TEST_CASE(
    "outdated reports: a sale that no auditor has seen holds up no issuance, and waits to be reported") {
  const MonitoredRegistry registry;
  registry.sell(0, sold, day);
  registry.sell(100, sold, "2026-02-10");
  const std::uint64_t winter = registry.audited_report("2025");
  const std::uint64_t spring = registry.audited_report("2026-01-01/2026-04-01");
  CHECK(standing_of(registry).risen.empty());
  registry.sell(200, 1, day);
  CHECK(standing_of(registry).risen == Seqs{winter});
  CHECK(outcome_of(registry.try_to_issue(winter, 2025)) == "accepted");
  const Decimal owed = registry.vintage(2025).owed;
  const std::uint64_t again = registry.report("2025");
  CHECK(registry.vintage(2025).owed == owed);  // until there is an opinion on it, the audited one counts
  CHECK(outcome_of(registry.try_to_issue(spring, 2026)) == "period_not_audited");
  registry.audit(again);
  CHECK(registry.vintage(2025).owed > owed);
  CHECK(outcome_of(registry.try_to_issue(spring, 2026)) == "accepted");
  CHECK(verify_registry(registry.registry(), {}, false).sound());
}

TEST_CASE("abuse: an adverse opinion on eleven months, and units on the twelfth") {
  const MonitoredRegistry registry;
  registry.sell(0, sold, day);
  registry.sell(100, sold, "2025-12-10");
  registry.declare_exclusivity("2025");
  const auto adverse = [&](std::uint64_t report) {
    Json opinion = MonitoredRegistry::opinion_on(report);
    opinion["opinion"] = "adverse";
    accepted(registry.act("opinion_given", "DEMO", opinion, registry.independent_auditor));
  };
  registry.audit(registry.report("2025-01-01/2025-12-01"));
  const Decimal before = registry.vintage(2025).reduction;
  CHECK(before > Decimal(0));
  registry.sell(200, 1, day);
  adverse(registry.report("2025-01-01/2025-12-01"));
  CHECK(registry.vintage(2025).reduction <= Decimal(0));
  const std::uint64_t december = registry.report("2025-12");
  CHECK(outcome_of(registry.try_to_issue(december, 2025)) == "unknown_opinion");
  registry.audit(december);
  registry.issue(december, 2025);
  CHECK(registry.vintage(2025).account.issued == 3);  // December's own, and no more
}

TEST_CASE("abuse: December is issued while nobody has audited the months before it") {
  const MonitoredRegistry registry;
  registry.sell(0, 1, day);
  registry.sell(100, sold, "2025-12-10");
  registry.report("2025-01-01/2025-12-01");
  const std::uint64_t december = registry.audited_report("2025-12");
  CHECK(outcome_of(registry.try_to_issue(december, 2025)) == "period_not_audited");
}

TEST_CASE("outdated reports: a period without amounts needs no opinion") {
  const MonitoredRegistry registry;
  registry.sell(100, sold, "2025-12-10");
  registry.report("2025-01-01/2025-12-01");
  const std::uint64_t december = registry.audited_report("2025-12");
  CHECK(outcome_of(registry.try_to_issue(december, 2025)) == "accepted");
}

TEST_CASE("abuse: sold units are cancelled as a correction without a debt, to be issued and sold again") {
  const MonitoredRegistry registry;
  registry.sell(0, sold, day);
  registry.issue(registry.audited_report("2025"), 2025);
  const auto corrected = [&](std::uint32_t last) {
    return outcome_of(registry.act("units_cancelled", "DEMO",
                                   {{"units", to_string(UnitBlock{"DEMO", 2025, 1, 1, last})},
                                    {"reason", "correction"},
                                    {"text", "as corrected"}},
                                   registry.certifier));
  };
  CHECK(corrected(1) == "beyond_debt");
  registry.correct_to_germany(0, 10, day);
  const Decimal debt = -registry.vintage(2025).owed;
  REQUIRE(debt > Decimal(0));
  REQUIRE(debt <= Decimal(1'000));
  CHECK(corrected(2) == "beyond_debt");
  CHECK(corrected(1) == "accepted");
  CHECK(verify_registry(registry.registry(), {}, false).sound());
}

TEST_CASE("abuse: a project is closed before its returns come") {
  const MonitoredRegistry registry;
  registry.sell(0, sold, day);
  registry.issue(registry.audited_report("2025"), 2025);
  const Decimal owed = registry.vintage(2025).owed;
  accepted(registry.act("project_closed", "DEMO", {{"closed_on", "2025-06-01"}, {"reason", "done"}},
                        registry.developer));
  registry.submit(
      event_line(0, "2025-07-01T08:00:00Z", R"("kind":"return","country":"FR","reason":"defect")"));
  CHECK(registry.vintage(2025).owed < owed);
}

TEST_CASE("outdated reports: the population of a period is told with them, by participant") {
  const MonitoredRegistry registry;
  registry.sell(0, sold, day);
  registry.audited_report("2025");
  const CreditStanding standing = credit_standing(registry.ledger().opened(), "DEMO", parse_period("2025"));
  REQUIRE(standing.population);
  CHECK(standing.population->rows.size() == 1);
  CHECK(standing.population->cycles.credited == sold);
  CHECK(standing.vintages.size() == 1);
  CHECK(standing.vintages.front().units == registry.vintage(2025).units);
}
