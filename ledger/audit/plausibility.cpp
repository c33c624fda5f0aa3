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
  return test == PlausibilityTest::left_out || (a.quantity == b.quantity && a.category == b.category);
}

void add(const ObservedEvents& events, EventsBehind& behind) {
  behind.count += events.size();
  for (const Observation* event : events) behind.entries.push_back(event->seq);
  std::sort(behind.entries.begin(), behind.entries.end());
  behind.entries.resize(std::min(behind.entries.size(), most_entries_named));
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
  begun_ = questions_.size();
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
  add(behind, found.behind);
  auto question =
      std::find_if(questions_.begin() + static_cast<std::ptrdiff_t>(begun_), questions_.end(),
                   [&](const Question& each) { return of_one_fact(test_, each.cases.front(), found); });
  if (question == questions_.end()) {
    questions_.push_back({.test = test_, .cases = {}, .behind = {}, .devices = 0, .kg_co2e = {}});
    devices_.emplace_back();
    question = std::prev(questions_.end());
  }
  add(behind, question->behind);
  std::unordered_set<Pseudonym>& devices = devices_[static_cast<std::size_t>(question - questions_.begin())];
  for (const Observation* event : behind) {
    if (devices.insert(event->device).second) question->kg_co2e += worth(event->device);
  }
  question->devices = devices.size();
  question->cases.push_back(std::move(found));
}

std::vector<Question> Questions::take() {
  std::stable_sort(questions_.begin(), questions_.end(),
                   [](const Question& a, const Question& b) { return a.kg_co2e > b.kg_co2e; });
  return std::move(questions_);
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
