// SPDX-License-Identifier: Apache-2.0
// What adversaries try with disputes, with holders and their keys, and with the
// registry's clock.
#include <doctest/doctest.h>

#include <algorithm>

#include "ledger/registry/possession.hpp"
#include "ledger/store/open_ledger.hpp"
#include "tests/ledger/adversaries.hpp"

namespace lcl::test {

// ---- disputes

void Adversaries::true_collection_disputed() {
  if (kept_dispute_) {
    answered(parties_.try_to_dispute(*kept_dispute_->first, kept_dispute_->second));
    return kept_dispute_.reset();
  }
  SimulatedProject& project = some_seller();
  const auto collection = sold_once_more(project, /*truly=*/true);
  if (!collection) return;
  answered(parties_.try_to_dispute(project, *collection));
  kept_dispute_ = {&project, *collection};
}

void Adversaries::own_dispute_settled() {
  for (const SimulatedProject& project : world_.projects) {
    for (const Dispute& dispute : world_.open().state().project(project.id)->disputes) {
      const Json act{{"dispute", dispute.seq}, {"outcome", "upheld"}, {"reason", "so we say"}};
      return answered(try_to("dispute_settled", project, act, *project.developer));
    }
  }
}

/// What a project has collected itself; and, by another project, what it was never credited for.
void Adversaries::nothing_disputed() {
  const SimulatedProject& project = some_seller();
  const int number = project.credited.number;
  const std::size_t device = world_.new_device();
  world_.sell_new(number, morning(), /*abroad=*/false, /*recorded_abroad=*/false);
  for (const char kind : {'C', 'R'}) world_.happens(device, {kind, morning(), number == 0 ? 1 : 0});
  world_.submit_all();
  answered(parties_.try_to_dispute(project, world_.recorded.back().front().seq));
  answered(parties_.try_to_dispute(project, world_.recorded[device].front().seq));
}

// ---- holders

void Adversaries::spent_without_a_mandate() {
  const auto sold = std::find_if(world_.projects.begin(), world_.projects.end(),
                                 [&](SimulatedProject& each) { return parties_.assign_without_key(each); });
  if (sold == world_.projects.end()) return;
  SimulatedProject& project = *sold;
  const Project& on_record = *world_.open().state().project(project.id);
  std::optional<UnitBlock> units;
  for (const Issuance& issuance : on_record.issuances) {
    for (const Holding& holding : issuance.holdings) {
      if (holding.without_key()) units = block_of(project, issuance, holding);
    }
  }
  Json retired = retirement(*units);
  Json offer = contract_over(*units, world_.today);
  offer["to"] = hex(world_.other_holder.public_key().id());
  answered(try_to("units_retired", project, retired, world_.certifier));
  answered(try_to("units_retired", project, retired, world_.holder));
  answered(try_to("units_retired", project, retired, *project.developer));
  answered(try_to("units_assigned", project, offer, world_.certifier));
  answered(try_to("units_assigned", project, offer, *project.developer));
  parties_.act_for_those_without_key(project);
  const auto& mandates = world_.open().state().project(project.id)->mandates;
  if (mandates.empty()) return;
  // Under a mandate to retire them nothing is sold, and nothing retired for somebody else, or at once.
  offer["mandate"] = retired["mandate"] = mandates.back().seq;
  answered(try_to("units_assigned", project, offer, world_.certifier));
  answered(try_to("units_retired", project, retired, world_.certifier));
}

void Adversaries::key_taken_over() {
  const PrivateKey& thief = world_.new_key();
  const Json holder = hex(world_.other_holder.public_key().id());
  accepted(world_.act("holder_key_replaced", {},
                      {{"holder", holder},
                       {"public_key", thief.public_key().text()},
                       {"possession", possession_of("registry.example/lbc", thief)},
                       {"reason", "it is lost, they say"}},
                      world_.certifier));
  const Json stop{{"holder", holder}, {"reason", "nothing is lost"}};
  answered(outcome_of(world_.act("replacement_stopped", {}, stop, thief)));
  answered(outcome_of(world_.act("replacement_stopped", {}, stop, world_.holder)));
  if (const auto block = some_units({UnitState::assigned}))
    answered(try_to("units_retired", *block->project, retirement(block->units), thief));
  accepted(world_.act("replacement_stopped", {}, stop, world_.other_holder));
}

// ---- clocks

void Adversaries::clock_turned_back() {
  const AuthenticatedLog& log = world_.open().opened().log();
  const std::uint64_t size = 1 + world_.draw(world_.open().head().size - 1);
  const Json act{{"checkpoint", {{"size", size}, {"root", hex(log.root_at(size))}}},
                 {"last", to_string(log.time_of(size - 1))},
                 {"time", to_string(world_.today)},
                 {"reason", "it was later than we thought"}};
  const auto refused_with = [&](const PrivateKey& key) {
    return outcome_of(world_.act("clock_corrected", {}, act, key));
  };
  answered(refused_with(world_.certifier));
  answered(refused_with(world_.developer));
}

}  // namespace lcl::test
