// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/event_lookup.hpp"

#include "ledger/registry/recorded_event.hpp"

namespace lcl {

EventLookup event_lookup(const AuthenticatedLog& log) {
  return [&log, events = RecordedEventReader()](std::uint64_t seq, RecordedEvent& event) mutable {
    if (seq >= log.head().size) return false;
    bool found = false;
    log.entry(seq, [&](const AuthenticEntry& entry) {
      found = entry.payload && events.read(entry.entry, *entry.payload, event) == nullptr;
    });
    return found;
  };
}

}  // namespace lcl
