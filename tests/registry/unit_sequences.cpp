// SPDX-License-Identifier: Apache-2.0
// Random lives of units against an oracle that keeps one record per unit. As
// many acts as LCL_UNIT_ACTS says, 100,000 unless told; LCL_SEED for others.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>

#include "tests/registry/trial_registry.hpp"
#include "tests/values/seed.hpp"

namespace lcl {
namespace {

using namespace test;

constexpr int first_vintage = 2025;
constexpr int last_vintage = 2027;
constexpr std::size_t acts_per_project = 500;

std::size_t number_of_acts() {
  const char* const given = std::getenv("LCL_UNIT_ACTS");
  return given == nullptr ? static_cast<std::size_t>(rounds(100'000)) : std::strtoul(given, nullptr, 10);
}

/// What the oracle knows of one unit.
struct Unit {
  UnitState state = UnitState::issued;
  bool correction = false;
  std::string beneficiary;
  std::vector<std::uint64_t> acts;
  friend bool operator==(const Unit&, const Unit&) = default;
};

struct Issued {
  int vintage = 0;
  std::vector<Unit> units;
};

/// kgCO2e of a vintage, whole.
struct Account {
  std::int64_t in = 0;
  std::int64_t out = 0;
};

/// One project's units, and random acts on them.
class Trial {
 public:
  Trial(TrialRegistry& registry, std::mt19937& random, std::string project)
      : registry_(registry), random_(random), project_(std::move(project)) {
    registry_.bring(project_, ProjectState::labelled);
    period_ = dates("2025-01-01", "2028-01-01");
    report_ = registry_.audited_report(project_, period_);
    opinion_ = registry_.last();
  }

  void act() {
    const int choice = up_to(100);
    if (choice < 5 || issued_.empty()) {
      issue();
    } else if (choice < 10) {
      set_off();
    } else {
      dispose();
    }
  }

  /// That the registry's books and the oracle's are the same.
  void compare() const {
    const Project& project = *registry_.state.project(project_);
    REQUIRE(project.issuances.size() == issued_.size());
    for (std::size_t i = 0; i < issued_.size(); ++i) compare(project.issuances[i], issued_[i]);
    for (int vintage = first_vintage; vintage <= last_vintage; ++vintage) {
      const VintageAccount account = project.account(vintage);
      const auto [issued, cancelled] = counts(vintage);
      REQUIRE(account.issued == static_cast<std::uint64_t>(issued));
      REQUIRE(account.cancelled == static_cast<std::uint64_t>(cancelled));
    }
  }

  [[nodiscard]] const std::map<std::string, std::size_t>& results() const { return results_; }

 private:
  int up_to(int beyond) { return static_cast<int>(random_() % static_cast<unsigned>(beyond)); }

  static void compare(const Issuance& issuance, const Issued& issued) {
    REQUIRE(issuance.count == issued.units.size());
    std::uint32_t next = 1;
    bool same = true;
    for (const Holding& holding : issuance.holdings) {
      same = same && holding.first == next && holding.first <= holding.last && holding.last <= issuance.count;
      if (!same) break;
      const Unit held{holding.state, holding.correction, holding.beneficiary, holding.acts};
      const auto unit = issued.units.begin() + (next - 1);
      same = std::all_of(unit, unit + holding.count(), [&](const Unit& each) { return each == held; });
      next = holding.last + 1;
    }
    REQUIRE(same);
    REQUIRE(next == issuance.count + 1);
  }

  [[nodiscard]] std::pair<std::int64_t, std::int64_t> counts(int vintage) const {
    std::int64_t issued = 0;
    std::int64_t cancelled = 0;
    for (const Issued& issuance : issued_) {
      if (issuance.vintage != vintage) continue;
      issued += static_cast<std::int64_t>(issuance.units.size());
      for (const Unit& unit : issuance.units) cancelled += unit.correction ? 1 : 0;
    }
    return {issued, cancelled};
  }

  /// Has the registry judge the act; checks that it says what the oracle expects.
  bool done(const char* kind, const Json& act, const PrivateKey& signer, const std::string& expected) {
    const Statement statement = registry_.drafted(kind, project_, act, signer);
    const auto refused = registry_.state.refusal_of_draft(statement, registry_.time, any_head);
    const std::string result = refused ? std::string(word(refused->refusal)) : "done";
    CAPTURE(act.dump());
    REQUIRE(result == expected);
    ++results_[result];
    if (!refused) registry_.state.apply(registry_.next++, statement, registry_.time);
    return !refused;
  }

  void issue() {
    const int vintage = first_vintage + up_to(last_vintage - first_vintage + 1);
    const auto [issued, cancelled] = counts(vintage);
    const Account& account = accounts_[vintage];
    std::int64_t owed = up_to(40'000) - 4'000;
    const std::int64_t creditable = owed + 1'000 * (issued - cancelled) - account.in + account.out;
    std::string expected = owed < 0 ? "vintage_in_debt" : owed < 1'000 ? "nothing_to_issue" : "done";
    std::int64_t count = std::max<std::int64_t>(owed, 0) / 1'000;
    std::int64_t stated_before = issued;
    switch (up_to(12)) {  // now and then a figure is wrong
      case 0:
        if (expected == "done") expected = "figures_differ";
        ++count;
        break;
      case 1:
        expected = "figures_differ";
        ++stated_before;
        break;
      case 2:
        expected = "figures_differ";
        ++owed;
        break;
      default:
        break;
    }
    Json act =
        with(issuance(registry_, report_, opinion_, period_), {{"vintage", vintage},
                                                               {"creditable", std::to_string(creditable)},
                                                               {"issued_before", stated_before},
                                                               {"cancelled", cancelled},
                                                               {"set_off_in", std::to_string(account.in)},
                                                               {"set_off_out", std::to_string(account.out)},
                                                               {"owed", std::to_string(owed)},
                                                               {"count", count}});
    if (!issued_.empty()) act["previous"] = previous_;
    const std::uint64_t seq = registry_.next;
    if (!done("units_issued", act, registry_.certifier, expected)) return;
    previous_ = seq;
    Unit unit;
    unit.acts.push_back(seq);
    issued_.push_back({vintage, std::vector<Unit>(static_cast<std::size_t>(count), unit)});
  }

  void set_off() {
    const int vintage = first_vintage + up_to(3);
    const int from = first_vintage + up_to(3);
    const std::int64_t kg = up_to(5'000) - 100;
    const char* expected = kg <= 0 ? "malformed_statement" : vintage >= from ? "impossible_date" : "done";
    const Json act{{"vintage", vintage},
                   {"from_vintage", from},
                   {"kgco2e", std::to_string(kg)},
                   {"checkpoint", registry_.head()}};
    if (!done("debt_set_off", act, registry_.certifier, expected)) return;
    accounts_[vintage].in += kg;
    accounts_[from].out += kg;
  }

  /// Assigns, retires or cancels a random block; now and then one that is none.
  void dispose() {
    const auto ordinal = static_cast<std::size_t>(up_to(static_cast<int>(issued_.size())));
    Issued& issued = issued_[ordinal];
    const int count = static_cast<int>(issued.units.size());
    const int first = up_to(count);
    const int last = first + up_to(std::min(count - first, 1 + up_to(6)));
    UnitBlock block{project_, issued.vintage, static_cast<std::uint32_t>(ordinal + 1),
                    static_cast<std::uint32_t>(first + 1), static_cast<std::uint32_t>(last + 1)};
    bool foreign = true;
    switch (up_to(20)) {
      case 0:
        block.last = static_cast<std::uint32_t>(count + 1);
        break;
      case 1:
        block.project = "OTHER";
        break;
      case 2:
        ++block.vintage;
        break;
      case 3:
        block.issuance = static_cast<std::uint32_t>(issued_.size() + 1);
        break;
      default:
        foreign = false;
    }
    std::string serial = to_string(block);
    std::string expected = foreign ? "unknown_units" : "done";
    for (int i = first; !foreign && i <= last; ++i) {
      const UnitState state = issued.units[static_cast<std::size_t>(i)].state;
      if (state == UnitState::retired || state == UnitState::cancelled) expected = "units_not_held";
    }
    if (up_to(20) == 0) {
      serial.back() = serial.back() == '9' ? '0' : static_cast<char>(serial.back() + 1);
      expected = "serial_check_digits";
    }
    change(issued, first, last, serial, expected);
  }

  void change(Issued& issued, int first, int last, const std::string& serial, const std::string& expected) {
    const int choice = up_to(10);
    const bool names = up_to(2) == 0;
    const std::string beneficiary = "beneficiary " + std::to_string(up_to(5));
    const bool correction = up_to(2) == 0;
    Unit after;
    Json act{{"units", serial}, {"use", "contribution"}};
    const char* kind = "units_assigned";
    if (choice < 7) {
      after.state = UnitState::assigned;
      act.update(
          {{"contract_date", "2026-01-01"}, {"attestation", digest_of('a')}, {"beneficiary", beneficiary}});
    } else if (choice < 9) {
      kind = "units_retired";
      after.state = UnitState::retired;
      act["year"] = 2027;
      if (names) act["beneficiary"] = beneficiary;
    } else {
      kind = "units_cancelled";
      after.state = UnitState::cancelled;
      act = {{"units", serial}, {"reason", correction ? "correction" : "error"}, {"text", "why"}};
    }
    const std::uint64_t seq = registry_.next;
    if (!done(kind, act, registry_.developer, expected)) return;
    for (int i = first; i <= last; ++i) {
      Unit& unit = issued.units[static_cast<std::size_t>(i)];
      unit.state = after.state;
      unit.correction = after.state == UnitState::cancelled && correction;
      if (act.contains("beneficiary")) unit.beneficiary = beneficiary;
      unit.acts.push_back(seq);
    }
  }

  TrialRegistry& registry_;
  std::mt19937& random_;
  std::string project_;
  Json period_;
  std::uint64_t report_ = 0;
  std::uint64_t opinion_ = 0;
  std::uint64_t previous_ = 0;
  std::vector<Issued> issued_;
  std::map<int, Account> accounts_;
  std::map<std::string, std::size_t> results_;
};

}  // namespace

TEST_CASE("unit sequences: whatever is done, the units are those of the oracle, each in one state") {
  std::mt19937 random(test::seed());
  TrialRegistry registry;
  std::map<std::string, std::size_t> results;
  const std::size_t acts = number_of_acts();
  for (std::size_t made = 0, project = 0; made < acts; ++project) {
    Trial trial(registry, random, "P" + std::to_string(100 + project));
    for (std::size_t i = 0; i < acts_per_project && made < acts; ++i, ++made) {
      trial.act();
      if (i % 25 == 0) trial.compare();
    }
    trial.compare();
    for (const auto& [word, count] : trial.results()) results[word] += count;
  }
  if (acts < 10'000) return;
  for (const char* word : {"done", "units_not_held", "unknown_units", "serial_check_digits", "figures_differ",
                           "vintage_in_debt", "nothing_to_issue", "impossible_date", "malformed_statement"}) {
    CAPTURE(word);
    CHECK(results[word] > acts / 2'000);
  }
}

}  // namespace lcl
