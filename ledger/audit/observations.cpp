// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/observations.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <unordered_set>
#include <utility>

#include "ledger/registry/recorded_event.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::int64_t ms_an_hour = 3'600'000;

struct TopSpeed {
  std::string_view mode;
  std::int64_t km_an_hour;
};
constexpr std::array<TopSpeed, 5> top_speeds{
    {{"van", 110}, {"rigid_truck", 90}, {"articulated_truck", 90}, {"rail", 160}, {"container_ship", 45}}};
constexpr std::int64_t top_speed_of_others = 950;

std::int64_t top_speed(std::string_view mode) {
  const auto found = std::find_if(top_speeds.begin(), top_speeds.end(),
                                  [mode](const TopSpeed& each) { return each.mode == mode; });
  return found == top_speeds.end() ? top_speed_of_others : found->km_an_hour;
}

bool by_road(const std::vector<Leg>& legs) {
  constexpr std::array<std::string_view, 3> vehicles{"van", "rigid_truck", "articulated_truck"};
  return std::all_of(legs.begin(), legs.end(), [&](const Leg& leg) {
    return std::find(vehicles.begin(), vehicles.end(), leg.mode) != vehicles.end();
  });
}

}  // namespace

std::int64_t least_travel_ms(const std::vector<Leg>& legs) {
  std::int64_t sum = 0;
  for (const Leg& leg : legs) {
    const auto needed = product(leg.distance_km, Decimal(ms_an_hour));
    if (!needed)
      throw Error(Obstacle::arithmetic, phrase("a leg is too long for its duration to be computed"));
    sum += whole_steps(*needed, Decimal(top_speed(leg.mode)));
  }
  return sum;
}

std::uint64_t Observer::likeness(Facts& facts) {
  std::swap(payload_.facts, facts);
  const Instant at = std::exchange(payload_.facts.occurred_at, Instant{});
  bytes_.clear();
  append_payload(payload_, bytes_);
  payload_.facts.occurred_at = at;
  std::swap(payload_.facts, facts);
  const Digest digest = sha256(bytes_);
  std::uint64_t number = 0;
  std::memcpy(&number, digest.bytes.data(), sizeof number);
  return number;
}

Observation Observer::look(RecordedEvent& event, Instant recorded_at) {
  const Facts& facts = event.facts;
  Observation seen;
  seen.seq = event.seq;
  seen.occurred_at = facts.occurred_at;
  seen.recorded_at = recorded_at;
  seen.device = event.device;
  seen.kind = facts.kind;
  seen.participant = texts_.number_of(facts.participant);
  seen.country = texts_.number_of(facts.country);
  seen.category = texts_.number_of(facts.category);
  seen.model = texts_.number_of(facts.model);
  seen.alike = likeness(event.facts);
  seen.travel_ms = least_travel_ms(facts.legs);
  seen.energy_kwh = facts.energy_kwh;
  seen.mass_kg = facts.mass_kg;
  seen.brought = static_cast<std::uint32_t>(event.also.size());
  seen.unchecked = event.unchecked;
  seen.states_legs = !facts.legs.empty();
  seen.by_road = by_road(facts.legs);
  seen.states_packaging = facts.packaging_kg.has_value();
  seen.over_the_counter = facts.channel == "shop";
  seen.confirmed = facts.confirmed;
  for (const Leg& leg : facts.legs) seen.distance_km += leg.distance_km;
  for (const Part& part : facts.parts) {
    if (part.origin == PartOrigin::new_) seen.new_parts += part.quantity;
  }
  return seen;
}

Observations observe(const AuthenticatedLog& log, std::string_view project, std::uint64_t size,
                     const Progress& progress) {
  Observations observed{std::string(project), {}, {}};
  std::unordered_set<std::uint64_t> voided;
  RecordedEventReader events;
  RecordedEvent event;
  Observer observer(observed.texts);
  log.scan(0, size, [&](const AuthenticEntry& stored) {
    const Entry& entry = stored.entry;
    if (progress && entry.seq % progress_every == 0) progress(translation("examining"), entry.seq, size);
    if (!entry.device || entry.project != project) return;
    if (!stored.payload) {
      throw Error(Obstacle::unavailable, phrase("the payload of entry {} is not in this file", entry.seq));
    }
    if (const char* fault = events.read(entry, *stored.payload, event)) {
      throw Error(Obstacle::damaged, phrase("entry {}: {}; run lcl verify", entry.seq, translation(fault)));
    }
    if (event.facts.kind == EventKind::void_) {
      voided.insert(event.facts.voids);
    } else {
      observed.events.push_back(observer.look(event, entry.time));
    }
  });
  std::erase_if(observed.events, [&](const Observation& each) { return voided.contains(each.seq); });
  return observed;
}

}  // namespace lcl
