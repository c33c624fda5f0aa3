// SPDX-License-Identifier: Apache-2.0
// What every act on a block of units asks: that the block is the project's,
// that its units can still be disposed of, and that whoever signs holds them.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "ledger/registry/act_judges.hpp"
#include "ledger/registry/records.hpp"
#include "ledger/values/error.hpp"

namespace lcl {

/// The holding that unit `number` belongs to, of `std::vector<Holding>` or a constant one.
template <typename Holdings>
[[nodiscard]] auto holding_of(Holdings& holdings, std::uint32_t number) {
  return std::lower_bound(holdings.begin(), holdings.end(), number,
                          [](const Holding& each, std::uint32_t unit) { return each.last < unit; });
}

/// The block that `act.units` names; or why it is none of this project's whose units can be disposed of now.
[[nodiscard]] std::optional<Refused> block_refusal(const Project& project, const ActAtHand& at_hand);
/// The block of `act.units`, once that was judged.
[[nodiscard]] UnitBlock block_at_hand(const ActAtHand& at_hand);

/// The holder whose key signs; nothing where it is no holder's.
[[nodiscard]] std::optional<Digest> holder_at_hand(const Records& records, const ActAtHand& at_hand);
/// `not_the_holder` unless all units of the block are its signer's to dispose of: the developer's those that
/// nobody else ever had, a holder's its own, the certifier's those whose holder has no key.
[[nodiscard]] std::optional<Refused> holder_refusal(const Records& records, const ActAtHand& at_hand);
/// The same, of units that must be the developer's still, or must have a holder without a key.
[[nodiscard]] std::optional<Refused> not_with_developer(const Records& records, const ActAtHand& at_hand);
[[nodiscard]] std::optional<Refused> not_without_key(const Records& records, const ActAtHand& at_hand);

/// Why the certifier may not do this for the holder of the block, who has no key: `act.mandate` names none
/// that is for it (`to`: to offer the units to that holder; none: to retire them) and that can be used.
[[nodiscard]] std::optional<Refused> mandate_refusal(const Records& records, const ActAtHand& at_hand,
                                                     const std::optional<Digest>& to);

/// A holder as messages name it.
[[nodiscard]] std::string named_holder(const Records& records, const Digest& holder);

/// Splits the holdings that `block` cuts, and calls `change` with each that is inside it, once act `seq` is
/// among its acts.
template <typename Change>
void change_units(Project& project, const UnitBlock& block, std::uint64_t seq, Change change) {
  std::vector<Holding>& holdings = project.issuances[block.issuance - 1].holdings;
  const auto split_behind = [&](std::uint32_t number) {
    const auto before = holding_of(holdings, number);
    if (before == holdings.end() || number < before->first || before->last == number) return;
    Holding behind = *before;
    before->last = number;
    behind.first = number + 1;
    holdings.insert(before + 1, std::move(behind));
  };
  split_behind(block.first - 1);
  split_behind(block.last);
  for (auto at = holding_of(holdings, block.first); at != holdings.end() && at->first <= block.last; ++at) {
    at->acts.push_back(seq);
    change(*at);
  }
}

}  // namespace lcl
