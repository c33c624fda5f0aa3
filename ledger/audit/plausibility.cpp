// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/plausibility.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "ledger/audit/plausibility_tests.hpp"
#include "ledger/figures/published_band.hpp"

namespace lcl {
namespace {

constexpr std::size_t most_entries_named = 20;

struct TestRow {
  PlausibilityTest test;
  TestFunction function;
};

constexpr std::array<TestRow, test_words.size()> tests{{
    {PlausibilityTest::avoided_beyond_band, avoided_beyond_band},
    {PlausibilityTest::participant_apart, participant_apart},
    {PlausibilityTest::same_facts, same_facts},
    {PlausibilityTest::too_fast, too_fast},
    {PlausibilityTest::crowded_day, crowded_day},
    {PlausibilityTest::period_end, period_end},
    {PlausibilityTest::repeated_value, repeated_value},
    {PlausibilityTest::first_digits, first_digits},
    {PlausibilityTest::last_digits, last_digits},
    {PlausibilityTest::late_recording, late_recording},
    {PlausibilityTest::soon_again, soon_again},
    {PlausibilityTest::recorded_twice, recorded_twice},
    {PlausibilityTest::many_identifiers, many_identifiers},
}};

static_assert(
    [] {
      for (std::size_t i = 0; i < tests.size(); ++i) {
        if (static_cast<std::size_t>(tests[i].test) != i) return false;
      }
      return true;
    }(),
    "the tests stand in the order of PlausibilityTest");

/// A mean that participants are compared by.
struct Measure {
  Quantity quantity;
  EventKind kind;
  Decimal (*of)(const Observation& event);
};
const std::array<Measure, 4> measures{{
    {Quantity::energy_reconditioning, EventKind::reconditioning,
     [](const Observation& event) { return event.energy_kwh.value_or(Decimal()); }},
    {Quantity::parts_reconditioning, EventKind::reconditioning,
     [](const Observation& event) { return Decimal(event.new_parts); }},
    {Quantity::distance_collection, EventKind::collection,
     [](const Observation& event) { return event.distance_km; }},
    {Quantity::distance_resale, EventKind::resale,
     [](const Observation& event) { return event.distance_km; }},
}};
constexpr std::size_t fewest_compared = 30;
constexpr std::int64_t apart_by = 3;

Decimal total(const ObservedEvents& events, const Measure& measure) {
  Decimal sum;
  for (const Observation* event : events) sum += measure.of(*event);
  return sum;
}

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
  Decimal all;
  std::size_t count = 0;
  for (const auto& [siret, events] : by_participant) {
    all += total(events, measure);
    count += events.size();
  }
  for (const auto& [siret, events] : by_participant) {
    const std::size_t others = count - events.size();
    if (events.size() < fewest_compared || others < fewest_compared) continue;
    const Decimal own_total = total(events, measure);
    const auto own = mean(own_total, events.size());
    const auto rest = mean(all - own_total, others);
    if (!own || !rest || !far_apart(*own, *rest)) continue;
    questions.ask({.about = std::string(siret),
                   .figures = {*own, counted(events.size()), *rest, counted(others)},
                   .quantity = measure.quantity},
                  events);
  }
}

}  // namespace

Scene::Scene(const Observations& all, const Tally& tally) : observed(all), by_category(tally) {
  for (const Observation& event : all.events) {
    if (tally.period.contains(event.occurred_at)) inside.push_back(&event);
  }
}

std::map<std::string_view, ObservedEvents> Scene::by_participant(EventKind kind) const {
  std::map<std::string_view, ObservedEvents> found;
  for (const Observation* event : inside) {
    if (event->kind == kind) found[observed.participant(*event)].push_back(event);
  }
  return found;
}

void Questions::ask(Question question, const ObservedEvents& behind) {
  question.test = test_;
  question.entry_count = behind.size();
  for (const Observation* event : behind) question.entries.push_back(event->seq);
  const std::size_t named = std::min(behind.size(), most_entries_named);
  std::partial_sort(question.entries.begin(), question.entries.begin() + static_cast<std::ptrdiff_t>(named),
                    question.entries.end());
  question.entries.resize(named);
  questions_.push_back(std::move(question));
}

std::uint64_t avoided_beyond_band(const Scene& scene, Questions& questions) {
  std::uint64_t looked_at = 0;
  for (const TallyRow& row : scene.by_category.rows) {
    const PublishedBand* const band = published_band(row.labels.front());
    if (band == nullptr || row.cycles.credited <= 0) continue;
    looked_at += static_cast<std::uint64_t>(row.cycles.credited);
    const auto each = quotient(row.amounts.avoided(), Decimal(row.cycles.credited));
    if (!each || *each <= Decimal(band->limit)) continue;
    ObservedEvents collections;
    for (const Observation& event : scene.observed.events) {
      if (scene.observed.texts.text(event.category) == band->category) collections.push_back(&event);
    }
    questions.ask({.about = std::string(band->category),
                   .figures = {*each, Decimal(band->limit), Decimal(band->low), Decimal(band->high)}},
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

Plausibility plausibility(const Observations& observed, const Tally& by_category) {
  const Scene scene(observed, by_category);
  Plausibility found;
  for (const TestRow& row : tests) {
    const std::size_t before = found.questions.size();
    Questions questions(row.test, found.questions);
    const std::uint64_t looked_at = row.function(scene, questions);
    found.tests.push_back({row.test, looked_at, found.questions.size() - before});
  }
  return found;
}

}  // namespace lcl
