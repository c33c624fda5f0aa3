// SPDX-License-Identifier: Apache-2.0
// What goes wrong among honest parties, and how it is put right: collections
// that are disputed, holders without a key, lost keys, a wrong clock.
#include <doctest/doctest.h>

#include <algorithm>

#include "ledger/registry/possession.hpp"
#include "ledger/store/open_ledger.hpp"
#include "tests/ledger/honest_parties.hpp"

namespace lcl::test {
namespace {

constexpr std::int64_t days_ahead = 20;  // more than 30 would be noticed
constexpr std::string_view without_key = "A. Martin";

}  // namespace

// ---- disputes

std::string HonestParties::try_to_dispute(const SimulatedProject& project, std::uint64_t entry) {
  return outcome_of(world_.act("collection_disputed", project.id,
                               {{"entry", entry}, {"reason", "the buyer still has it"}}, *project.developer));
}

void HonestParties::dispute(SimulatedProject& project, SimulatedProject& other, bool rightly) {
  const std::optional<std::size_t> device = world_.some_sold(project.credited.number);
  if (!device) return;
  const Instant morning{world_.today.milliseconds - 5 * 3'600'000};
  const std::size_t place = world_.recorded[*device].size();
  if (rightly) {
    world_.is_recorded(*device, {'C', morning, other.credited.number});
  } else {
    world_.sell_again(*device, other.credited.number, morning);
  }
  world_.submit_all();
  const std::uint64_t collection = world_.recorded[*device][place].seq;
  INFO("device " << *device << ", entry " << collection);
  CHECK(try_to_dispute(project, collection) == "accepted");
  CHECK(try_to_dispute(project, collection) == "already_disputed");
}

void HonestParties::settle_dispute(SimulatedProject& project, const NextAct& next) {
  const bool upheld = !world_.has_happened(next.elsewhere);
  ++done_[upheld ? "dispute upheld" : "dispute rejected"];
  does(project, "dispute_settled",
       {{"dispute", next.entry}, {"outcome", upheld ? "upheld" : "rejected"}, {"reason", "looked into"}},
       world_.certifier);
  if (upheld) world_.make_void(next.elsewhere);
}

// ---- holders without a key

bool HonestParties::assign_without_key(SimulatedProject& project) {
  const std::optional<UnitBlock> block = some_held(project);
  if (!block) return false;
  Json act = contract_over(*block, world_.today);
  act["beneficiary"] = without_key;
  does(project, "units_assigned", act, *project.developer);
  return true;
}

void HonestParties::act_for_those_without_key(SimulatedProject& project) {
  const Ledger& ledger = world_.open();
  const Project& on_record = *ledger.state().project(project.id);
  for (const Issuance& issuance : on_record.issuances) {
    for (const Holding& holding : issuance.holdings) {
      if (!holding.without_key() || holding.beneficiary != without_key) continue;
      const UnitBlock units = block_of(project, issuance, holding);
      const auto mandate = std::find_if(on_record.mandates.begin(), on_record.mandates.end(),
                                        [&](const Mandate& each) { return each.block == units; });
      if (mandate == on_record.mandates.end()) {
        does(project, "mandate_recorded", {{"units", to_string(units)}, {"document", std::string(64, 'f')}},
             world_.certifier);
        return;
      }
      if (world_.today < mandate->from) continue;
      ++done_["retired under a mandate"];
      does(project, "units_retired",
           {{"units", to_string(units)},
            {"year", year_of(world_.today)},
            {"use", "contribution"},
            {"beneficiary", without_key},
            {"mandate", mandate->seq}},
           world_.certifier);
      return;
    }
  }
}

// ---- lost keys

std::uint64_t HonestParties::ask_to_replace(const PrivateKey& holder, const PrivateKey& successor) {
  ++done_["holder_key_replaced"];
  return accepted(world_.act("holder_key_replaced", {},
                             {{"holder", hex(holder.public_key().id())},
                              {"public_key", successor.public_key().text()},
                              {"possession", possession_of("registry.example/lbc", successor)},
                              {"reason", "the key is lost"}},
                             world_.certifier))
      .seq;
}

void HonestParties::replace_key(const PrivateKey& holder) {
  const PrivateKey& successor = world_.new_key();
  ask_to_replace(holder, successor);
  successors_[holder.public_key().id()] = {&successor, after_objections(world_.today)};
}

void HonestParties::object_to_replacement(const PrivateKey& holder) {
  ask_to_replace(holder, world_.new_key());
  ++done_["replacement_stopped"];
  accepted(world_.act("replacement_stopped", {},
                      {{"holder", hex(holder.public_key().id())}, {"reason", "nothing is lost"}}, holder));
}

void HonestParties::rename(const PrivateKey& holder, std::string_view name) {
  ++done_["holder_renamed"];
  accepted(world_.act("holder_renamed", {},
                      {{"holder", hex(holder.public_key().id())},
                       {"name", std::string(name)},
                       {"document", std::string(64, 'c')}},
                      world_.certifier));
}

// ---- what is declared by mistake

void HonestParties::declare_by_mistake(SimulatedProject& project) {
  const Receipt declared = does(project, "credited_elsewhere",
                                {{"registry", "another"},
                                 {"foreign_project", "of the same name"},
                                 {"serials", {"X-1"}},
                                 {"period", {{"from", "2025-01-01"}, {"to", "2030-01-01"}}}},
                                *project.developer);
  does(project, "declaration_withdrawn", {{"declaration", declared.seq}, {"reason", "it is another project"}},
       *project.developer);
}

// ---- a wrong clock

void HonestParties::wrong_clock(SimulatedProject& project) {
  const Instant right = world_.today;
  const AuthenticatedLog& log = world_.open().opened().log();
  const Head before = world_.open().head();
  const Instant last = log.time_of(before.size - 1);
  world_.go_to(days_after(right, days_ahead));
  ask(project);
  world_.go_to(right);
  ++done_["clock_corrected"];
  accepted(world_.act("clock_corrected", {},
                      {{"checkpoint", {{"size", before.size}, {"root", hex(before.root)}}},
                       {"last", to_string(last)},
                       {"time", to_string(right)},
                       {"reason", "a flat battery"}},
                      world_.certifier));
}

}  // namespace lcl::test
