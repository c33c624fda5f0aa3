// SPDX-License-Identifier: Apache-2.0
// Which reports the entries no longer give: asked beforehand, the answer is
// what an issuance on them would be refused with.
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

TEST_CASE("outdated reports: a report is outdated by what leaves its sum as it was") {
  const MonitoredRegistry registry;
  registry.sell(0, sold, day);
  registry.submit(sale_of(500, day, "DE"));
  const std::uint64_t report = registry.audited_report("2025");
  // One console turns out to have been sold in Germany, and another in France: all figures are as they were.
  registry.correct_to_germany(0, 1, day);
  registry.correct(sale_of(500, day));
  CHECK(standing_of(registry).outdated.empty());

  registry.submit(
      parts_of_sale(501, day)[0] +
      event_line(501, "2025-05-02T08:00:00Z", R"("kind":"disposal","country":"FR","route":"shredded")"));
  const Ledger ledger = registry.ledger();
  CHECK(standing_of(registry).vintages.front().reduction ==
        ledger.state().project("DEMO")->report(report)->reduction);
  CHECK(standing_of(registry).outdated == Seqs{report});
  CHECK(outcome_of(registry.try_to_issue(report, 2025)) == "report_outdated");
}

TEST_CASE(
    "outdated reports: the entries give other figures after a correction, until the period is reported "
    "again") {
  const MonitoredRegistry registry;
  registry.sell(0, sold, day);
  const std::uint64_t first = registry.audited_report("2025");
  CHECK(standing_of(registry).outdated.empty());
  registry.correct_to_germany(0, 1, day);
  CHECK(standing_of(registry).outdated == Seqs{first});
  CHECK(outcome_of(registry.try_to_issue(first, 2025)) == "report_outdated");
  registry.audited_report("2025");
  CHECK(standing_of(registry).outdated.empty());
}

TEST_CASE("outdated reports: a period that earns more than its auditor has seen holds up every other") {
  const MonitoredRegistry registry;
  registry.sell(0, sold, day);
  registry.sell(100, sold, "2026-02-10");
  const std::uint64_t winter = registry.audited_report("2025");
  const std::uint64_t spring = registry.audited_report("2026-01-01/2026-04-01");
  CHECK(standing_of(registry).risen.empty());
  registry.sell(200, 1, day);
  registry.report("2025");  // of which there is no opinion yet
  CHECK(standing_of(registry).outdated.empty());
  CHECK(standing_of(registry).risen == Seqs{winter});
  CHECK(outcome_of(registry.try_to_issue(spring, 2026)) == "report_outdated");
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
