// SPDX-License-Identifier: Apache-2.0
// Five years of three honest projects in one registry, day by day: sales,
// returns, phones that come in again, here and elsewhere, mistakes and their
// correction, late reports, other developers, auditors, keys and holders,
// a revised methodology, disputes, a holder without a key, a lost key, a wrong clock.
// LCL_SIMULATED_YEARS says how many of the years are lived (2 unless told; the
// last two months past the fifth are those after crediting has ended),
// LCL_SIMULATED_DAYS how many days pass between two steps (30 unless told),
// LCL_SEED which lives. LCL_SIMULATED_REGISTRY is where the registry is left.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "ledger/audit/verify.hpp"
#include "ledger/replay/credit_standing.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "tests/ledger/honest_parties.hpp"
#include "tests/values/seed.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

int days_between_steps() {
  const char* const given = std::getenv("LCL_SIMULATED_DAYS");
  return given == nullptr ? 30 : std::atoi(given);
}

int years() {
  const char* const given = std::getenv("LCL_SIMULATED_YEARS");
  return given == nullptr ? rounds(20) / 10 : std::atoi(given);
}

class FiveYears {
 public:
  explicit FiveYears(std::uint32_t seed) : world_(seed), parties_(world_) {
    world_.named("OTHER").months = 6;
    if (days_between_steps() <= 10) world_.named("DEMO").months = 3;
  }

  void live() {
    const Instant end = days_after(world_.today, years() * 365 + 60);
    const int pace = days_between_steps();
    for (Instant day = world_.today; day < end; day = days_after(day, pace)) {
      world_.go_to(day);
      CAPTURE(to_string(day));
      world_.trade(pace);
      change_hands();
      mishaps();
      report();
    }
    finish();
  }

  void check() const {
    std::uint64_t issued = 0;
    for (const SimulatedProject& project : world_.projects) {
      CAPTURE(project.id);
      issued += parties_.check_earned(project);
      if (years() > 1) CHECK_FALSE(project.reports.empty());
    }
    if (years() > 1) CHECK(issued > 5);
    if (years() > 1) CHECK(world_.projects.size() == 4);
  }

  [[nodiscard]] const SimulatedWorld& world() const { return world_; }
  [[nodiscard]] const HonestParties& parties() const { return parties_; }

 private:
  /// What changes but once, on its day.
  void change_hands() {
    SimulatedProject& demo = world_.named("DEMO");
    SimulatedProject& other = world_.named("OTHER");
    SimulatedProject& third = world_.named("THIRD");
    if (is_due("2025-05-01")) rotate(demo);
    if (is_due("2025-11-01")) other.auditor = &world_.other_auditor;
    if (is_due("2026-03-01")) {
      const PrivateKey& key = grant_developer("33312345600019");
      accepted(world_.act("developer_changed", "OTHER",
                          {{"developer", "33312345600019"},
                           {"agreement", std::string(64, 'b')},
                           {"reason", "the mandate was denounced"}},
                          world_.certifier));
      other.developer = &key;
    }
    if (is_due("2026-07-01")) world_.change_methodology(*parse_date("2026-10-01"));
    if (is_due("2026-10-01")) {
      accepted(world_.act("project_closed", "THIRD",
                          {{"closed_on", date_of(days_after(world_.today, 1))}, {"reason", "no more phones"}},
                          *third.developer));
      third.closed = true;
    }
    if (is_due("2027-02-01")) demo.auditor = &world_.other_auditor;
  }
  /// Each happens once, as soon as it can.
  void mishaps() {
    SimulatedProject& demo = world_.named("DEMO");
    SimulatedProject& other = world_.named("OTHER");
    if (is_due("2025-06-01")) parties_.wrong_clock(demo);
    if (is_due("2025-08-01")) parties_.dispute(demo, other, /*rightly=*/true);
    if (is_due("2025-10-01")) parties_.dispute(demo, other, /*rightly=*/false);
    if (is_due("2025-09-01")) parties_.replace_key(world_.holder);
    if (is_due("2025-11-15")) parties_.declare_by_mistake(demo);
    if (is_due("2026-02-01")) parties_.rename(world_.other_holder, "Albi Agglomération");
    if (is_due("2025-12-01")) parties_.object_to_replacement(world_.other_holder);
    for (SimulatedProject& project : world_.projects) parties_.act_for_those_without_key(project);
  }
  bool is_due(std::string_view day) {
    return world_.today >= *parse_date(day) && seen_.insert(std::string(day)).second;
  }
  const PrivateKey& grant_developer(std::string_view party) {
    const PrivateKey& key = world_.new_key();
    accepted(world_.act(
        "key_granted", {},
        {{"public_key", key.public_key().text()}, {"role", "developer"}, {"party", std::string(party)}},
        world_.certifier));
    return key;
  }
  void rotate(SimulatedProject& project) {
    const PrivateKey& key = grant_developer(developer_siret);
    accepted(world_.act("key_revoked", {},
                        {{"key", hex(project.developer->public_key().id())}, {"reason", "rotated"}},
                        world_.certifier));
    project.developer = &key;
  }

  /// Reports are filed when they are due, but for a time in which DEMO's are late, and another in which
  /// OTHER's are; then everybody does what is to be done.
  void report() {
    for (SimulatedProject& project : world_.projects) {
      const Period late_time =
          *parse_period(project.id == "DEMO" ? "2026-01-15/2026-09-01" : "2026-06-01/2027-04-01");
      const bool late = project.id != "THIRD" && late_time.contains(world_.today);
      bool any = false;
      while (!late && parties_.report_next(project, project.months)) any = true;
      if (!any) continue;
      parties_.settle(project);
      if (!seen_.contains("without a key") && parties_.assign_without_key(project))
        seen_.insert("without a key");
      if (parties_.offer_some(project, world_.holder)) parties_.settle(project);
      parties_.use_units(project);
      parties_.settle(project);
    }
  }

  void finish() {
    world_.put_right(world_.misrecorded());
    for (SimulatedProject& project : world_.projects) {
      CAPTURE(project.id);
      while (parties_.report_next(project, project.months)) {
      }
      parties_.settle(project);
    }
  }

  SimulatedWorld world_;
  HonestParties parties_;
  std::set<std::string> seen_;
};

}  // namespace

TEST_CASE(
    "five years: honest projects are issued what they earn, whole units, and are never held up for longer "
    "than "
    "by their own next act") {
  FiveYears lived(seed());
  lived.live();
  lived.check();
  const auto& done = lived.parties().done();
  for (const auto& [act, times] : done) MESSAGE(act << ": " << times);
  // In less than two years not all of it comes about.
  for (const std::string each :
       {"clock_corrected", "declaration_withdrawn", "dispute rejected", "dispute upheld",
        "holder_key_replaced", "holder_renamed", "mandate_recorded", "one opinion on several reports",
        "replacement_stopped", "retired under a mandate", "signed with a holder's new key"}) {
    CAPTURE(each);
    CHECK((years() < 2 || done.contains(each)));
  }
  const VerifyReport report = verify_registry(lived.world().registry(), {}, false);
  CHECK(report.sound());
  lived.world().leave();
}
