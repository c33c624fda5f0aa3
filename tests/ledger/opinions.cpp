// SPDX-License-Identifier: Apache-2.0
// What opinions do to what is owed: one on several reports, what they state as
// misstated, and those that have lapsed.
#include <doctest/doctest.h>

#include "ledger/audit/verify.hpp"
#include "ledger/replay/report_changes.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "ledger/store/open_ledger.hpp"
#include "tests/ledger/monitored_registry.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

constexpr int sold = 40;
constexpr std::string_view day = "2025-03-10";

}  // namespace

TEST_CASE("abuse: a compromised key makes a debt of honest units") {
  const MonitoredRegistry registry;
  registry.sell(0, sold, day);
  const std::uint64_t report = registry.audited_report("2025");
  const std::uint64_t issued = registry.issue(report, 2025);
  const Decimal owed = registry.vintage(2025).owed;
  registry.sell(100, sold, day);  // more is earned meanwhile
  accepted(registry.act("key_revoked", {},
                        {{"key", hex(registry.independent_auditor.public_key().id())},
                         {"reason", "stolen"},
                         {"from", "2020-01-01T00:00:00.000Z"}},
                        registry.certifier));
  CHECK(registry.vintage(2025).owed == owed);
  CHECK(registry.vintage(2025).waits);
  CHECK(outcome_of(registry.try_to_issue(report, 2025)) == "unknown_opinion");
  const PrivateKey next = PrivateKey::generate();
  accepted(registry.act(
      "key_granted", {},
      {{"public_key", next.public_key().text()}, {"role", "auditor"}, {"party", "55208131766522"}},
      registry.certifier));
  // A period that was audited before waits too.
  const std::uint64_t january = registry.report("2026-01-01/2026-02-01");
  accepted(registry.act("opinion_given", "DEMO", MonitoredRegistry::opinion_on(january), next));
  registry.declare_exclusivity("2026-01-01/2026-02-01");
  CHECK(outcome_of(registry.try_to_issue(january, 2026)) == "period_not_audited");
  // What the next audit finds less is a debt.
  registry.correct_to_germany(0, 10, day);
  CHECK(registry.vintage(2025).owed < Decimal(0));
  registry.cancel({"DEMO", 2025, 1, 1, 1}, "correction");
  accepted(registry.act("opinion_given", "DEMO", MonitoredRegistry::opinion_on(report), next));
  CHECK_FALSE(registry.vintage(2025).waits);
  CHECK(issued > report);
  CHECK(verify_registry(registry.registry(), {}, false).sound());
}

TEST_CASE("opinions: what an opinion states as misstated is not credited, until it is corrected") {
  const MonitoredRegistry registry;
  registry.sell(0, sold, day);
  registry.sell(100, sold, "2025-08-10");
  const std::uint64_t spring = registry.report("2025-01-01/2025-07-01");
  const std::uint64_t autumn = registry.report("2025-07-01/2026-01-01");
  const Json stated{{"reports", {spring, autumn}},
                    {"misstatements", {{{"kgco2e", "12.5"}, {"text", "as projected"}}}},
                    {"misstated", "12.5"}};
  Json opinion = MonitoredRegistry::opinion_on(spring);
  const auto whole = [&] {
    Decimal sum;
    for (const char* half : {"2025-01-01/2025-07-01", "2025-07-01/2026-01-01"})
      sum += registry.ledger().tally("DEMO", *parse_period(half), {}).amounts.net();
    return sum;
  };
  opinion.update(stated);
  accepted(registry.act("opinion_given", "DEMO", opinion, registry.independent_auditor));
  CHECK(registry.vintage(2025).misstated == *parse_decimal("12.5"));
  CHECK(registry.vintage(2025).reduction == whole() - *parse_decimal("12.5"));
  registry.declare_exclusivity("2025");
  CHECK(outcome_of(registry.try_to_issue(autumn, 2025)) == "accepted");
  registry.correct_to_germany(0, 1, day);
  registry.audit(registry.report("2025-01-01/2025-07-01"));
  // The rest of what the first opinion covers bears all of it, until that is reported again too.
  CHECK(registry.vintage(2025).misstated == *parse_decimal("12.5"));
  registry.correct_to_germany(100, 1, "2025-08-10");
  registry.audit(registry.report("2025-07-01/2026-01-01"));
  CHECK(registry.vintage(2025).misstated.is_zero());
  CHECK(registry.vintage(2025).reduction == whole());
  CHECK(verify_registry(registry.registry(), {}, false).sound());
}

TEST_CASE("opinions: a report stands beside what its period comes to now, and what changed is added up") {
  const MonitoredRegistry registry;
  registry.sell(0, sold, day);
  const std::uint64_t seq = registry.report("2025");
  const auto changes = [&] {
    const Ledger ledger = registry.ledger();
    const Project& project = *ledger.state().project("DEMO");
    return report_changes(ledger.opened(), project, *project.report(seq));
  };
  CHECK(changes().changes.empty());
  CHECK_FALSE(changes().compared.differ);
  registry.correct_to_germany(3, 1, day);
  registry.sell(100, 2, "2025-05-10");
  const ReportChanges found = changes();
  REQUIRE(found.changes.size() == 3);
  CHECK(found.compared.risen);
  Decimal sum;
  std::size_t corrected = 0;
  for (const ExplainedChange& change : found.changes) {
    sum += change.line.now - change.line.seen;
    CHECK_FALSE(change.since.empty());
    if (change.line.now < change.line.seen) {
      ++corrected;
      CHECK(change.since.front().kind == "void");
    }
  }
  CHECK(corrected == 1);
  CHECK(sum == found.now.amounts.net() - found.seen.amounts.net());
  Amounts seen;
  Amounts now;
  for (const CategoryVintage& row : found.rows) {
    seen.add(row.seen);
    now.add(row.now);
  }
  CHECK(seen == found.seen.amounts);
  CHECK(now == found.now.amounts);
}
