// SPDX-License-Identifier: Apache-2.0
// Tests of facts that were copied: one after the other, and by the block.
#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>

#include "ledger/audit/plausibility_tests.hpp"

namespace lcl {
namespace {

constexpr std::size_t fewest_at_once = 5;
constexpr std::size_t shortest_run = 3;
constexpr std::size_t fewest_in_runs = 20;
constexpr std::size_t share_in_runs = 10;  // one in ten

constexpr std::size_t fewest_in_order = 100;
constexpr std::size_t shortest_block = 8;
constexpr std::size_t longest_block = 100;
constexpr std::size_t fewest_in_blocks = 50;

/// Events in order of time whose facts are the same.
struct Run {
  std::uint64_t facts = 0;
  ObservedEvents events;
};

std::vector<Run> runs_of(const ObservedEvents& events) {
  std::vector<Run> runs;
  for (const Observation* event : in_time(events)) {
    if (runs.empty() || runs.back().facts != event->alike) runs.push_back({event->alike, {}});
    runs.back().events.push_back(event);
  }
  return runs;
}

std::unordered_map<std::uint64_t, std::size_t> counts_of(const std::vector<Run>& runs) {
  std::unordered_map<std::uint64_t, std::size_t> counts;
  for (const Run& run : runs) ++counts[run.facts];
  return counts;
}

void append(const ObservedEvents& events, ObservedEvents& out) {
  out.insert(out.end(), events.begin(), events.end());
}

/// Events behind one case of same_facts.
struct Copies {
  ObservedEvents all;
  std::size_t groups = 0;
  const ObservedEvents* largest = nullptr;
  void add(const ObservedEvents& group) {
    append(group, all);
    ++groups;
    if (largest == nullptr || group.size() > largest->size()) largest = &group;
  }
};

void ask(std::string_view siret, EventKind kind, const Copies& copies, Questions& questions) {
  questions.ask(
      {.about = std::string(siret),
       .figures = {counted(copies.all.size()), counted(copies.groups), counted(copies.largest->size())},
       .kind = kind,
       .at = copies.largest->front()->occurred_at},
      copies.all);
}

/// How many in a row are the same again hardly ever by chance, where runs take their facts with the
/// frequencies that they have: the least L with m² × p^L below a millionth, p = Σ n² ÷ m²; nothing where that
/// is beyond the longest.
std::optional<std::size_t> telling_length(const std::vector<Run>& runs) {
  const auto number = static_cast<std::int64_t>(runs.size());
  std::int64_t squares = 0;
  for (const auto& [facts, count] : counts_of(runs)) squares += static_cast<std::int64_t>(count * count);
  const auto pairs = product(Decimal(number), Decimal(number));
  const auto same = pairs ? quotient(Decimal(squares), *pairs) : std::nullopt;
  if (!same) return std::nullopt;
  Decimal expected = *pairs;
  std::size_t length = 0;
  for (; expected >= Decimal::from_scaled(Decimal::scale / 1'000'000); ++length) {
    if (length == longest_block) return std::nullopt;
    expected = *product(expected, *same);
  }
  return std::max(length, shortest_block);
}

/// For each run whether it is in a sequence of `length` that comes more than once.
std::vector<bool> repeated(const std::vector<Run>& runs, std::size_t length) {
  constexpr std::uint64_t base = 0x9e3779b97f4a7c15U;
  std::uint64_t leaving = 1;  // base to the power of length
  for (std::size_t i = 0; i < length; ++i) leaving *= base;
  std::unordered_map<std::uint64_t, std::size_t> first_end;
  std::vector<bool> marked(runs.size(), false);
  const auto mark = [&](std::size_t end) {
    std::fill(marked.begin() + static_cast<std::ptrdiff_t>(end + 1 - length),
              marked.begin() + static_cast<std::ptrdiff_t>(end + 1), true);
  };
  std::uint64_t rolling = 0;
  for (std::size_t end = 0; end < runs.size(); ++end) {
    rolling = rolling * base + runs[end].facts;
    if (end >= length) rolling -= leaving * runs[end - length].facts;
    if (end + 1 < length) continue;
    const auto [found, is_new] = first_end.try_emplace(rolling, end);
    if (is_new) continue;
    mark(found->second);
    mark(end);
  }
  return marked;
}

}  // namespace

std::uint64_t same_facts(const Scene& scene, Questions& questions) {
  std::uint64_t looked_at = 0;
  for (const EventKind kind : {EventKind::reconditioning, EventKind::resale}) {
    for (const auto& [siret, events] : scene.by_participant(kind)) {
      looked_at += events.size();
      std::map<std::pair<Instant, std::uint64_t>, ObservedEvents> at_once;
      for (const Observation* event : events) at_once[{event->occurred_at, event->alike}].push_back(event);
      Copies copies;
      for (const auto& [which, group] : at_once) {
        if (group.size() >= fewest_at_once) copies.add(group);
      }
      const std::vector<Run> runs = runs_of(events);
      const auto counts = counts_of(runs);
      Copies in_runs;
      for (const Run& run : runs) {
        if (run.events.size() >= shortest_run && counts.at(run.facts) == 1) in_runs.add(run.events);
      }
      const bool many =
          in_runs.all.size() >= fewest_in_runs && in_runs.all.size() * share_in_runs >= events.size();
      if (many && in_runs.all.size() > copies.all.size()) copies = std::move(in_runs);
      if (copies.groups > 0) ask(siret, kind, copies, questions);
    }
  }
  return looked_at;
}

std::uint64_t copied_block(const Scene& scene, Questions& questions) {
  std::uint64_t looked_at = 0;
  for (const EventKind kind : {EventKind::reconditioning, EventKind::resale}) {
    for (const auto& [siret, events] : scene.by_participant(kind)) {
      if (events.size() < fewest_in_order) continue;
      looked_at += events.size();
      const std::vector<Run> runs = runs_of(events);
      const auto length = telling_length(runs);
      if (!length) continue;
      const std::vector<bool> marked = repeated(runs, *length);
      ObservedEvents copied;
      for (std::size_t i = 0; i < runs.size(); ++i) {
        if (marked[i]) append(runs[i].events, copied);
      }
      if (copied.size() < fewest_in_blocks) continue;
      questions.ask({.about = std::string(siret),
                     .figures = {counted(copied.size()), counted(events.size()), counted(*length)},
                     .kind = kind},
                    copied);
    }
  }
  return looked_at;
}

}  // namespace lcl
