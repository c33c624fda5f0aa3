// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/project_audit.hpp"

#include "tests/audit/monitored_phones.hpp"
#include "tests/store/pinned_log.hpp"

namespace lcl::test {

TEST_CASE("audit: every stated figure is recomputed, and the one that does not follow is said") {
  MonitoredPhones registry;
  const std::uint64_t honest = registry.report();
  Json fields = registry.report_fields();
  fields["reduction"] = "99999";
  fields["lines"] = hex(sha256("other cycles"));
  const std::uint64_t lie = registry.act("period_reported", phones, fields, registry.developer);
  registry.seal();
  const OpenLedger ledger({registry.file()}, 0);
  const Period period{*parse_date("2026-02-01"), *parse_date("2026-03-01")};
  const ProjectAudit audit = audit_project(ledger, phones, period);
  REQUIRE(audit.acts.size() == 2);
  CHECK(audit.acts[0].seq == honest);
  CHECK_FALSE(audit.acts[0].differing.has_value());
  CHECK(audit.acts[1].seq == lie);
  REQUIRE(audit.acts[1].differing.has_value());
  CHECK(audit.acts[1].differing->refusal == Refusal::figures_differ);
  CHECK_FALSE(audit.agrees());
  // All were reconditioned at one instant with the same facts, and resold so.
  CHECK(audit.plausibility.tests[static_cast<std::size_t>(PlausibilityTest::same_facts)].questions == 1);
}

TEST_CASE("audit: voids and what they take back are not observed") {
  DishonestRegistry registry;
  open_and_label(registry);
  registry.submit(phones,
                  {{device_number(1), collection("2026-02-01T10:00:00.000Z")},
                   {device_number(1), reconditioning("2026-02-02T10:00:00.000Z")}},
                  registry.developer);
  registry.seal();
  registry.submit(phones, {{device_number(1), void_of(registry.size() - 1)}}, registry.developer);
  registry.seal();
  const Observations observed =
      observe(PinnedLog(registry.file(), registry.seen()).log, phones, registry.size());
  REQUIRE(observed.events.size() == 1);
  CHECK(observed.events[0].kind == EventKind::collection);
  CHECK(observed.participant(observed.events[0]) == siret);
  CHECK(observe(PinnedLog(registry.file(), registry.seen()).log, "ANOTHER", registry.size()).events.empty());
}

}  // namespace lcl::test
