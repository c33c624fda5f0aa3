// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/found_device.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "ledger/store/event_lookup.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

namespace {

/// What a pseudonym that is asked for has come to mean.
struct Meaning {
  std::optional<FoundDevice> found;
  std::uint64_t brought_by = no_seq;  ///< the event that brought it as a further identifier
  bool is_free = false;               ///< that event was taken back
};

void follow(const AuthenticEntry& stored, const Pseudonym& asked, Meaning& meaning) {
  const Entry& entry = stored.entry;
  const bool brings = std::find(entry.also.begin(), entry.also.end(), asked) != entry.also.end();
  const bool is_itself = *entry.device == asked && (!meaning.found || meaning.is_free);
  if (brings || is_itself) {
    meaning = {FoundDevice{*entry.device, entry.seq, !stored.payload, {}}, brings ? entry.seq : no_seq,
               false};
  } else if (meaning.found && *entry.device == meaning.found->device) {
    meaning.found->last = entry.seq;
    meaning.found->is_withheld = !stored.payload;
    const bool is_void = entry.kind == word(EventKind::void_);
    if (is_void && links_of(entry, EventKind::void_).standing == meaning.brought_by)
      meaning.is_free = meaning.brought_by != no_seq;
  }
}

}  // namespace

std::optional<FoundDevice> find_device(const AuthenticatedLog& log, std::span<const Pseudonym> pseudonyms,
                                       const Progress& progress) {
  std::vector<Meaning> meanings(pseudonyms.size());
  log.scan(0, log.head().size, [&](const AuthenticEntry& stored) {
    if (progress && stored.entry.seq % progress_every == 0)
      progress(translation("looking for the device"), stored.entry.seq, log.head().size);
    if (!stored.entry.device) return;
    for (std::size_t i = 0; i < pseudonyms.size(); ++i) follow(stored, pseudonyms[i], meanings[i]);
  });
  std::stable_sort(meanings.begin(), meanings.end(),
                   [](const Meaning& a, const Meaning& b) { return a.is_free < b.is_free; });
  const auto first =
      std::find_if(meanings.begin(), meanings.end(), [](const Meaning& meaning) { return meaning.found; });
  std::optional<FoundDevice> found;
  if (first != meanings.end()) found = std::move(first->found);
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
