// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/plausibility.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "ledger/audit/plausibility_tests.hpp"

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
    {PlausibilityTest::one_party, one_party},
    {PlausibilityTest::left_out, left_out},
    {PlausibilityTest::unusual_mass, unusual_mass},
    {PlausibilityTest::other_category, other_category},
    {PlausibilityTest::confirmed_slips, confirmed_slips},
    {PlausibilityTest::repeated_value, repeated_value},
    {PlausibilityTest::last_digits, last_digits},
    {PlausibilityTest::same_facts, same_facts},
    {PlausibilityTest::copied_block, copied_block},
    {PlausibilityTest::recorded_twice, recorded_twice},
    {PlausibilityTest::many_identifiers, many_identifiers},
    {PlausibilityTest::soon_again, soon_again},
    {PlausibilityTest::too_fast, too_fast},
    {PlausibilityTest::quick_cycle, quick_cycle},
    {PlausibilityTest::impossible_route, impossible_route},
    {PlausibilityTest::crowded_day, crowded_day},
    {PlausibilityTest::odd_hours, odd_hours},
    {PlausibilityTest::regular_intervals, regular_intervals},
    {PlausibilityTest::period_end, period_end},
    {PlausibilityTest::sudden_month, sudden_month},
    {PlausibilityTest::late_recording, late_recording},
}};

static_assert(
    [] {
      for (std::size_t i = 0; i < tests.size(); ++i) {
        if (static_cast<std::size_t>(tests[i].test) != i) return false;
      }
      return true;
    }(),
    "the tests stand in the order of PlausibilityTest");

void take_event(const Observation& event, std::unordered_map<Pseudonym, std::size_t>& current,
                std::vector<ObservedCycle>& cycles) {
  const auto found = current.find(event.device);
  if (event.kind == EventKind::collection) {
    ObservedCycle cycle;
    cycle.collection = &event;
    if (found != current.end()) cycle.earlier = found->second;
    current[event.device] = cycles.size();
    cycles.push_back(cycle);
    return;
  }
  if (found == current.end()) return;
  ObservedCycle& cycle = cycles[found->second];
  switch (event.kind) {
    case EventKind::reconditioning:
      if (cycle.reconditioned_first == nullptr) cycle.reconditioned_first = &event;
      if (cycle.sold == nullptr) cycle.reconditioned = &event;
      break;
    case EventKind::resale:
      if (cycle.sold == nullptr) cycle.sold = &event;
      cycle.sold_for_good = &event;
      break;
    case EventKind::return_:
      cycle.sold_for_good = nullptr;
      break;
    case EventKind::collection:
    case EventKind::disposal:
    case EventKind::void_:
      break;
  }
}

/// Whether two cases are of one fact.
bool of_one_fact(PlausibilityTest test, const Case& a, const Case& b) {
  switch (test) {
    case PlausibilityTest::left_out:
      return true;
    case PlausibilityTest::avoided_beyond_band:
      return a.category == b.category;
    default:
      return a.quantity == b.quantity;
  }
}

template <typename Numbers>
EventsBehind named(const Numbers& numbers) {
  EventsBehind behind{{numbers.begin(), numbers.end()}, numbers.size()};
  std::sort(behind.entries.begin(), behind.entries.end());
  behind.entries.resize(std::min(behind.entries.size(), most_entries_named));
  return behind;
}

}  // namespace

Scene::Scene(const Observations& all, const Tally& tally) : observed(all), by_category(tally) {
  std::unordered_map<Pseudonym, std::size_t> current;
  for (const Observation& event : all.events) {
    if (is_inside(&event)) inside.push_back(&event);
    take_event(event, current, cycles);
  }
}

std::map<std::string_view, ObservedEvents> Scene::by_participant(EventKind kind) const {
  std::map<std::string_view, ObservedEvents> found;
  for (const Observation* event : inside) {
    if (event->kind == kind) found[observed.participant(*event)].push_back(event);
  }
  return found;
}

ObservedEvents in_time(ObservedEvents events) {
  std::sort(events.begin(), events.end(), [](const Observation* a, const Observation* b) {
    return a->occurred_at != b->occurred_at ? a->occurred_at < b->occurred_at : a->seq < b->seq;
  });
  return events;
}

void Questions::begin(PlausibilityTest test) {
  test_ = test;
  begun_ = asked_.size();
}

Decimal Questions::worth(const Pseudonym& device) const {
  const auto first = std::lower_bound(
      lines_.begin(), lines_.end(), device,
      [](const CycleLine& line, const Pseudonym& wanted) { return line.cycle.device < wanted; });
  Decimal sum;
  for (auto line = first; line != lines_.end() && line->cycle.device == device; ++line) {
    if (!line->kg_co2e.is_negative()) sum += line->kg_co2e;
  }
  return sum;
}

void Questions::ask(Case found, const ObservedEvents& behind) {
  auto asked =
      std::find_if(asked_.begin() + static_cast<std::ptrdiff_t>(begun_), asked_.end(),
                   [&](const Asked& each) { return of_one_fact(test_, each.question.cases.front(), found); });
  if (asked == asked_.end()) {
    asked_.emplace_back().question.test = test_;
    asked = std::prev(asked_.end());
  }
  std::unordered_set<std::uint64_t> entries;
  for (const Observation* event : behind) {
    entries.insert(event->seq);
    if (asked->devices.insert(event->device).second) asked->question.kg_co2e += worth(event->device);
  }
  found.behind = named(entries);
  asked->entries.merge(entries);
  asked->question.cases.push_back(std::move(found));
}

std::vector<Question> Questions::take() {
  std::vector<Question> questions;
  questions.reserve(asked_.size());
  for (Asked& asked : asked_) {
    asked.question.behind = named(asked.entries);
    asked.question.devices = asked.devices.size();
    questions.push_back(std::move(asked.question));
  }
  asked_.clear();
  std::stable_sort(questions.begin(), questions.end(),
                   [](const Question& a, const Question& b) { return a.kg_co2e > b.kg_co2e; });
  return questions;
}

Plausibility plausibility(const Observations& observed, const Tally& by_category,
                          const std::vector<CycleLine>& lines) {
  const Scene scene(observed, by_category);
  Questions questions(lines);
  Plausibility found;
  for (const TestRow& row : tests) {
    questions.begin(row.test);
    const std::uint64_t looked_at = row.function(scene, questions);
    found.tests.push_back({row.test, looked_at, questions.asked_of_test()});
  }
  found.questions = questions.take();
  return found;
}

}  // namespace lcl
