// SPDX-License-Identifier: Apache-2.0
// Tests of a device's way from hand to hand: who had it, how fast, how often.
#include <algorithm>
#include <array>
#include <map>

#include "ledger/audit/plausibility_tests.hpp"

namespace lcl {
namespace {

constexpr std::size_t fewest_sold = 50;

constexpr std::int64_t soon_days = 30;
constexpr std::int64_t early_days = 120;
constexpr std::size_t fewest_early = 20;
constexpr std::size_t early_share = 20;  // one in twenty
constexpr std::size_t most_a_year = 3;
constexpr std::int64_t year_days = 365;

constexpr std::int64_t quick_hours = 4;
constexpr std::size_t fewest_quick = 5;
constexpr std::int64_t at_once_minutes = 15;
constexpr std::size_t fewest_sold_at_once = 10;
constexpr std::size_t sold_at_once_share = 20;  // one in twenty

std::int64_t between(const Observation& earlier, const Observation& later) {
  return later.occurred_at.milliseconds - earlier.occurred_at.milliseconds;
}

/// Whether roads lead from France there: the countries of the continent, and those that a ferry or tunnel
/// joins to it.
bool is_by_road_from_france(std::string_view country) {
  constexpr std::array<std::string_view, 47> reachable{
      "AD", "AL", "AT", "BA", "BE", "BG", "BY", "CH", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB",
      "GI", "GR", "HR", "HU", "IE", "IM", "IT", "LI", "LT", "LU", "LV", "MC", "MD", "ME", "MK", "MT",
      "NL", "NO", "PL", "PT", "RO", "RS", "RU", "SE", "SI", "SK", "SM", "TR", "UA", "VA", "XK"};
  return std::binary_search(reachable.begin(), reachable.end(), country);
}

/// Whether a device went from one country to the other on roads, which do not lead there.
bool is_impossible(const Scene& scene, const Observation& from, const Observation& to, bool by_road) {
  if (!by_road || from.country == to.country) return false;
  const auto reachable = [&](const Observation& event) {
    return is_by_road_from_france(scene.observed.texts.text(event.country));
  };
  return reachable(from) != reachable(to);
}

/// By participant: what it is asked about, and out of how many.
struct Counted {
  ObservedEvents events;
  std::size_t all = 0;
};
using ByParticipant = std::map<std::string_view, Counted>;

}  // namespace

std::uint64_t one_party(const Scene& scene, Questions& questions) {
  ByParticipant alone;
  std::size_t sold = 0;
  for (const ObservedCycle& cycle : scene.cycles) {
    if (!scene.is_inside(cycle.sold_for_good) || cycle.reconditioned == nullptr) continue;
    ++sold;
    if (cycle.collection->participant != cycle.sold_for_good->participant ||
        cycle.reconditioned->participant != cycle.sold_for_good->participant)
      continue;
    alone[scene.observed.participant(*cycle.sold_for_good)].events.push_back(cycle.sold_for_good);
  }
  if (sold < fewest_sold) return 0;
  for (const auto& [siret, own] : alone) {
    if (own.events.size() * 2 <= sold) continue;
    questions.ask({.about = std::string(siret), .figures = {counted(own.events.size()), counted(sold)}},
                  own.events);
  }
  return sold;
}

std::uint64_t soon_again(const Scene& scene, Questions& questions) {
  struct Again : Counted {  // `events`: those worth asking about, whatever the share of those that are early
    std::size_t soon = 0, often = 0;
    ObservedEvents early;
  };
  std::map<std::string_view, Again> again;
  std::uint64_t looked_at = 0;
  for (const ObservedCycle& cycle : scene.cycles) {
    const Observation& event = *cycle.collection;
    if (!scene.is_inside(&event)) continue;
    Again& own = again[scene.observed.participant(event)];
    ++own.all;
    if (cycle.earlier == ObservedCycle::no_cycle) continue;
    const ObservedCycle& earlier = scene.cycles[cycle.earlier];
    if (earlier.sold_for_good == nullptr) continue;
    ++looked_at;
    const ObservedCycle* first = &cycle;
    for (std::size_t back = 0; back < most_a_year && first != nullptr; ++back)
      first = first->earlier == ObservedCycle::no_cycle ? nullptr : &scene.cycles[first->earlier];
    const std::int64_t since = between(*earlier.sold_for_good, event);
    const bool soon = since < soon_days * day_ms;
    const bool often = first != nullptr && between(*first->collection, event) < year_days * day_ms;
    if (soon) ++own.soon;
    if (often) ++own.often;
    if (soon || often) own.events.push_back(&event);
    if (since < early_days * day_ms) own.early.push_back(&event);
  }
  for (auto& [siret, own] : again) {
    if (own.early.size() >= fewest_early && own.early.size() * early_share >= own.all)
      own.events.insert(own.events.end(), own.early.begin(), own.early.end());
    if (own.events.empty()) continue;
    questions.ask(
        {.about = std::string(siret),
         .figures = {counted(own.soon), Decimal(soon_days), counted(own.early.size()), Decimal(early_days),
                     counted(own.often), Decimal(static_cast<std::int64_t>(most_a_year)), counted(own.all)}},
        own.events);
  }
  return looked_at;
}

std::uint64_t too_fast(const Scene& scene, Questions& questions) {
  struct Fast {
    ObservedEvents events;
    std::int64_t taken = 0, needed = 0;  // of the first
  };
  std::map<std::string_view, Fast> fast;
  std::uint64_t looked_at = 0;
  for (const ObservedCycle& cycle : scene.cycles) {
    const Observation* event = cycle.reconditioned_first;
    if (!scene.is_inside(event)) continue;
    ++looked_at;
    const std::int64_t taken = between(*cycle.collection, *event);
    const std::int64_t needed = cycle.collection->travel_ms + event->travel_ms;
    if (taken >= needed) continue;
    Fast& own = fast[scene.observed.participant(*event)];
    if (own.events.empty()) own = {{}, taken, needed};
    own.events.push_back(event);
  }
  for (const auto& [siret, own] : fast) {
    questions.ask({.about = std::string(siret),
                   .figures = {counted(own.events.size()), Decimal(own.taken / minute_ms),
                               Decimal(own.needed / minute_ms)}},
                  own.events);
  }
  return looked_at;
}

std::uint64_t quick_cycle(const Scene& scene, Questions& questions) {
  struct Quick : Counted {
    std::size_t whole = 0, at_once = 0;
  };
  std::map<std::string_view, Quick> quick;
  std::uint64_t looked_at = 0;
  for (const ObservedCycle& cycle : scene.cycles) {
    if (!scene.is_inside(cycle.sold) || cycle.reconditioned == nullptr) continue;
    ++looked_at;
    Quick& own = quick[scene.observed.participant(*cycle.sold)];
    ++own.all;
    const bool whole = between(*cycle.collection, *cycle.sold) < quick_hours * hour_ms;
    const bool at_once = between(*cycle.reconditioned, *cycle.sold) < at_once_minutes * minute_ms;
    if (whole) ++own.whole;
    if (at_once) ++own.at_once;
    if (whole || at_once) own.events.push_back(cycle.sold);
  }
  for (const auto& [siret, own] : quick) {
    const bool many_at_once =
        own.at_once >= fewest_sold_at_once && own.at_once * sold_at_once_share >= own.all;
    if (own.whole < fewest_quick && !many_at_once) continue;
    questions.ask({.about = std::string(siret),
                   .figures = {counted(own.whole), Decimal(quick_hours), counted(own.at_once),
                               Decimal(at_once_minutes), counted(own.all)}},
                  own.events);
  }
  return looked_at;
}

std::uint64_t impossible_route(const Scene& scene, Questions& questions) {
  std::map<std::string_view, ObservedEvents> impossible;
  std::uint64_t looked_at = 0;
  for (const ObservedCycle& cycle : scene.cycles) {
    if (const Observation* there = cycle.reconditioned_first; scene.is_inside(there)) {
      ++looked_at;
      if (is_impossible(scene, *cycle.collection, *there, cycle.collection->by_road && there->by_road))
        impossible[scene.observed.participant(*cycle.collection)].push_back(cycle.collection);
    }
    if (scene.is_inside(cycle.sold) && cycle.reconditioned != nullptr) {
      ++looked_at;
      if (is_impossible(scene, *cycle.reconditioned, *cycle.sold, cycle.sold->by_road))
        impossible[scene.observed.participant(*cycle.sold)].push_back(cycle.sold);
    }
  }
  for (const auto& [siret, events] : impossible)
    questions.ask({.about = std::string(siret), .figures = {counted(events.size())}}, events);
  return looked_at;
}

}  // namespace lcl
