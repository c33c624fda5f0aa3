// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/sampled_device.hpp"

#include <fmt/format.h>

#include "ledger/store/event_lookup.hpp"
#include "ledger/values/error.hpp"

namespace lcl {
namespace {

void look_up(const EventLookup& lookup, std::uint64_t seq, RecordedEvent& event) {
  if (!lookup(seq, event)) throw Error(Obstacle::damaged, fmt::format("entry {} cannot be read", seq));
}

SampledDevice sampled_device(const Reader& reader, const EventLookup& lookup, const DrawnCycle& drawn,
                             std::uint64_t size) {
  RecordedEvent event;
  look_up(lookup, drawn.cycle.collection, event);
  SampledDevice sampled{drawn, event.device, event.facts.category, {}, {}};
  const auto row = reader.device(event.device);
  std::uint64_t last = row ? row->state.last : no_seq;
  while (last != no_seq && last >= size) {
    look_up(lookup, last, event);
    last = event.after;
  }
  bool inside = false;
  for (const RecordedEvent& standing : standing_events(last, lookup)) {
    if (standing.facts.kind == EventKind::collection) inside = standing.seq == drawn.cycle.collection;
    if (!inside) continue;
    sampled.entries.push_back(standing.seq);
    if (standing.facts.kind == EventKind::resale) sampled.participant = standing.facts.participant;
  }
  return sampled;
}

}  // namespace

std::vector<SampledDevice> sampled_devices(const Reader& reader, const Sample& sample, std::uint64_t size) {
  const EventLookup lookup = event_lookup(reader);
  std::vector<SampledDevice> devices;
  devices.reserve(sample.cycles.size());
  for (const DrawnCycle& drawn : sample.cycles)
    devices.push_back(sampled_device(reader, lookup, drawn, size));
  return devices;
}

}  // namespace lcl
