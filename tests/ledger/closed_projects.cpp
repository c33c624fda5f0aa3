// SPDX-License-Identifier: Apache-2.0
// What a closed project owes for time that nobody reports any more.
#include <doctest/doctest.h>

#include "ledger/audit/verify.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "ledger/store/open_ledger.hpp"
#include "tests/ledger/two_projects.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

/// DEMO was issued 3 units for 40 consoles of 2025, and is closed from 2026 on.
struct ClosedProject : MonitoredRegistry {
  ClosedProject() {
    sell(0, 40, "2025-03-10");
    issue(audited_report("2025"), 2025);
  }
  void close() const {
    accepted(act("project_closed", "DEMO", {{"closed_on", "2026-01-01"}, {"reason", "sold out"}}, developer));
  }
  void collect_again(std::string_view at) const {
    std::string lines;
    for (int device = 0; device < 20; ++device) lines += collected(device, at);
    submit(lines, "OTHER");
  }
};

}  // namespace

TEST_CASE("closed projects: the project is closed, and what comes back then is never reported") {
  const ClosedProject registry;
  registry.collect_again("2026-03-10T08:00:00Z");
  CHECK(!registry.vintage(2025).in_debt());
  registry.close();
  const VintageFigures owed = registry.vintage(2026);
  CHECK(owed.in_debt());
  CHECK(owed.owed == owed.reduction);
  CHECK(!registry.vintage(2025).in_debt());
  CHECK(verify_registry(registry.registry(), {}, false).sound());
}

TEST_CASE("closed projects: closing before the devices come back changes nothing of it") {
  const ClosedProject before;
  before.close();
  before.collect_again("2026-03-10T08:00:00Z");
  const ClosedProject after;
  after.collect_again("2026-03-10T08:00:00Z");
  after.close();
  CHECK(before.vintage(2026).owed == after.vintage(2026).owed);
  CHECK(before.vintage(2026).in_debt());
}

TEST_CASE("closed projects: what is reported and audited after all counts as any other period does") {
  const ClosedProject registry;
  registry.sell(200, 40, "2025-12-20");
  registry.collect_again("2026-03-10T08:00:00Z");
  registry.close();
  const Decimal alone = registry.vintage(2026).owed;
  const std::uint64_t report = registry.report("2026-01-01/2026-04-01");
  CHECK(registry.vintage(2026).owed == alone);  // no opinion stands on it
  registry.audit(report);
  CHECK(registry.vintage(2026).owed == alone);
}

TEST_CASE(
    "closed projects: a cycle that comes to something is no debt, and earns nothing that nobody has seen") {
  const ClosedProject registry;
  registry.sell(200, 5, "2026-02-10");
  registry.submit(collected(200, "2026-03-10T08:00:00Z"), "OTHER");
  registry.close();
  for (const VintageFigures& each : vintages(registry.ledger().opened(), "DEMO")) CHECK(each.vintage == 2025);
}
