// SPDX-License-Identifier: Apache-2.0
// Tests of which devices the events are about.
#include <unordered_map>
#include <utility>

#include "ledger/audit/plausibility_tests.hpp"

namespace lcl {
namespace {

constexpr std::size_t fewest_twice = 10;
/// Of one device: itself, a second IMEI and a serial number.
constexpr std::uint32_t most_identifiers = 3;

}  // namespace

std::uint64_t recorded_twice(const Scene& scene, Questions& questions) {
  std::uint64_t looked_at = 0;
  for (const auto& [siret, events] : scene.by_participant(EventKind::collection)) {
    looked_at += events.size();
    std::map<std::pair<Instant, std::uint64_t>, ObservedEvents> groups;
    for (const Observation* event : events) groups[{event->occurred_at, event->alike}].push_back(event);
    ObservedEvents twice;
    for (const auto& [which, group] : groups) {
      if (group.size() == 2 && group.front()->device != group.back()->device)
        twice.insert(twice.end(), group.begin(), group.end());
    }
    if (twice.size() < 2 * fewest_twice || 2 * twice.size() <= events.size()) continue;
    questions.ask({.about = std::string(siret), .figures = {counted(twice.size()), counted(events.size())}},
                  twice);
  }
  return looked_at;
}

std::uint64_t many_identifiers(const Scene& scene, Questions& questions) {
  std::unordered_map<Pseudonym, std::uint32_t> identifiers;
  for (const Observation& event : scene.observed.events)
    identifiers.try_emplace(event.device, 1).first->second += event.brought;
  std::uint64_t looked_at = 0;
  for (const auto& [siret, events] : scene.by_participant(EventKind::collection)) {
    looked_at += events.size();
    ObservedEvents many;
    for (const Observation* event : events) {
      if (identifiers.at(event->device) > most_identifiers) many.push_back(event);
    }
    if (many.empty()) continue;
    questions.ask({.about = std::string(siret), .figures = {counted(many.size()), Decimal(most_identifiers)}},
                  many);
  }
  return looked_at;
}

}  // namespace lcl
