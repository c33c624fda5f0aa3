// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/questioned_acts.hpp"

#include <algorithm>

#include "ledger/registry/state.hpp"
#include "ledger/store/statements.hpp"

namespace lcl {

std::vector<std::uint64_t> questioned_acts(const OpenLedger& ledger, const std::string& project) {
  const auto& keys = ledger.state().keys();
  const bool any = std::any_of(keys.begin(), keys.end(), [](const auto& each) {
    return each.second.standing.annulled || each.second.standing.compromised;
  });
  std::vector<std::uint64_t> found;
  if (!any) return found;
  walk_back(ledger.log(), ledger.state().origin(), ledger.chain().last_on(project), Walk::one_matter,
            [&](const RecordedStatement& each) {
              const Instant latest = ledger.state().records().recorded_between(each.seq, each.time).latest;
              if (keys.at(each.statement.key).questioned_at(latest)) found.push_back(each.seq);
              return true;
            });
  std::reverse(found.begin(), found.end());
  return found;
}

}  // namespace lcl
