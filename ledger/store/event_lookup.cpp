// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/event_lookup.hpp"

#include "ledger/registry/recorded_event.hpp"

namespace lcl {

EventLookup event_lookup(const Reader& reader) {
  return [&reader, events = RecordedEventReader()](std::uint64_t seq, RecordedEvent& event) mutable {
    bool found = false;
    reader.entry(seq, [&](const StoredEntry& stored) {
      found = stored.payload && events.read(stored.entry, *stored.payload, event) == nullptr;
    });
    return found;
  };
}

}  // namespace lcl
