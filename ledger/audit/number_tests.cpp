// SPDX-License-Identifier: Apache-2.0
// Tests of the quantities that events state: always the same, and rounded.
#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "ledger/audit/plausibility_tests.hpp"

namespace lcl {
namespace {

constexpr std::size_t fewest_values = 100;
constexpr std::size_t fewest_whole = 50;

/// A quantity as events state it.
struct StatedQuantity {
  Quantity quantity;
  EventKind kind;
  std::optional<Decimal> (*of)(const Observation& event);
};

std::optional<Decimal> distance_of(const Observation& event) {
  return event.distance_km.is_zero() ? std::nullopt : std::optional(event.distance_km);
}

std::optional<Decimal> energy_of(const Observation& event) {
  return event.energy_kwh && event.energy_kwh->is_zero() ? std::nullopt : event.energy_kwh;
}

const std::array<StatedQuantity, 3> quantities{{
    {Quantity::distance_collection, EventKind::collection, distance_of},
    {Quantity::energy_reconditioning, EventKind::reconditioning, energy_of},
    {Quantity::distance_resale, EventKind::resale, distance_of},
}};

/// The values of a quantity, each with the events that state it.
using Values = std::map<Decimal, ObservedEvents>;

/// Calls `look(siret, values)` for every participant that states the quantity.
template <typename Look>
void for_each_participant(const Scene& scene, const StatedQuantity& quantity, Look look) {
  for (const auto& [siret, events] : scene.by_participant(quantity.kind)) {
    Values values;
    for (const Observation* event : events) {
      if (const auto value = quantity.of(*event)) values[*value].push_back(event);
    }
    if (!values.empty()) look(siret, values);
  }
}

std::size_t count_of(const Values& values) {
  std::size_t count = 0;
  for (const auto& [value, events] : values) count += events.size();
  return count;
}

/// Numbers are rounded to a step, `rare` the value that chance alone seldom exceeds.
struct Rounding {
  std::int64_t step;
  std::int64_t rare;
};
/// With n values, each of its own, all of them multiples of 10 exceed the limit from n = 4 on, and of 5 from
/// n = 6 on: chance does either less than once in ten thousand.
constexpr std::array<Rounding, 2> roundings{{{10, 30}, {5, 20}}};

/// How many whole values there are, and how many of these are multiples of a step. As journeys are made
/// again and again, a value that comes k times out of n is no k observations: n² ÷ Σ k² are effectively
/// different.
struct Whole {
  std::size_t count = 0;
  std::size_t multiples = 0;
  std::size_t squares = 0;
  ObservedEvents rounded;
};

Whole whole_of(const Values& values, std::int64_t step) {
  Whole whole;
  for (const auto& [value, events] : values) {
    if (value.scaled() % Decimal::scale != 0) continue;
    whole.count += events.size();
    whole.squares += events.size() * events.size();
    if (value.scaled() / Decimal::scale % step != 0) continue;
    whole.multiples += events.size();
    whole.rounded.insert(whole.rounded.end(), events.begin(), events.end());
  }
  return whole;
}

/// (found − expected share)² × effectively different values ÷ (share × (1 − share)), in whole numbers:
/// (step × multiples − count)² ÷ ((step − 1) × squares); nothing where no more are multiples than expected.
std::optional<Decimal> unlikelihood(const Whole& whole, std::int64_t step) {
  const Decimal over = Decimal(step * static_cast<std::int64_t>(whole.multiples)) - counted(whole.count);
  if (over.is_negative() || whole.squares == 0) return std::nullopt;
  const auto square = product(over, over);
  return square ? quotient(*square, Decimal((step - 1) * static_cast<std::int64_t>(whole.squares)))
                : std::nullopt;
}

}  // namespace

std::uint64_t repeated_value(const Scene& scene, Questions& questions) {
  std::uint64_t looked_at = 0;
  for (const StatedQuantity& quantity : quantities) {
    for_each_participant(scene, quantity, [&](std::string_view siret, const Values& values) {
      const std::size_t count = count_of(values);
      if (count < fewest_values) return;
      looked_at += count;
      const auto most = std::max_element(values.begin(), values.end(), [](const auto& a, const auto& b) {
        return a.second.size() < b.second.size();
      });
      if (most->second.size() * 2 <= count) return;
      questions.ask({.about = std::string(siret),
                     .figures = {most->first, counted(most->second.size()), counted(count)},
                     .quantity = quantity.quantity},
                    most->second);
    });
  }
  return looked_at;
}

std::uint64_t last_digits(const Scene& scene, Questions& questions) {
  std::uint64_t looked_at = 0;
  for (const StatedQuantity& quantity : quantities) {
    for_each_participant(scene, quantity, [&](std::string_view siret, const Values& values) {
      bool is_counted = false;
      for (const auto& [step, rare] : roundings) {
        const Whole whole = whole_of(values, step);
        if (whole.count < fewest_whole) return;
        if (!is_counted) looked_at += whole.count;
        is_counted = true;
        const auto unlikely = unlikelihood(whole, step);
        if (!unlikely || *unlikely <= Decimal(rare)) continue;
        questions.ask({.about = std::string(siret),
                       .figures = {counted(whole.multiples), counted(whole.count), Decimal(step), *unlikely,
                                   Decimal(rare)},
                       .quantity = quantity.quantity},
                      whole.rounded);
        return;
      }
    });
  }
  return looked_at;
}

}  // namespace lcl
