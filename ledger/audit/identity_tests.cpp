// SPDX-License-Identifier: Apache-2.0
// Tests of which devices the events are about.
#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <utility>

#include "ledger/audit/plausibility_tests.hpp"

namespace lcl {
namespace {

constexpr std::size_t fewest_twice = 10;
/// Of one device: itself, a second IMEI and a serial number.
constexpr std::uint32_t most_identifiers = 3;

constexpr std::size_t fewest_slips = 10;

/// Few devices of these have a modem, and so an IMEI.
constexpr std::array<std::string_view, 5> without_imei{"laptop", "desktop", "monitor", "television",
                                                       "console"};
constexpr std::size_t fewest_with_imei = 10;
constexpr std::size_t share_with_imei = 20;  // one in twenty
constexpr std::size_t fewest_elsewhere = 5;

bool has_imei(const Observation& collection) { return collection.unchecked != Unchecked::serial; }

/// How many collections of the period state a model with a category, and the most with any.
class Models {
 public:
  explicit Models(const Scene& scene) {
    for (const Observation* event : scene.inside) {
      if (event->kind != EventKind::collection || event->model == 0) continue;
      const std::size_t count = ++counts_[{event->model, event->category}];
      most_[event->model] = std::max(most_[event->model], count);
    }
  }
  /// Whether more collections state its model with some other category.
  [[nodiscard]] bool is_elsewhere(const Observation& collection) const {
    return collection.model != 0 &&
           counts_.at({collection.model, collection.category}) < most_.at(collection.model);
  }

 private:
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> counts_;
  std::unordered_map<std::uint32_t, std::size_t> most_;
};

}  // namespace

std::uint64_t other_category(const Scene& scene, Questions& questions) {
  const Models models(scene);
  std::uint64_t looked_at = 0;
  for (const auto& [siret, events] : scene.by_participant(EventKind::collection)) {
    looked_at += events.size();
    std::map<std::string_view, ObservedEvents> by_category;
    for (const Observation* event : events)
      by_category[scene.observed.texts.text(event->category)].push_back(event);
    for (const auto& [category, collected] : by_category) {
      const bool rarely = std::find(without_imei.begin(), without_imei.end(), category) != without_imei.end();
      ObservedEvents odd;
      std::size_t imeis = 0;
      std::size_t elsewhere = 0;
      for (const Observation* event : collected) {
        const bool by_imei = rarely && has_imei(*event);
        const bool by_model = models.is_elsewhere(*event);
        if (by_imei) ++imeis;
        if (by_model) ++elsewhere;
        if (by_imei || by_model) odd.push_back(event);
      }
      const bool many_imeis = imeis >= fewest_with_imei && imeis * share_with_imei >= collected.size();
      if (!many_imeis && elsewhere < fewest_elsewhere) continue;
      questions.ask({.about = std::string(siret),
                     .figures = {counted(imeis), counted(elsewhere), counted(collected.size())},
                     .category = std::string(category)},
                    odd);
    }
  }
  return looked_at;
}

std::uint64_t confirmed_slips(const Scene& scene, Questions& questions) {
  std::map<std::string_view, ObservedEvents> confirmed;
  std::map<std::string_view, std::size_t> all;
  for (const Observation* event : scene.inside) {
    const std::string_view siret = scene.observed.participant(*event);
    ++all[siret];
    if (event->confirmed) confirmed[siret].push_back(event);
  }
  for (const auto& [siret, events] : confirmed) {
    if (events.size() < fewest_slips) continue;
    questions.ask({.about = std::string(siret), .figures = {counted(events.size()), counted(all[siret])}},
                  events);
  }
  return scene.inside.size();
}

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
