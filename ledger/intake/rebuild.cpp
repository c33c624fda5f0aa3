// SPDX-License-Identifier: Apache-2.0
#include "ledger/intake/rebuild.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ledger/chain/checkpoint.hpp"
#include "ledger/chain/entry.hpp"
#include "ledger/registry/acts.hpp"
#include "ledger/registry/recorded_event.hpp"
#include "ledger/registry/statement.hpp"
#include "ledger/store/event_lookup.hpp"
#include "ledger/store/writer.hpp"
#include "ledger/values/error.hpp"

namespace lcl {
namespace {

[[noreturn]] void unreadable(std::uint64_t seq, const char* fault) {
  throw Error(Obstacle::damaged, fmt::format("entry {}: {}; run lcl verify", seq, fault));
}

/// The origin that the last checkpoint names.
std::string origin_of(const Reader& reader) {
  const auto stored = reader.last_checkpoint();
  const auto read = stored ? read_checkpoint(stored->note) : std::nullopt;
  if (!read) throw Error(Obstacle::damaged, "there is no checkpoint that can be read; run lcl verify");
  return read->checkpoint.origin;
}

/// Makes rows of devices from events in order, as the entries say.
class DeviceRows {
 public:
  explicit DeviceRows(EventLookup lookup) : lookup_(std::move(lookup)) {}

  void add(const RecordedEvent& event, const std::vector<Pseudonym>& also) {
    DeviceState& state = states_[event.device];
    if (event.facts.kind == EventKind::void_) {
      auto standing = standing_events(event.facts.voids, lookup_);
      if (!standing.empty()) standing.pop_back();
      take_back(state, standing.empty() ? nullptr : &standing.back(), event.seq);
    } else {
      advance(state, event.facts, event.project, event.seq);
    }
    for (const Pseudonym& alias : also)
      aliases_.push_back({.pseudonym = alias, .device = event.device, .state = {}});
  }

  [[nodiscard]] std::vector<DeviceRow> take() {
    std::vector<DeviceRow> rows = std::move(aliases_);
    rows.reserve(rows.size() + states_.size());
    for (auto& [device, state] : states_)
      rows.push_back({.pseudonym = device, .device = device, .state = std::move(state)});
    std::sort(rows.begin(), rows.end(),
              [](const DeviceRow& a, const DeviceRow& b) { return a.pseudonym < b.pseudonym; });
    return rows;
  }

 private:
  EventLookup lookup_;
  std::unordered_map<Pseudonym, DeviceState> states_;
  std::vector<DeviceRow> aliases_;
};

}  // namespace

void rebuild_projections(const RegistryFolder& folder, int wait_ms, const Progress& progress) {
  Writer writer(folder.ledger(), wait_ms);
  const Reader& reader = writer.reader();
  const std::uint64_t size = reader.size();
  const std::string origin = origin_of(reader);
  writer.drop_projections();
  Tree tree;
  RecordedEventReader events;
  RecordedEvent event;
  Entry entry;
  DeviceRows devices(event_lookup(reader));
  reader.scan(0, size, [&](const StoredEntry& stored) {
    if (progress && stored.seq % progress_every == 0) progress("rebuilding", stored.seq, size);
    if (const char* fault = read_entry(stored.entry, entry)) unreadable(stored.seq, fault);
    if (!stored.payload) unreadable(stored.seq, "its payload is missing");
    tree.append(leaf_hash(stored.entry));
    if (const ActRule* rule = rule_of_kind(entry.kind)) {
      auto read = read_statement(*stored.payload, rule->kind, origin, entry.project);
      const auto* statement = std::get_if<Statement>(&read);
      if (statement == nullptr) unreadable(stored.seq, "its payload is no statement");
      writer.put_statement(
          {stored.seq, statement->kind, statement->project, sha256(signed_bytes(*statement))});
      return;
    }
    if (const char* fault = events.read(stored.entry, *stored.payload, event)) unreadable(stored.seq, fault);
    devices.add(event, events.entry().also);
  });
  for (const Tile& tile : tree.take_changed()) writer.put_tile(tile);
  for (const DeviceRow& row : devices.take()) writer.put_device(row);
  writer.commit();
}

}  // namespace lcl
