// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/explained_device.hpp"

#include <fmt/format.h>

#include "ledger/replay/further_names.hpp"
#include "ledger/store/event_lookup.hpp"
#include "ledger/values/error.hpp"

namespace lcl {

Explanation explain(const OpenLedger& ledger, const Pseudonym& device) {
  const auto row = ledger.device(device);
  if (row && row->is_withheld) {
    throw Error(Obstacle::unavailable, fmt::format("device {} is withheld by this bundle", hex(row->device)));
  }
  const std::uint64_t last = row ? row->state.last : no_seq;
  return explanation_of(row ? row->device : device, last, ledger.state(), event_lookup(ledger.reader()),
                        further_names_in(ledger.reader(), ledger.state(), ledger.head().size));
}

}  // namespace lcl
