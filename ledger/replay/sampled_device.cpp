// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/sampled_device.hpp"

#include <cstdint>
#include <map>
#include <set>

#include "ledger/replay/found_device.hpp"
#include "ledger/store/event_lookup.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

void look_up(const EventLookup& lookup, std::uint64_t seq, RecordedEvent& event) {
  if (!lookup(seq, event)) throw Error(Obstacle::damaged, phrase("entry {} cannot be read", seq));
}

/// The cycles of one device that were drawn, by their collections.
using DrawnOfDevice = std::map<std::uint64_t, SampledDevice*>;

/// Fills in what the events of the device up to `last` say of them, walking through these once.
void follow(const EventLookup& lookup, std::uint64_t last, const DrawnOfDevice& drawn) {
  SampledDevice* inside = nullptr;
  for (const RecordedEvent& standing : standing_events(last, lookup)) {
    if (standing.facts.kind == EventKind::collection) {
      const auto found = drawn.find(standing.seq);
      inside = found == drawn.end() ? nullptr : found->second;
      if (inside != nullptr) inside->participant = standing.facts.participant;
    }
    if (inside == nullptr) continue;
    inside->entries.push_back(standing.seq);
    if (standing.facts.kind == EventKind::resale) inside->participant = standing.facts.participant;
  }
}

}  // namespace

std::vector<SampledDevice> sampled_devices(const AuthenticatedLog& log, const Sample& sample,
                                           std::uint64_t size) {
  const EventLookup lookup = event_lookup(log);
  std::vector<SampledDevice> sampled;
  sampled.reserve(sample.cycles.size());
  std::set<Pseudonym> devices;
  RecordedEvent event;
  for (const DrawnCycle& drawn : sample.cycles) {
    look_up(lookup, drawn.cycle.collection, event);
    sampled.push_back({drawn, event.device, event.facts.category, {}, {}});
    devices.insert(event.device);
  }
  const auto last = last_events(log, devices, size);
  std::map<Pseudonym, DrawnOfDevice> by_device;
  for (SampledDevice& each : sampled) by_device[each.device].emplace(each.drawn.cycle.collection, &each);
  for (const auto& [device, drawn] : by_device) follow(lookup, last.at(device), drawn);
  return sampled;
}

}  // namespace lcl
