// SPDX-License-Identifier: Apache-2.0
// Years in which operator, developers, auditors and sellers try every abuse
// there is a rule against, at random, among honest trade: nobody has units that
// the devices did not earn, and once all is put right, everybody has what they
// did. LCL_SEED, LCL_SIMULATED_REGISTRY as in five_years.cpp; LCL_SIMULATED_ROUNDS says how often each abuse
// is tried (once unless told).
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>

#include "ledger/audit/verify.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "tests/ledger/adversaries.hpp"
#include "tests/values/seed.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

constexpr std::size_t abuses_in_a_step = 4;
constexpr int most_further_rounds = 40;
constexpr int days_in_a_step = 23;

int rounds_of_abuses() {
  const char* const given = std::getenv("LCL_SIMULATED_ROUNDS");
  return given == nullptr ? 1 : std::atoi(given);
}

class AbusedYears {
 public:
  explicit AbusedYears(std::uint32_t seed) : world_(seed), parties_(world_), adversaries_(world_, parties_) {
    for (SimulatedProject& project : world_.projects) project.months = 3;
  }

  /// Each abuse so often, and then those again that could not be tried yet.
  void live(int rounds) {
    for (int round = 0; round < rounds + most_further_rounds; ++round) {
      std::vector<const Abuse*> abuses;
      for (const Abuse& abuse : Adversaries::abuses()) {
        if (round < rounds || !adversaries_.tried().contains(abuse.name)) abuses.push_back(&abuse);
      }
      if (abuses.empty()) return;
      std::shuffle(abuses.begin(), abuses.end(), world_.random);
      for (std::size_t next = 0; next < abuses.size(); ++next) {
        if (next % abuses_in_a_step == 0) step();
        adversaries_.play(*abuses[next]);
      }
    }
  }

  /// All that is wrong is put right, and everybody does what is to be done.
  void come_clean() {
    world_.put_right(world_.misrecorded());
    for (SimulatedProject& project : world_.projects) {
      CAPTURE(project.id);
      while (parties_.report_next(project, project.months)) {
      }
      parties_.settle(project);
      issued_ += parties_.check_earned(project);
      check_units(project);
    }
  }

  [[nodiscard]] std::uint64_t issued() const { return issued_; }
  [[nodiscard]] const SimulatedWorld& world() const { return world_; }
  [[nodiscard]] const Adversaries& adversaries() const { return adversaries_; }

 private:
  void step() {
    world_.go_to(days_after(world_.today, days_in_a_step));
    world_.trade(days_in_a_step);
    SimulatedProject& project = world_.projects[steps_++ % world_.projects.size()];
    CAPTURE(project.id);
    if (world_.draw(3) == 0) parties_.report_next(project, project.months);
    adversaries_.muddle_through(project);
    check_credit(project);
    if (world_.draw(2) == 0) parties_.use_units(project);
    parties_.act_for_those_without_key(project);
    check_units(project);
  }

  /// What may be credited at most: by the last report of each period that an auditor has looked at, of every
  /// cycle the lesser of what it was in truth, and what stands; where the auditor objected, nothing of what
  /// it adds.
  void check_credit(const SimulatedProject& project) const {
    std::map<Period, const FiledReport*> counted;
    for (const FiledReport& report : project.reports) {
      if (report.counts()) counted[report.period] = &report;
    }
    std::map<int, Billionths> most;
    for (const auto& [period, report] : counted) {
      LifeLines seen = report->opinion == "qualified" ? report->recorded : report->real;
      if (report->opinion == "qualified") {
        for (auto& [name, kg] : seen) kg = std::min<Billionths>(kg, 0);
      }
      for (const auto& [vintage, kg] : lesser_of(seen, world_.recorded_lines(project, period)))
        most[vintage] += kg;
    }
    for (const VintageFigures& found : vintages(world_.open().opened(), project.id)) {
      CAPTURE(found.vintage);
      CHECK(found.creditable <=
            Decimal::from_scaled(creditable(most[found.vintage], project.credited.method)));
    }
  }

  /// That no unit is in two states, or in none.
  void check_units(const SimulatedProject& project) const {
    const Ledger& ledger = world_.open();
    for (const Issuance& issuance : ledger.state().project(project.id)->issuances) {
      std::uint32_t next = 1;
      for (const Holding& holding : issuance.holdings) {
        CHECK(holding.first == next);
        next = holding.last + 1;
      }
      CHECK(next == issuance.count + 1);
    }
  }

  SimulatedWorld world_;
  HonestParties parties_;
  Adversaries adversaries_;
  std::uint64_t issued_ = 0;
  std::size_t steps_ = 0;
};

}  // namespace

TEST_CASE("abuses: whatever anyone tries, nobody has units that the devices did not earn") {
  AbusedYears years(seed());
  years.live(rounds_of_abuses());
  years.come_clean();
  const auto& tried = years.adversaries().tried();
  for (const Abuse& abuse : Adversaries::abuses()) {
    CAPTURE(abuse.name);
    CHECK(tried.contains(abuse.name));
  }
  for (const auto& [abuse, answers] : tried) {
    for (const auto& [answer, times] : answers) MESSAGE(abuse << ": " << answer << " " << times);
  }
  CHECK(years.issued() > 0);
  CHECK(verify_registry(years.world().registry(), {}, false).sound());
  years.world().leave();
}
