// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/explained_device.hpp"

#include "ledger/replay/further_names.hpp"
#include "ledger/store/event_lookup.hpp"

namespace lcl {

Explanation explain(const OpenLedger& ledger, const FoundDevice& device, const SupposedProject* supposed) {
  const AuthenticatedLog& log = ledger.log();
  return explanation_of(device.device, device.last, ledger.state(), event_lookup(log),
                        further_names_in(log, {{ledger.state(), log.head().size}}).front(), supposed);
}

}  // namespace lcl
