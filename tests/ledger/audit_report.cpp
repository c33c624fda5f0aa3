// SPDX-License-Identifier: Apache-2.0
// What the door tells of the audit of a report, against what it answers otherwise.
#include <doctest/doctest.h>

#include "ledger/audit/audit_report.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/error.hpp"
#include "tests/ledger/monitored_registry.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

constexpr std::string_view sold_on = "2025-03-10";

/// 30 consoles sold in one month and 10 in the next; the year reported and audited.
struct AuditedYear : MonitoredRegistry {
  AuditedYear() {
    sell(0, 30, sold_on);
    sell(30, 10, "2025-04-10");
    report_seq = audited_report("2025");
  }
  [[nodiscard]] AuditReport told(const Anchors& anchors = {}) const {
    return audit_report_of(ledger().opened(), "DEMO", report_seq, anchors);
  }
  std::uint64_t report_seq = 0;
};

Amounts sum_of(const std::vector<TallyRow>& rows) {
  Amounts sum;
  for (const TallyRow& row : rows) sum.add(row.amounts);
  return sum;
}

std::int64_t cycles_of(const std::vector<TallyRow>& rows) {
  std::int64_t sum = 0;
  for (const TallyRow& row : rows) sum += row.cycles.total();
  return sum;
}

}  // namespace

TEST_CASE("audit report: the report's figures are made again at its own point of the log") {
  const AuditedYear registry;
  const AuditReport told = registry.told();
  CHECK(told.figures_follow());
  CHECK(told.report.seq == registry.report_seq);
  CHECK(told.tally.checkpoint == told.report.checkpoint);
  CHECK(told.tally.checkpoint.size < told.head.size);
  CHECK(told.verification.sound());
  CHECK(told.verification.recomputed == 1);
  CHECK(told.reduction_at_head == told.report.reduction);
}

TEST_CASE("audit report: rows told apart in four ways add up to the same tally") {
  const AuditedYear registry;
  const AuditReport told = registry.told();
  REQUIRE(told.tally.cycles.total() == 40);
  for (const auto* rows :
       {&told.by_category, &told.by_month_and_category, &told.by_participant, &told.by_approvals}) {
    CHECK(sum_of(*rows) == told.tally.amounts);
    CHECK(cycles_of(*rows) == 40);
  }
  const Tally by_month =
      registry.ledger().tally("DEMO", *parse_period("2025"), {Grouping::month, Grouping::category});
  REQUIRE(told.by_month_and_category.size() == by_month.rows.size());
  for (std::size_t i = 0; i < by_month.rows.size(); ++i) {
    CHECK(told.by_month_and_category[i].labels == by_month.rows[i].labels);
    CHECK(told.by_month_and_category[i].amounts == by_month.rows[i].amounts);
  }
}

TEST_CASE("audit report: a correction after the report changes today's figure, not the frozen one") {
  const AuditedYear registry;
  const Decimal reported = registry.told().report.reduction;
  registry.correct_to_germany(0, 5, sold_on);
  const AuditReport told = registry.told();
  CHECK(told.figures_follow());
  CHECK(told.tally.amounts.net() == reported);
  CHECK(told.reduction_at_head < reported);
  CHECK(told.reduction_at_head == registry.ledger().tally("DEMO", *parse_period("2025"), {}).amounts.net());
}

TEST_CASE("audit report: opinions and issuances are told from their statements") {
  const AuditedYear registry;
  const std::uint64_t issuance = registry.issue(registry.report_seq, 2025);
  const AuditReport told = registry.told();
  REQUIRE(told.opinions.size() == 1);
  const Json act = MonitoredRegistry::opinion_on(registry.report_seq);
  CHECK(hex(told.opinions.front().document) == act["document"]);
  CHECK(hex(told.opinions.front().independence) == act["independence"]);
  CHECK(told.opinions.front().misstatements.size() == act["misstatements"].size());
  REQUIRE(told.issuances.size() == 1);
  CHECK(told.issuances.front().issuance.seq == issuance);
  CHECK(told.issuances.front().outcome == IssuanceCheck::Outcome::follows);
}

TEST_CASE("audit report: what was given from outside is told, and what it vouches for") {
  const AuditedYear registry;
  CHECK(registry.told().anchors.empty());
  const Ledger ledger = registry.ledger();
  Anchors anchors;
  anchors.checkpoints = {ledger.checkpoint()};
  anchors.certifier = ledger.state().certifier().fingerprint();
  const AuditReport told = registry.told(anchors);
  REQUIRE(told.anchors.size() == 2);
  CHECK(told.anchored(OutsideAnchor::Kind::certifier));
  CHECK_FALSE(told.anchored(OutsideAnchor::Kind::log_key));
  CHECK(told.anchors[1].size == ledger.head().size);
}

TEST_CASE("audit report: there is none on what is no report") {
  const AuditedYear registry;
  const Ledger ledger = registry.ledger();
  CHECK_THROWS_AS((void)audit_report_of(ledger.opened(), "DEMO", registry.report_seq + 1, {}), Error);
  CHECK_THROWS_AS((void)audit_report_of(ledger.opened(), "NONE", registry.report_seq, {}), Error);
}

TEST_CASE("audit report: social enterprises are known by a valid ESUS or ESAT agreement alone") {
  CHECK(makes_impact_champion("esus"));
  CHECK(makes_impact_champion("ecovadis+esat"));
  CHECK(makes_impact_champion("esat+b_corp"));
  CHECK_FALSE(makes_impact_champion("none"));
  CHECK_FALSE(makes_impact_champion("b_corp+ecovadis"));
  CHECK_FALSE(makes_impact_champion(""));
}
