// SPDX-License-Identifier: Apache-2.0
// Collections of other projects that give back from a project, disputed by its
// developer and settled by the certifier.
#include <doctest/doctest.h>

#include <fmt/format.h>

#include <algorithm>

#include "ledger/audit/verify.hpp"
#include "ledger/replay/credit_standing.hpp"
#include "ledger/replay/explained_device.hpp"
#include "ledger/replay/next_acts.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/carbon_unit.hpp"
#include "tests/ledger/two_projects.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

constexpr int sold = 40;
constexpr std::string_view day = "2025-03-10";

/// DEMO was issued 3 units for 40 consoles of 2025, and has sold 40 more in 2026, audited but not issued.
struct DisputedRegistry : MonitoredRegistry {
  DisputedRegistry() {
    sell(0, sold, day);
    issue(audited_report("2025"), 2025);
    sell(200, sold, "2026-02-10");
    next = audited_report("2026-01-01/2026-04-01");
  }

  /// OTHER records that it has collected the first `count` consoles of 2025. The seq of the first collection.
  [[nodiscard]] std::uint64_t collect_again(int count, std::string_view project = "OTHER") const {
    std::string lines;
    for (int device = 0; device < count; ++device) lines += collected(device, "2025-06-10T08:00:00Z");
    return submit(lines, std::string(project)).seq + 1;
  }
  [[nodiscard]] Result<Receipt> try_to_dispute(std::uint64_t entry, std::string_view project,
                                               const PrivateKey& key) const {
    return act("collection_disputed", std::string(project), {{"entry", entry}, {"reason", "still sold"}},
               key);
  }
  [[nodiscard]] std::uint64_t dispute(std::uint64_t entry) const {
    return accepted(try_to_dispute(entry, "DEMO", developer)).seq;
  }
  [[nodiscard]] Result<Receipt> try_to_settle(std::uint64_t dispute, std::string_view outcome) const {
    return act("dispute_settled", "DEMO",
               {{"dispute", dispute}, {"outcome", outcome}, {"reason", "looked into"}}, certifier);
  }
  void settle(std::uint64_t dispute, std::string_view outcome) const {
    accepted(try_to_settle(dispute, outcome));
  }
  [[nodiscard]] bool is_sound() const { return verify_registry(registry(), {}, false).sound(); }
  [[nodiscard]] Tally tally_of(const std::string& project) const {
    return ledger().tally(project, *parse_period("2025/2027"), {});
  }

  std::uint64_t next = 0;
};

}  // namespace

TEST_CASE("disputes: a false collection of somebody else's phones puts its project in debt") {
  const DisputedRegistry registry;
  const Decimal before = registry.vintage(2025).owed;
  const Decimal later = registry.vintage(2026).owed;
  const std::uint64_t first = registry.collect_again(10);
  CHECK(registry.vintage(2025).in_debt());
  CHECK(outcome_of(registry.try_to_issue(registry.next, 2026)) == "vintage_in_debt");

  std::vector<std::uint64_t> disputes;
  for (std::uint64_t entry = first; entry < first + 10; ++entry) disputes.push_back(registry.dispute(entry));
  const VintageFigures disputed = registry.vintage(2025);
  CHECK(disputed.owed.is_zero());
  CHECK(disputed.units == 0);
  CHECK(disputed.disputed == disputed.given_back);
  CHECK(outcome_of(registry.try_to_cancel({"DEMO", 2025, 1, 1, 1}, "correction")) == "beyond_debt");
  // What the vintage cannot give back is kept from the next one, and no more than that.
  CHECK(registry.vintage(2026).owed == later);
  CHECK(registry.vintage(2026).withheld == -disputed.account.owed(disputed.creditable));
  CHECK(registry.vintage(2026).units > 0);
  registry.issue(registry.next, 2026);
  CHECK(registry.is_sound());

  for (const std::uint64_t each : disputes) registry.settle(each, "upheld");
  CHECK(registry.vintage(2025).owed == before);
  CHECK(registry.vintage(2025).disputed.is_zero());
  CHECK(registry.vintage(2025).given_back.is_zero());
  CHECK(registry.vintage(2026).withheld.is_zero());
  CHECK(registry.is_sound());
}

TEST_CASE(
    "disputes: a report that an auditor objected to for a false collection is reported again once it is "
    "void") {
  const DisputedRegistry registry;
  const std::uint64_t false_collection = registry.collect_again(1);
  registry.sell(300, 40, "2026-04-10");
  const std::uint64_t report = registry.report("2026-04-01/2026-07-01");
  const std::uint64_t again = registry.report("2025");
  Json opinion = MonitoredRegistry::opinion_on(again);
  opinion["opinion"] = "qualified";
  const std::uint64_t objection =
      accepted(registry.act("opinion_given", "DEMO", opinion, registry.independent_auditor)).seq;
  registry.settle(registry.dispute(false_collection), "upheld");
  const auto asked = [&](Act act) {
    const Ledger ledger = registry.ledger();
    const Project& project = *ledger.state().project("DEMO");
    std::vector<std::uint64_t> entries;
    for (const NextAct& next : next_acts(project, credit_standing(ledger.opened(), "DEMO", {}), now())) {
      if (next.act == act) entries.push_back(next.entry);
    }
    return entries;
  };
  CHECK(asked(Act::submission).empty());
  CHECK(asked(Act::period_reported) == std::vector<std::uint64_t>{again});
  const std::uint64_t mended = registry.report("2025");
  opinion = MonitoredRegistry::opinion_on(mended);
  opinion["disposes_of"] = {objection};
  accepted(registry.act("opinion_given", "DEMO", opinion, registry.independent_auditor));
  CHECK(asked(Act::period_reported).empty());
  CHECK(asked(Act::opinion_given) == std::vector<std::uint64_t>{report});
  CHECK(registry.is_sound());
}

TEST_CASE("disputes: disputing every return to keep units gets nobody more than not disputing does") {
  const DisputedRegistry registry;
  const std::uint64_t first = registry.collect_again(sold);
  for (std::uint64_t entry = first; entry < first + sold; ++entry)
    registry.settle(registry.dispute(entry), "rejected");
  const Decimal debt = -registry.vintage(2025).owed;
  CHECK(registry.vintage(2025).in_debt());

  const DisputedRegistry disputing;
  const std::uint64_t again = disputing.collect_again(sold);
  for (std::uint64_t entry = again; entry < again + sold; ++entry) (void)disputing.dispute(entry);
  CHECK(!disputing.vintage(2025).in_debt());
  const VintageFigures figures = disputing.vintage(2026);
  CHECK(figures.withheld == std::min(debt, figures.owed));
  CHECK(figures.units == units_within(figures.owed - figures.withheld));
  CHECK(outcome_of(disputing.try_to_set_off(2025, 2026, Decimal(1))) == "nothing_to_set_off");
  if (figures.units == 0) {
    CHECK(outcome_of(disputing.try_to_issue(disputing.next, 2026)) == "nothing_to_issue");
  } else {
    disputing.issue(disputing.next, 2026);
    CHECK(disputing.vintage(2026).units == 0);
  }
  CHECK(disputing.is_sound());
}

TEST_CASE("disputes: the same collection is disputed again after it was rejected") {
  const DisputedRegistry registry;
  const std::uint64_t entry = registry.collect_again(1);
  const std::uint64_t dispute = registry.dispute(entry);
  CHECK(outcome_of(registry.try_to_dispute(entry, "DEMO", registry.developer)) == "already_disputed");
  registry.settle(dispute, "rejected");
  CHECK(outcome_of(registry.try_to_dispute(entry, "DEMO", registry.developer)) == "already_disputed");
  CHECK(outcome_of(registry.try_to_settle(dispute, "upheld")) == "unknown_dispute");
  CHECK(registry.vintage(2025).disputed.is_zero());
  CHECK(!registry.vintage(2025).given_back.is_zero());
}

TEST_CASE("disputes: a stranger disputes") {
  const DisputedRegistry registry;
  const std::uint64_t entry = registry.collect_again(1);
  CHECK(outcome_of(registry.try_to_dispute(entry, "DEMO", registry.other_developer)) == "wrong_party");
  CHECK(outcome_of(registry.try_to_dispute(entry, "DEMO", registry.independent_auditor)) == "wrong_role");
  CHECK(outcome_of(registry.try_to_dispute(entry, "DEMO", registry.certifier)) == "wrong_role");
  CHECK(outcome_of(registry.try_to_dispute(entry, "OTHER", registry.other_developer)) ==
        "nothing_to_dispute");
  const std::uint64_t dispute = registry.dispute(entry);
  CHECK(outcome_of(registry.act("dispute_settled", "DEMO",
                                {{"dispute", dispute}, {"outcome", "upheld"}, {"reason", "I say so"}},
                                registry.developer)) == "wrong_role");
}

TEST_CASE("disputes: only a standing collection of another project that gives something back is disputed") {
  const DisputedRegistry registry;
  const auto disputed = [&](std::uint64_t entry) {
    return outcome_of(registry.try_to_dispute(entry, "DEMO", registry.developer));
  };
  const std::uint64_t own =
      registry.submit(sale_of(300, "2025-06-10") + collected(300, "2025-09-10T08:00:00Z")).seq;
  CHECK(disputed(own + 4) == "nothing_to_dispute");
  CHECK(disputed(own) == "nothing_to_dispute");
  CHECK(disputed(1'000'000) == "nothing_to_dispute");
  const std::uint64_t unsold = registry.submit(collected(301, "2025-06-10T08:00:00Z"), "OTHER").seq + 1;
  CHECK(disputed(unsold) == "nothing_to_dispute");
  const std::uint64_t again = registry.collect_again(1);
  registry.submit(
      event_line(0, "2025-06-11T08:00:00Z",
                 fmt::format(R"("kind":"void","country":"FR","voids":{},"reason":"not ours")", again)),
      "OTHER");
  CHECK(disputed(again) == "nothing_to_dispute");
}

TEST_CASE("disputes: what is void earns nothing where it was recorded, and gives nothing back there") {
  const DisputedRegistry registry;
  const std::uint64_t entry = registry.submit(sale_of(0, "2025-06-10"), "OTHER").seq + 1;
  CHECK(registry.tally_of("OTHER").cycles.credited == 1);
  const Decimal given_back = registry.tally_of("DEMO").amounts.given_back();
  CHECK(given_back > Decimal(0));
  registry.settle(registry.dispute(entry), "upheld");
  const Tally other = registry.tally_of("OTHER");
  CHECK(other.cycles.credited == 0);
  CHECK(other.cycles.ineligible.back() == 1);
  CHECK(other.amounts.avoided().is_zero());
  CHECK(other.amounts.emitted() > Decimal(0));
  CHECK(registry.tally_of("DEMO").amounts.given_back().is_zero());

  // A false collection between two true ones does not swallow what the later one gives back.
  const std::uint64_t later = registry.submit(collected(0, "2025-06-12T08:00:00Z")).seq + 1;
  const Decimal again = registry.tally_of("DEMO").amounts.given_back();
  CHECK(again > Decimal(0));
  CHECK(again < given_back);
  CHECK(registry.tally_of("OTHER").amounts.given_back().is_zero());
  const Ledger ledger = registry.ledger();
  const Pseudonym console =
      pseudonyms_of({.imei = imei_of(0).substr(0, 14), .imei2 = {}, .manufacturer = {}, .serial = {}},
                    registry.registry())
          .front();
  const Explanation explained = explain(ledger.opened(), found(ledger, console));
  REQUIRE(explained.cycles.size() == 3);
  REQUIRE(explained.cycles[0].given_back.has_value());
  CHECK(explained.cycles[0].given_back->collection == later);
  CHECK(explained.cycles[1].reason == "collection_void");
  CHECK(!explained.cycles[1].given_back.has_value());
  CHECK(registry.is_sound());
}

TEST_CASE("disputes: what the auditor saw given back is credited again without another report") {
  const MonitoredRegistry registry;
  registry.sell(0, sold, day);
  const std::uint64_t entry = registry.submit(collected(0, "2025-06-10T08:00:00Z"), "OTHER").seq + 1;
  const std::uint64_t report = registry.audited_report("2025");
  const Decimal seen = registry.vintage(2025).reduction;
  const std::uint64_t dispute =
      accepted(registry.act("collection_disputed", "DEMO", {{"entry", entry}, {"reason", "sold"}},
                            registry.developer))
          .seq;
  CHECK(registry.vintage(2025).reduction == seen);
  const Decimal disputed = registry.vintage(2025).disputed;
  CHECK(disputed > Decimal(0));
  accepted(registry.act("dispute_settled", "DEMO",
                        {{"dispute", dispute}, {"outcome", "upheld"}, {"reason", "seen"}},
                        registry.certifier));
  CHECK(registry.vintage(2025).reduction == seen + disputed);
  const CreditStanding standing = credit_standing(registry.ledger().opened(), "DEMO", std::nullopt);
  CHECK(standing.outdated.empty());
  registry.issue(report, 2025);
  CHECK(verify_registry(registry.registry(), {}, false).sound());
}

TEST_CASE("disputes: a bundle of either project tells the same, whatever is disputed") {
  TwoProjects registry;
  const auto collections = [&](const Ledger& ledger) {
    return foreign_collections(ledger.opened(), *ledger.state().project("DEMO"));
  };
  const auto found = collections(registry.ledger());
  REQUIRE(found.size() == 1);
  CHECK(found.front().project == "OTHER");
  const std::uint64_t dispute =
      accepted(registry.act("collection_disputed", "DEMO",
                            {{"entry", found.front().entry}, {"reason", "sold"}}, registry.developer))
          .seq;
  const auto agree = [&] {
    for (const char* project : {"DEMO", "OTHER"}) {
      registry.bundle(project);
      CHECK(said_of(registry.verified()).empty());
      CHECK(digest_of(registry.opened().tally(project, *parse_period("2025"), {})) ==
            digest_of(registry.ledger().tally(project, *parse_period("2025"), {})));
    }
  };
  agree();
  accepted(registry.act("dispute_settled", "DEMO",
                        {{"dispute", dispute}, {"outcome", "upheld"}, {"reason", "seen"}},
                        registry.certifier));
  CHECK(collections(registry.ledger()).empty());
  agree();
}
