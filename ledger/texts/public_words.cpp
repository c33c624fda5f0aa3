// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/public_words.hpp"

#include "ledger/events/event.hpp"

namespace lcl {

CalledWords called_kinds() {
  CalledWords out = called<EventKind>(event_names);
  for (const ActRule& rule : act_rules())
    out.emplace_back(rule.kind, act_names[static_cast<std::size_t>(rule.act)]);
  return out;
}

}  // namespace lcl
