// SPDX-License-Identifier: Apache-2.0
// Tests of when things happened and when they were recorded.
#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "ledger/audit/plausibility_tests.hpp"

namespace lcl {
namespace {

constexpr std::size_t fewest_on_a_crowded_day = 50;
constexpr std::size_t crowded_times_the_median = 5;
constexpr std::size_t fewest_days = 5;

constexpr std::size_t fewest_hours = 50;
constexpr std::size_t odd_share = 4;  // more than one in four

constexpr std::int64_t longest_interval_ms = 15 * minute_ms;
constexpr std::size_t shortest_series = 20;
constexpr std::size_t fewest_regular = 40;
constexpr std::size_t regular_share = 3;  // more than one in three

constexpr std::array<std::int64_t, 3> ends_days{3, 7, 14};
constexpr std::size_t fewest_resales = 50;
constexpr std::size_t crowded_end_times = 4;

constexpr std::size_t fewest_a_sudden_month = 100;
constexpr std::size_t fewest_a_month_before = 20;
constexpr std::size_t months_before = 3;
constexpr std::size_t sudden_times = 3;
constexpr int fewest_months = 6;

constexpr std::int64_t late_days = 90;
constexpr std::size_t late_share = 10;  // one in ten

std::size_t median(std::vector<std::size_t> counts) {
  const auto middle = counts.begin() + static_cast<std::ptrdiff_t>(counts.size() / 2);
  std::nth_element(counts.begin(), middle, counts.end());
  return *middle;
}

/// French winter time, an hour ahead of UTC, all the year.
std::int64_t local_ms(const Observation& event) { return event.occurred_at.milliseconds + hour_ms; }
std::int64_t of_day(const Observation& event) { return local_ms(event) % day_ms; }
/// At the start of a day in France, in winter or summer, or in UTC: a date without a time of day.
bool is_mere_date(const Observation& event) {
  const std::int64_t time = of_day(event);
  return time == 0 || time == 23 * hour_ms || time == hour_ms;
}
bool is_at_night(const Observation& event) {
  return !is_mere_date(event) && (of_day(event) >= 22 * hour_ms || of_day(event) < 5 * hour_ms);
}
/// Of summer time, so that a mere date is its own day.
bool is_on_a_sunday(const Observation& event) {
  return ((local_ms(event) + hour_ms) / day_ms + 3) % 7 == 6;  // 1970-01-01 was a Thursday
}

/// Events of a participant that follow each other at the same interval.
struct Regularity {
  ObservedEvents events;
  std::int64_t interval_ms = 0;  ///< the most frequent among them
};

/// The most frequent of `intervals`, the shortest of several; 0 if there is none.
std::int64_t most_frequent(const std::map<std::int64_t, std::size_t>& intervals) {
  const auto most = std::max_element(intervals.begin(), intervals.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == intervals.end() ? 0 : most->first;
}

/// The interval, shorter than the longest, that more than a third of those within a day have; 0 if none has.
std::int64_t common_interval(const ObservedEvents& events, const std::vector<std::int64_t>& intervals) {
  std::map<std::int64_t, std::size_t> short_ones;
  std::size_t within_a_day = 0;
  for (std::size_t i = 1; i < events.size(); ++i) {
    if (events[i]->occurred_at.milliseconds / day_ms != events[i - 1]->occurred_at.milliseconds / day_ms)
      continue;
    ++within_a_day;
    if (intervals[i] > 0 && intervals[i] < longest_interval_ms) ++short_ones[intervals[i]];
  }
  const std::int64_t common = most_frequent(short_ones);
  return common > 0 && short_ones.at(common) * regular_share > within_a_day ? common : 0;
}

/// Of `events`, which are in order of time, those in long series and those at the common interval.
Regularity regularity(const ObservedEvents& events) {
  std::vector<std::int64_t> intervals(events.size());  // each to the event before; 0 of the first
  for (std::size_t i = 1; i < events.size(); ++i)
    intervals[i] = events[i]->occurred_at.milliseconds - events[i - 1]->occurred_at.milliseconds;
  const std::int64_t common = common_interval(events, intervals);

  Regularity found;
  std::map<std::int64_t, std::size_t> regular;
  std::size_t taken = 0;  // of the events before this place, all are taken or left
  for (std::size_t i = 1; i < events.size();) {
    const std::int64_t interval = intervals[i];
    std::size_t end = i + 1;
    while (end < events.size() && intervals[end] == interval) ++end;
    const bool is_series = end - i + 1 >= shortest_series;
    if (interval > 0 && interval <= longest_interval_ms && (is_series || interval == common)) {
      regular[interval] += end - i;
      for (taken = std::max(taken, i - 1); taken < end; ++taken) found.events.push_back(events[taken]);
    }
    i = end;
  }
  found.interval_ms = most_frequent(regular);
  return found;
}

/// When the first of some events happened; there is one.
Instant first_instant(const ObservedEvents& events) {
  return (*std::min_element(
              events.begin(), events.end(),
              [](const Observation* a, const Observation* b) { return a->occurred_at < b->occurred_at; }))
      ->occurred_at;
}

/// The last days of a period.
struct PeriodEnd {
  std::int64_t end_days = 0;
  ObservedEvents resales;
  std::int64_t excess = 0;  ///< resales × days beyond their share
  bool is_crowded = false;
};

PeriodEnd end_of(const ObservedEvents& events, Instant to, std::int64_t end_days, std::int64_t days) {
  PeriodEnd end;
  end.end_days = end_days;
  std::copy_if(events.begin(), events.end(), std::back_inserter(end.resales), [&](const Observation* event) {
    return event->occurred_at.milliseconds >= to.milliseconds - end_days * day_ms;
  });
  const std::int64_t found = static_cast<std::int64_t>(end.resales.size()) * days;
  const std::int64_t share = static_cast<std::int64_t>(events.size()) * end_days;
  end.excess = found - share;
  end.is_crowded = found > share * static_cast<std::int64_t>(crowded_end_times);
  return end;
}

}  // namespace

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
    ObservedEvents crowd;
    std::size_t crowded = 0;
    std::pair<std::int64_t, std::size_t> worst{0, 0};
    for (const auto& [day, done] : days) {
      if (done.size() < fewest_on_a_crowded_day || done.size() <= crowded_times_the_median * usual) continue;
      ++crowded;
      crowd.insert(crowd.end(), done.begin(), done.end());
      if (done.size() > worst.second) worst = {day, done.size()};
    }
    if (crowded == 0) continue;
    questions.ask({.about = std::string(siret),
                   .figures = {counted(crowded), counted(worst.second), counted(usual)},
                   .at = Instant{worst.first * day_ms}},
                  crowd);
  }
  return looked_at;
}

std::uint64_t odd_hours(const Scene& scene, Questions& questions) {
  std::uint64_t looked_at = 0;
  for (const auto& [siret, events] : scene.by_participant(EventKind::reconditioning)) {
    ObservedEvents odd;
    std::size_t all = 0;
    std::size_t nights = 0;
    std::size_t sundays = 0;
    for (const Observation* event : events) {
      if (scene.observed.texts.text(event->country) != "FR") continue;
      ++all;
      const bool night = is_at_night(*event);
      const bool sunday = is_on_a_sunday(*event);
      if (night) ++nights;
      if (sunday) ++sundays;
      if (night || sunday) odd.push_back(event);
    }
    if (all < fewest_hours) continue;
    looked_at += all;
    if (std::max(nights, sundays) * odd_share <= all) continue;
    questions.ask({.about = std::string(siret), .figures = {counted(nights), counted(sundays), counted(all)}},
                  odd);
  }
  return looked_at;
}

std::uint64_t regular_intervals(const Scene& scene, Questions& questions) {
  std::uint64_t looked_at = 0;
  for (const EventKind kind : {EventKind::collection, EventKind::reconditioning, EventKind::resale}) {
    for (const auto& [siret, events] : scene.by_participant(kind)) {
      looked_at += events.size();
      const Regularity found = regularity(in_time(events));
      if (found.events.size() < fewest_regular) continue;
      questions.ask({.about = std::string(siret),
                     .figures = {counted(found.events.size()), counted(events.size()),
                                 Decimal(found.interval_ms / 1000)},
                     .kind = kind},
                    found.events);
    }
  }
  return looked_at;
}

std::uint64_t period_end(const Scene& scene, Questions& questions) {
  const Period& period = scene.by_category.period;
  if (scene.inside.empty()) return 0;
  const std::int64_t days =
      (period.to.milliseconds - first_instant(scene.inside).milliseconds + day_ms - 1) / day_ms;
  std::uint64_t looked_at = 0;
  for (const auto& [siret, events] : scene.by_participant(EventKind::resale)) {
    if (events.size() < fewest_resales ||
        days <= ends_days.front() * static_cast<std::int64_t>(crowded_end_times))
      continue;
    looked_at += events.size();
    std::optional<PeriodEnd> worst;
    for (const std::int64_t end_days : ends_days) {
      if (days <= end_days * static_cast<std::int64_t>(crowded_end_times)) break;
      PeriodEnd end = end_of(events, period.to, end_days, days);
      if (end.is_crowded && (!worst || end.excess > worst->excess)) worst = std::move(end);
    }
    if (!worst) continue;
    questions.ask({.about = std::string(siret),
                   .figures = {counted(worst->resales.size()), counted(events.size()),
                               Decimal(worst->end_days), Decimal(days)}},
                  worst->resales);
  }
  return looked_at;
}

std::uint64_t sudden_month(const Scene& scene, Questions& questions) {
  std::map<int, ObservedEvents> months;
  std::uint64_t looked_at = 0;
  for (const Observation* event : scene.inside) {
    if (event->kind != EventKind::resale) continue;
    months[month_of(event->occurred_at)].push_back(event);
    ++looked_at;
  }
  const bool is_long =
      !months.empty() &&
      month_of(scene.by_category.period.to) - month_of(first_instant(scene.inside)) >= fewest_months;
  for (const auto& [month, sold] : months) {
    std::size_t before = 0;
    bool is_usual = true;
    for (int back = 1; back <= static_cast<int>(months_before); ++back) {
      const auto found = months.find(month - back);
      const std::size_t count = found == months.end() ? 0 : found->second.size();
      before += count;
      is_usual = is_usual && count >= fewest_a_month_before;
    }
    const bool is_sudden = is_usual && sold.size() * months_before > before * sudden_times;
    const bool is_most = is_long && sold.size() * 2 > looked_at;
    if (sold.size() < fewest_a_sudden_month || (!is_sudden && !is_most)) continue;
    questions.ask(
        {.figures = {counted(sold.size()), counted(looked_at), counted(before), counted(months_before)},
         .at = start_of_month(month)},
        sold);
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

}  // namespace lcl
