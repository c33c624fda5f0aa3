// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/sampled_device.hpp"

#include <fmt/format.h>

#include <set>

#include "ledger/replay/found_device.hpp"
#include "ledger/store/event_lookup.hpp"
#include "ledger/values/error.hpp"

namespace lcl {
namespace {

void look_up(const EventLookup& lookup, std::uint64_t seq, RecordedEvent& event) {
  if (!lookup(seq, event)) throw Error(Obstacle::damaged, fmt::format("entry {} cannot be read", seq));
}

/// Fills in what the events of the device up to `last` say of the cycle.
void follow(const EventLookup& lookup, std::uint64_t last, SampledDevice& sampled) {
  bool inside = false;
  for (const RecordedEvent& standing : standing_events(last, lookup)) {
    if (standing.facts.kind == EventKind::collection)
      inside = standing.seq == sampled.drawn.cycle.collection;
    if (!inside) continue;
    sampled.entries.push_back(standing.seq);
    if (standing.facts.kind == EventKind::resale) sampled.participant = standing.facts.participant;
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
  for (SampledDevice& each : sampled) follow(lookup, last.at(each.device), each);
  return sampled;
}

}  // namespace lcl
