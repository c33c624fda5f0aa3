// SPDX-License-Identifier: Apache-2.0
// Tests that compare: with what is published, and participants with each other.
#include <algorithm>
#include <array>
#include <optional>

#include "ledger/audit/plausibility_tests.hpp"
#include "ledger/figures/published_band.hpp"

namespace lcl {
namespace {

/// A mean that participants are compared by, over the events that state it.
struct Measure {
  Quantity quantity;
  EventKind kind;
  std::optional<Decimal> (*of)(const Observation& event);
};

std::optional<Decimal> stated_distance(const Observation& event) {
  return event.states_legs ? std::optional(event.distance_km) : std::nullopt;
}

const std::array<Measure, 4> measures{{
    {Quantity::energy_reconditioning, EventKind::reconditioning,
     [](const Observation& event) { return event.energy_kwh; }},
    {Quantity::parts_reconditioning, EventKind::reconditioning,
     [](const Observation& event) { return std::optional(Decimal(event.new_parts)); }},
    {Quantity::distance_collection, EventKind::collection, stated_distance},
    {Quantity::distance_resale, EventKind::resale, stated_distance},
}};
constexpr std::size_t fewest_compared = 30;
constexpr std::int64_t apart_by = 5;

/// What one participant states of a measure.
struct Stated {
  ObservedEvents events;
  Decimal sum;
};

std::optional<Decimal> mean(const Decimal& sum, std::size_t count) {
  return quotient(sum, Decimal(static_cast<std::int64_t>(count)));
}

bool far_apart(const Decimal& a, const Decimal& b) {
  const auto beyond = [](const Decimal& more, const Decimal& less) {
    const auto limit = product(less, Decimal(apart_by));
    return limit && more > *limit;
  };
  return beyond(a, b) || beyond(b, a);
}

void compare(const Measure& measure, const std::map<std::string_view, ObservedEvents>& by_participant,
             Questions& questions) {
  std::map<std::string_view, Stated> stated;
  Decimal all;
  std::size_t count = 0;
  for (const auto& [siret, events] : by_participant) {
    Stated& own = stated[siret];
    for (const Observation* event : events) {
      const auto value = measure.of(*event);
      if (!value) continue;
      own.events.push_back(event);
      own.sum += *value;
    }
    all += own.sum;
    count += own.events.size();
  }
  for (const auto& [siret, own] : stated) {
    const std::size_t others = count - own.events.size();
    if (own.events.size() < fewest_compared || others < fewest_compared) continue;
    const auto its = mean(own.sum, own.events.size());
    const auto rest = mean(all - own.sum, others);
    if (!its || !rest || !far_apart(*its, *rest)) continue;
    questions.ask({.about = std::string(siret),
                   .figures = {*its, counted(own.events.size()), *rest, counted(others)},
                   .quantity = measure.quantity},
                  own.events);
  }
}

/// Something that events of a kind state, or not.
struct Statable {
  Quantity quantity;
  EventKind kind;
  bool (*is_asked)(const Observation& event);
  bool (*is_stated)(const Observation& event);
  std::size_t most_left_out;  ///< of a hundred
};

bool always(const Observation& /*event*/) { return true; }
bool is_delivered(const Observation& event) { return !event.over_the_counter; }

const std::array<Statable, 6> statables{{
    {Quantity::mass_collection, EventKind::collection, always,
     [](const Observation& event) { return event.mass_kg.has_value(); }, 50},
    {Quantity::distance_collection, EventKind::collection, always,
     [](const Observation& event) { return event.states_legs; }, 50},
    {Quantity::energy_reconditioning, EventKind::reconditioning, always,
     [](const Observation& event) { return event.energy_kwh.has_value(); }, 50},
    {Quantity::parts_reconditioning, EventKind::reconditioning, always,
     [](const Observation& event) { return event.new_parts > 0; }, 95},
    {Quantity::distance_resale, EventKind::resale, is_delivered,
     [](const Observation& event) { return event.states_legs; }, 50},
    {Quantity::packaging_resale, EventKind::resale, is_delivered,
     [](const Observation& event) { return event.states_packaging; }, 50},
}};
constexpr std::size_t fewest_left_out = 50;

/// What most devices of a category weigh, kg.
struct MassBand {
  std::string_view category;
  Decimal low, high;
};
constexpr Decimal tenths(std::int64_t value) {
  return Decimal::from_scaled(Decimal::Scaled{value} * (Decimal::scale / 10));
}
constexpr std::array<MassBand, 5> mass_bands{{{"smartphone", tenths(1), Decimal::from_scaled(350'000'000)},
                                              {"tablet", tenths(2), tenths(11)},
                                              {"laptop", tenths(7), tenths(35)},
                                              {"desktop", tenths(6), tenths(200)},
                                              {"monitor", tenths(20), tenths(150)}}};
constexpr std::size_t fewest_unusual = 10;
constexpr std::size_t unusual_share = 10;  // one in ten

}  // namespace

std::uint64_t avoided_beyond_band(const Scene& scene, Questions& questions) {
  std::uint64_t looked_at = 0;
  for (const TallyRow& row : scene.by_category.rows) {
    const PublishedBand* const band = published_band(row.labels.front());
    if (band == nullptr || row.cycles.credited <= 0) continue;
    looked_at += static_cast<std::uint64_t>(row.cycles.credited);
    const auto each = quotient(row.amounts.avoided(), Decimal(row.cycles.credited));
    if (!each || *each <= Decimal(band->limit)) continue;
    ObservedEvents collections;
    for (const ObservedCycle& cycle : scene.cycles) {
      if (scene.is_inside(cycle.sold_for_good) &&
          scene.observed.texts.text(cycle.collection->category) == band->category)
        collections.push_back(cycle.collection);
    }
    questions.ask({.figures = {*each, Decimal(band->limit), Decimal(band->low), Decimal(band->high)},
                   .category = std::string(band->category)},
                  collections);
  }
  return looked_at;
}

std::uint64_t participant_apart(const Scene& scene, Questions& questions) {
  std::uint64_t looked_at = 0;
  for (const EventKind kind : {EventKind::collection, EventKind::reconditioning, EventKind::resale}) {
    const auto by_participant = scene.by_participant(kind);
    if (by_participant.size() < 2) continue;
    for (const auto& [siret, events] : by_participant) looked_at += events.size();
    for (const Measure& measure : measures) {
      if (measure.kind == kind) compare(measure, by_participant, questions);
    }
  }
  return looked_at;
}

std::uint64_t left_out(const Scene& scene, Questions& questions) {
  std::uint64_t looked_at = 0;
  for (const Statable& statable : statables) {
    for (const auto& [siret, events] : scene.by_participant(statable.kind)) {
      ObservedEvents without;
      std::size_t asked = 0;
      for (const Observation* event : events) {
        if (!statable.is_asked(*event)) continue;
        ++asked;
        if (!statable.is_stated(*event)) without.push_back(event);
      }
      if (asked < fewest_left_out) continue;
      looked_at += asked;
      if (without.size() * 100 <= asked * statable.most_left_out) continue;
      questions.ask({.about = std::string(siret),
                     .figures = {counted(without.size()), counted(asked)},
                     .quantity = statable.quantity},
                    without);
    }
  }
  return looked_at;
}

std::uint64_t unusual_mass(const Scene& scene, Questions& questions) {
  std::uint64_t looked_at = 0;
  const auto by_participant = scene.by_participant(EventKind::collection);
  for (const MassBand& band : mass_bands) {
    for (const auto& [siret, events] : by_participant) {
      ObservedEvents unusual;
      std::size_t stated = 0;
      for (const Observation* event : events) {
        if (!event->mass_kg || scene.observed.texts.text(event->category) != band.category) continue;
        ++stated;
        if (*event->mass_kg < band.low || *event->mass_kg > band.high) unusual.push_back(event);
      }
      looked_at += stated;
      if (unusual.size() < fewest_unusual || unusual.size() * unusual_share < stated) continue;
      questions.ask({.about = std::string(siret),
                     .figures = {counted(unusual.size()), counted(stated), band.low, band.high},
                     .category = std::string(band.category)},
                    unusual);
    }
  }
  return looked_at;
}

}  // namespace lcl
