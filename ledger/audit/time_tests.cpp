// SPDX-License-Identifier: Apache-2.0
// Tests of when things happened and when they were recorded.
#include <algorithm>
#include <map>
#include <unordered_map>

#include "ledger/audit/plausibility_tests.hpp"

namespace lcl {
namespace {

constexpr std::size_t fewest_on_a_crowded_day = 50;
constexpr std::size_t crowded_times_the_median = 5;
constexpr std::size_t fewest_days = 5;

constexpr std::int64_t end_days = 3;
constexpr std::size_t fewest_resales = 50;
constexpr std::size_t crowded_end_times = 4;

constexpr std::int64_t late_days = 90;
constexpr std::size_t late_share = 10;  // one in ten

constexpr std::int64_t soon_days = 30;

constexpr std::int64_t minute_ms = 60'000;

std::size_t median(std::vector<std::size_t> counts) {
  const auto middle = counts.begin() + static_cast<std::ptrdiff_t>(counts.size() / 2);
  std::nth_element(counts.begin(), middle, counts.end());
  return *middle;
}

}  // namespace

std::uint64_t too_fast(const Scene& scene, Questions& questions) {
  std::unordered_map<Pseudonym, const Observation*> collected;
  std::map<std::string_view, ObservedEvents> fast;
  std::map<std::string_view, std::vector<Decimal>> first;
  std::uint64_t looked_at = 0;
  for (const Observation& event : scene.observed.events) {
    if (event.kind == EventKind::collection) collected[event.device] = &event;
    if (event.kind != EventKind::reconditioning) continue;
    const auto found = collected.find(event.device);
    if (found == collected.end()) continue;
    const Observation& collection = *found->second;
    collected.erase(found);
    if (!scene.by_category.period.contains(event.occurred_at)) continue;
    ++looked_at;
    const std::int64_t taken = event.occurred_at.milliseconds - collection.occurred_at.milliseconds;
    const std::int64_t needed = collection.travel_ms + event.travel_ms;
    if (taken >= needed) continue;
    const std::string_view siret = scene.observed.participant(event);
    fast[siret].push_back(&event);
    first.try_emplace(siret, std::vector{Decimal(taken / minute_ms), Decimal(needed / minute_ms)});
  }
  for (const auto& [siret, events] : fast) {
    questions.ask({.about = std::string(siret),
                   .figures = {counted(events.size()), first[siret].front(), first[siret].back()}},
                  events);
  }
  return looked_at;
}

std::uint64_t crowded_day(const Scene& scene, Questions& questions) {
  std::uint64_t looked_at = 0;
  for (const auto& [siret, events] : scene.by_participant(EventKind::reconditioning)) {
    std::map<std::int64_t, ObservedEvents> days;
    for (const Observation* event : events) days[event->occurred_at.milliseconds / day_ms].push_back(event);
    if (days.size() < fewest_days) continue;
    looked_at += events.size();
    std::vector<std::size_t> counts;
    counts.reserve(days.size());
    for (const auto& [day, done] : days) counts.push_back(done.size());
    const std::size_t usual = median(counts);
    for (const auto& [day, done] : days) {
      if (done.size() < fewest_on_a_crowded_day || done.size() <= crowded_times_the_median * usual) continue;
      questions.ask({.about = std::string(siret),
                     .figures = {counted(done.size()), counted(usual)},
                     .at = Instant{day * day_ms}},
                    done);
    }
  }
  return looked_at;
}

std::uint64_t period_end(const Scene& scene, Questions& questions) {
  const Period& period = scene.by_category.period;
  const std::int64_t days = (period.to.milliseconds - period.from.milliseconds) / day_ms;
  if (days <= end_days * static_cast<std::int64_t>(crowded_end_times)) return 0;
  std::uint64_t looked_at = 0;
  for (const auto& [siret, events] : scene.by_participant(EventKind::resale)) {
    if (events.size() < fewest_resales) continue;
    looked_at += events.size();
    ObservedEvents last;
    std::copy_if(events.begin(), events.end(), std::back_inserter(last), [&](const Observation* event) {
      return event->occurred_at.milliseconds >= period.to.milliseconds - end_days * day_ms;
    });
    const std::size_t expected = crowded_end_times * events.size() * static_cast<std::size_t>(end_days);
    if (last.size() * static_cast<std::size_t>(days) <= expected) continue;
    questions.ask(
        {.about = std::string(siret),
         .figures = {counted(last.size()), counted(events.size()), Decimal(end_days), Decimal(days)}},
        last);
  }
  return looked_at;
}

std::uint64_t late_recording(const Scene& scene, Questions& questions) {
  std::map<std::string_view, std::pair<std::size_t, ObservedEvents>> late;
  for (const Observation* event : scene.inside) {
    auto& [all, found] = late[scene.observed.participant(*event)];
    ++all;
    const std::int64_t delay = event->recorded_at.milliseconds - event->occurred_at.milliseconds;
    if (delay > late_days * day_ms) found.push_back(event);
  }
  for (const auto& [siret, of_participant] : late) {
    const auto& [all, found] = of_participant;
    if (found.empty() || found.size() * late_share < all) continue;
    questions.ask(
        {.about = std::string(siret), .figures = {counted(found.size()), counted(all), Decimal(late_days)}},
        found);
  }
  return scene.inside.size();
}

std::uint64_t soon_again(const Scene& scene, Questions& questions) {
  std::unordered_map<Pseudonym, const Observation*> resold;
  std::map<std::string_view, ObservedEvents> again;
  std::uint64_t looked_at = 0;
  for (const Observation& event : scene.observed.events) {
    if (event.kind == EventKind::resale) resold[event.device] = &event;
    if (event.kind == EventKind::return_) resold.erase(event.device);
    if (event.kind != EventKind::collection) continue;
    const auto found = resold.find(event.device);
    if (found == resold.end() || !scene.by_category.period.contains(event.occurred_at)) continue;
    ++looked_at;
    const std::int64_t between = event.occurred_at.milliseconds - found->second->occurred_at.milliseconds;
    if (between < soon_days * day_ms) again[scene.observed.participant(event)].push_back(&event);
  }
  for (const auto& [siret, events] : again) {
    questions.ask({.about = std::string(siret), .figures = {counted(events.size()), Decimal(soon_days)}},
                  events);
  }
  return looked_at;
}

}  // namespace lcl
