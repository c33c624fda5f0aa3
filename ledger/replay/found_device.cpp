// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/found_device.hpp"

#include <algorithm>

#include "ledger/store/event_lookup.hpp"

namespace lcl {

std::optional<FoundDevice> find_device(const AuthenticatedLog& log, std::span<const Pseudonym> pseudonyms,
                                       const Progress& progress) {
  const auto is_asked_for = [&](const Pseudonym& pseudonym) {
    return std::find(pseudonyms.begin(), pseudonyms.end(), pseudonym) != pseudonyms.end();
  };
  std::optional<FoundDevice> found;
  log.scan(0, log.head().size, [&](const AuthenticEntry& stored) {
    const Entry& entry = stored.entry;
    if (progress && entry.seq % progress_every == 0)
      progress("looking for the device", entry.seq, log.head().size);
    if (!entry.device) return;
    const bool is_it = found ? *entry.device == found->device
                             : is_asked_for(*entry.device) ||
                                   std::any_of(entry.also.begin(), entry.also.end(), is_asked_for);
    if (is_it) found = FoundDevice{*entry.device, entry.seq, !stored.payload, {}};
  });
  if (!found || found->is_withheld) return found;
  const EventLookup lookup = event_lookup(log);
  found->state = state_after(event_at(found->last, lookup), lookup);
  return found;
}

std::unordered_map<Pseudonym, std::uint64_t> last_events(const AuthenticatedLog& log,
                                                         const std::set<Pseudonym>& devices,
                                                         std::uint64_t size) {
  std::unordered_map<Pseudonym, std::uint64_t> last;
  log.scan(0, size, [&](const AuthenticEntry& stored) {
    if (stored.entry.device && devices.contains(*stored.entry.device))
      last[*stored.entry.device] = stored.entry.seq;
  });
  return last;
}

}  // namespace lcl
