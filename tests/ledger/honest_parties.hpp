// SPDX-License-Identifier: Apache-2.0
// The parties of a simulated registry who do what they owe: each act that the
// library says is next, as who has to act would, from what it names alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/replay/next_acts.hpp"
#include "tests/ledger/simulated_world.hpp"

namespace lcl::test {

class HonestParties {
 public:
  explicit HonestParties(SimulatedWorld& world) : world_(world) {}

  /// What the library says has to be done next.
  [[nodiscard]] std::vector<NextAct> next(const SimulatedProject& project) const;
  /// Does all that, until nobody has to act; that each is accepted, and that there is an end, is checked.
  void settle(SimulatedProject& project);

  void perform(SimulatedProject& project, const NextAct& next);
  /// The period after those reported, of so many months, if it is over.
  [[nodiscard]] std::optional<Period> period_after(const SimulatedProject& project,
                                                   std::int64_t months) const;
  /// It is reported; now and then a sample is drawn of it, or a question asked.
  bool report_next(SimulatedProject& project, std::int64_t months);
  void file(SimulatedProject& project, const Period& period);
  /// The opinion of an auditor who knows what the devices have been through.
  void give_opinion(SimulatedProject& project, std::vector<std::uint64_t> reports);
  void ask(SimulatedProject& project);
  /// Of what the project's books list in the report's period its auditor draws so many at most, and looks for
  /// them in the ledger.
  void look_into_books(SimulatedProject& project, const FiledReport& report, std::size_t most);
  /// The seq of the commitment; nothing where the report has nothing to draw from.
  std::optional<std::uint64_t> commit_to_sample(SimulatedProject& project, std::uint64_t report);
  [[nodiscard]] const Digest& number(std::uint64_t commitment) const { return numbers_.at(commitment); }
  [[nodiscard]] static Json commitment(std::uint64_t report, const Digest& number);
  [[nodiscard]] static Json challenge(std::uint64_t commitment);
  /// Some of the units that its developer still has are offered; the offer's seq, if there are any.
  std::optional<std::uint64_t> offer_some(SimulatedProject& project, const PrivateKey& to);
  /// A holder retires some of its units, or offers them on.
  void use_units(SimulatedProject& project);

  // ---- mishaps (honest_mishaps.cpp)

  /// By mistake the other project records that it has collected a device that this one sold, and this one's
  /// developer disputes it; or it has collected it, and the developer is wrong.
  void dispute(SimulatedProject& project, SimulatedProject& other, bool rightly);
  /// What a project's developer would be refused with.
  std::string try_to_dispute(const SimulatedProject& project, std::uint64_t entry);
  /// Some of the units that its developer still has go to somebody without a key; whether there are any.
  bool assign_without_key(SimulatedProject& project);
  /// The certifier records the mandates of those without a key, and acts on them when their time has come.
  void act_for_those_without_key(SimulatedProject& project);
  /// A holder has lost its key, and another takes its place.
  void replace_key(const PrivateKey& holder);
  /// Somebody else says so, and the holder objects.
  void object_to_replacement(const PrivateKey& holder);
  /// Whoever holds units under the key has another name.
  void rename(const PrivateKey& holder, std::string_view name);
  /// The developer takes another registry's project for this one, and takes back on the same day what it
  /// declared.
  void declare_by_mistake(SimulatedProject& project);
  /// The registry's clock is ahead for a while, and something is recorded meanwhile.
  void wrong_clock(SimulatedProject& project);

  /// That of every vintage the units are what the devices have earned in the periods reported; how many.
  [[nodiscard]] std::uint64_t check_earned(const SimulatedProject& project) const;
  /// How often each act was done.
  [[nodiscard]] const std::map<std::string, int>& done() const { return done_; }

 private:
  /// Whether the books that a project's auditor looked into list what the ledger lacks.
  [[nodiscard]] bool lacks_something(const SimulatedProject& project, const FiledReport& report) const;
  Receipt does(const SimulatedProject& project, std::string_view kind, const Json& act,
               const PrivateKey& key);
  [[nodiscard]] const PrivateKey& key_of(const Digest& holder) const;
  void draw(SimulatedProject& project, const NextAct& next);
  void examine(SimulatedProject& project, std::uint64_t sample);
  void cancel(SimulatedProject& project, const NextAct& next);
  void issue(SimulatedProject& project, const NextAct& next);
  void settle_dispute(SimulatedProject& project, const NextAct& next);
  /// The first of its units that its developer still has, and that no offer holds fast; three of them at
  /// most.
  [[nodiscard]] std::optional<UnitBlock> some_held(const SimulatedProject& project);
  std::uint64_t ask_to_replace(const PrivateKey& holder, const PrivateKey& successor);

  struct Successor {
    const PrivateKey* key;
    Instant from;
  };

  SimulatedWorld& world_;
  std::map<std::uint64_t, Digest> numbers_;  ///< by commitment
  std::map<Digest, Successor> successors_;   ///< by holder: the key that takes the place of its first
  std::map<std::string, int> done_;
};

/// A block of a project's units.
[[nodiscard]] UnitBlock block_of(const SimulatedProject& project, const Issuance& issuance,
                                 const Holding& holding);
/// What an offer or an assignment states besides who has and who gets the units.
[[nodiscard]] Json contract_over(const UnitBlock& units, Instant today);

}  // namespace lcl::test
