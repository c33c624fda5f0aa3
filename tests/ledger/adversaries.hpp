// SPDX-License-Identifier: Apache-2.0
// The parties of a simulated registry who try to gain by the rules: each abuse
// is tried as it comes, and what it is answered with is held to what it may be.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/ledger/honest_parties.hpp"

namespace lcl::test {

class Adversaries;

struct Abuse {
  std::string_view name;
  void (Adversaries::*play)();
  /// What it may be answered with. `accepted` is taken, and then no units must come of it.
  std::set<std::string> answers;
};

class Adversaries {
 public:
  Adversaries(SimulatedWorld& world, HonestParties& parties) : world_(world), parties_(parties) {}

  [[nodiscard]] static std::span<const Abuse> abuses();
  /// Tries it, if the registry is one in which it can be tried now.
  void play(const Abuse& abuse);
  /// By abuse and answer: how often.
  [[nodiscard]] const std::map<std::string_view, std::map<std::string, int>>& tried() const { return tried_; }

  /// Everybody does what is to be done, but that a developer does not always correct what an auditor found.
  void muddle_through(SimulatedProject& project);

 private:
  // ---- devices
  void fakes_recorded();
  void fakes_restored_after_the_audit();
  void sold_once_more_elsewhere();
  void carried_on_by_another();
  void spelt_otherwise();
  void junk();
  void sold_tomorrow();
  void closed_before_the_returns();
  // ---- reports and opinions
  void only_the_month_that_pays();
  void filed_until_an_auditor_agrees();
  void another_auditor_is_asked();
  void issued_on_a_modified_opinion();
  void issued_twice();
  void sample_redrawn();
  void cycles_left_out();
  // ---- disputes, holders and their keys, clocks (adversary_holders.cpp)
  void true_collection_disputed();
  void own_dispute_settled();
  void nothing_disputed();
  void spent_without_a_mandate();
  void key_taken_over();
  void clock_turned_back();
  // ---- statements
  void replayed();
  void kept_back();
  void by_another_party();
  // ---- units
  void corrected_beyond_debt();
  void sold_units_taken_back();
  void spent_twice();
  void serials_of_others();
  void accepted_by_another();
  void sold_twice();
  void accepted_too_late();

  void answered(const std::string& answer);
  /// A device that one project has sold is sold once more by another, in truth or not. The entry of its
  /// collection; nothing where there is no such device.
  std::optional<std::uint64_t> sold_once_more(const SimulatedProject& project, bool truly);
  /// What the certifier's issuance is refused with; `accepted`: it issued.
  std::string try_to_issue(const SimulatedProject& project, const FiledReport& report);
  /// Of a random project, the last report of a period, with such an opinion (none: empty).
  [[nodiscard]] std::pair<SimulatedProject*, FiledReport*> some_report(std::set<std::string> opinions);
  SimulatedProject& some_project() { return world_.projects[world_.draw(world_.projects.size())]; }
  /// One that still sells.
  SimulatedProject& some_seller() { return world_.projects[world_.draw(2)]; }
  /// A report that an auditor has objected to; if there is none, of fakes.
  [[nodiscard]] std::pair<SimulatedProject*, FiledReport*> some_objection();
  /// A seller whose next period is over and not reported yet; nullptr: there is none.
  [[nodiscard]] SimulatedProject* some_due();
  [[nodiscard]] Instant morning() const { return {world_.today.milliseconds - 5 * 3'600'000}; }
  /// A console that was never there is said to be sold on that day.
  std::size_t invent(const SimulatedProject& project, Instant morning);
  std::string try_to(std::string_view kind, const SimulatedProject& project, const Json& act,
                     const PrivateKey& key);
  [[nodiscard]] Statement signed_by(const PrivateKey& key, std::string_view kind,
                                    const SimulatedProject& project, const Json& act) const;

  struct Block {
    SimulatedProject* project;
    UnitBlock units;
    std::uint64_t offer = 0;
  };
  [[nodiscard]] Json retirement(const UnitBlock& units) const;
  /// Units in such a state, that no open offer holds fast.
  [[nodiscard]] std::optional<Block> some_units(std::set<UnitState> states);
  /// An offer to the first holder of units that a developer still has.
  [[nodiscard]] std::optional<Block> offered();

  struct KeptStatement {
    Statement statement;
    Instant on;
  };
  struct KeptOffer {
    Block block;
    Instant on;
  };
  SimulatedWorld& world_;
  HonestParties& parties_;
  const Abuse* playing_ = nullptr;
  std::optional<KeptStatement> kept_;
  std::optional<KeptOffer> kept_offer_;
  std::optional<std::pair<SimulatedProject*, std::uint64_t>> kept_dispute_;  ///< with the collection's entry
  std::map<std::string_view, std::map<std::string, int>> tried_;
};

}  // namespace lcl::test
