// SPDX-License-Identifier: Apache-2.0
#include "ledger/intake/rebuild.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ledger/chain/entry.hpp"
#include "ledger/registry/acts.hpp"
#include "ledger/registry/recorded_event.hpp"
#include "ledger/store/event_lookup.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/store/writer.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

[[noreturn]] void unreadable(std::uint64_t seq, std::string_view fault) {
  throw Error(Obstacle::damaged, phrase("entry {}: {}; run lcl verify", seq, fault));
}

/// Makes rows of devices from events in order, as the entries say.
class DeviceRows {
 public:
  explicit DeviceRows(EventLookup lookup) : lookup_(std::move(lookup)) {}

  void add(const RecordedEvent& event) {
    DeviceState& state = states_[event.device];
    if (event.facts.kind == EventKind::void_) {
      take_back(state, event.facts.voids, event.seq, lookup_);
      for (const Pseudonym& alias : event_at(event.facts.voids, lookup_).also) ties_[alias] = alias;
    } else {
      advance(state, event.facts, event.project, event.seq);
    }
    for (const Pseudonym& alias : event.also) ties_[alias] = event.device;
  }

  [[nodiscard]] std::vector<DeviceRow> take() {
    std::vector<DeviceRow> rows;
    rows.reserve(ties_.size() + states_.size());
    for (const auto& [alias, device] : ties_) {
      DeviceRow& row = rows.emplace_back(DeviceRow{alias, device, {}});
      const auto own = states_.find(alias);
      if (own == states_.end()) continue;
      row.state.last = own->second.last;
      if (row.is_alias()) {
        states_.erase(own);
      } else {
        rows.pop_back();
      }
    }
    for (auto& [device, state] : states_)
      rows.push_back({.pseudonym = device, .device = device, .state = std::move(state)});
    std::sort(rows.begin(), rows.end(),
              [](const DeviceRow& a, const DeviceRow& b) { return a.pseudonym < b.pseudonym; });
    return rows;
  }

 private:
  EventLookup lookup_;
  std::unordered_map<Pseudonym, DeviceState> states_;
  std::unordered_map<Pseudonym, Pseudonym>
      ties_;  // of what was a further identifier: its device, or itself if free
};

}  // namespace

void rebuild_projections(const RegistryFolder& folder, int wait_ms, const Progress& progress) {
  if (folder.provenance() != Provenance::own) OpenLedger(folder, wait_ms).require_registry();
  Writer writer(folder.ledger(), wait_ms);
  const Reader& reader = writer.reader();
  const Head head = last_checkpoint(reader, folder.ledger().string()).head();
  writer.drop_projections();
  Tree tree;
  reader.scan(0, head.size, [&](const StoredEntry& stored) {
    if (stored.seq != tree.size()) unreadable(tree.size(), phrase("it is missing"));
    tree.append(leaf_hash(stored.entry));
  });
  for (const Tile& tile : tree.take_changed()) writer.put_tile(tile);
  const AuthenticatedLog log(reader, head);
  RecordedEventReader events;
  RecordedEvent event;
  DeviceRows devices(event_lookup(log));
  log.scan(0, head.size, [&](const AuthenticEntry& stored) {
    const Entry& entry = stored.entry;
    if (progress && entry.seq % progress_every == 0)
      progress(translation("rebuilding"), entry.seq, head.size);
    if (!entry.device) return;
    if (!stored.payload) unreadable(entry.seq, phrase("its payload is missing"));
    if (const char* fault = events.read(entry, *stored.payload, event))
      unreadable(entry.seq, translation(fault));
    devices.add(event);
  });
  for (const DeviceRow& row : devices.take()) writer.put_device(row);
  writer.commit();
}

}  // namespace lcl
