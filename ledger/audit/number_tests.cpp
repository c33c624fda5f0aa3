// SPDX-License-Identifier: Apache-2.0
// Tests of what was recorded: the same again, and digits.
#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>
#include <tuple>

#include "ledger/audit/plausibility_tests.hpp"

namespace lcl {
namespace {

constexpr std::size_t fewest_the_same = 5;
constexpr std::size_t fewest_values = 100;
constexpr std::size_t fewest_different = 50;
constexpr std::int64_t spread_of_benford = 100;

/// 10⁹ × log10(1 + 1/d) for d = 1 to 9 (Newcomb 1881, Benford 1938).
constexpr std::array<std::int64_t, 9> benford{301'029'996, 176'091'259, 124'938'737, 96'910'013, 79'181'246,
                                              66'946'790,  57'991'947,  51'152'522,  45'757'491};
/// χ² that chance exceeds once in a thousand, with 8 and 9 degrees of freedom.
constexpr Decimal rare_with_8 = Decimal::from_scaled(26'124'482'000);
constexpr Decimal rare_with_9 = Decimal::from_scaled(27'877'165'000);

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
    {Quantity::distance_resale, EventKind::resale, distance_of},
    {Quantity::energy_reconditioning, EventKind::reconditioning, energy_of},
}};

/// The values of a quantity, each with the events that state it.
using Values = std::map<Decimal, ObservedEvents>;

Values values_of(const StatedQuantity& quantity, const ObservedEvents& events) {
  Values values;
  for (const Observation* event : events) {
    if (const auto value = quantity.of(*event)) values[*value].push_back(event);
  }
  return values;
}

ObservedEvents all_of(const Values& values) {
  ObservedEvents all;
  for (const auto& [value, events] : values) all.insert(all.end(), events.begin(), events.end());
  return all;
}

/// Calls `look(siret, values, count)` for every participant that states the quantity.
template <typename Look>
void for_each_participant(const Scene& scene, const StatedQuantity& quantity, Look look) {
  for (const auto& [siret, events] : scene.by_participant(quantity.kind)) {
    const Values values = values_of(quantity, events);
    std::size_t count = 0;
    for (const auto& [value, stating] : values) count += stating.size();
    if (count > 0) look(siret, values, count);
  }
}

/// From 1 to 9, of a value above 0.
std::size_t first_digit(const Decimal& value) {
  Decimal::Scaled rest = value.scaled();
  while (rest >= 10) rest /= 10;
  return static_cast<std::size_t>(rest);
}

/// Σ (found − expected)² ÷ expected; `share` is of 10⁹.
template <std::size_t Digits>
std::optional<Decimal> chi_squared(const std::array<std::size_t, Digits>& found, std::size_t count,
                                   const std::array<std::int64_t, Digits>& share) {
  Decimal sum;
  for (std::size_t i = 0; i < Digits; ++i) {
    const auto expected = product(Decimal::from_scaled(share[i]), Decimal(static_cast<std::int64_t>(count)));
    if (!expected) return std::nullopt;
    const Decimal off = Decimal(static_cast<std::int64_t>(found[i])) - *expected;
    const auto square = product(off, off);
    const auto part = square ? quotient(*square, *expected) : std::nullopt;
    if (!part) return std::nullopt;
    sum += *part;
  }
  return sum;
}

}  // namespace

std::uint64_t same_facts(const Scene& scene, Questions& questions) {
  std::uint64_t looked_at = 0;
  for (const EventKind kind : {EventKind::reconditioning, EventKind::resale}) {
    for (const auto& [siret, events] : scene.by_participant(kind)) {
      looked_at += events.size();
      std::map<std::pair<Instant, std::uint64_t>, ObservedEvents> groups;
      for (const Observation* event : events) groups[{event->occurred_at, event->alike}].push_back(event);
      for (const auto& [which, group] : groups) {
        if (group.size() < fewest_the_same) continue;
        questions.ask({.about = std::string(siret),
                       .figures = {counted(group.size())},
                       .kind = kind,
                       .at = which.first},
                      group);
      }
    }
  }
  return looked_at;
}

std::uint64_t repeated_value(const Scene& scene, Questions& questions) {
  std::uint64_t looked_at = 0;
  for (const StatedQuantity& quantity : quantities) {
    for_each_participant(
        scene, quantity, [&](std::string_view siret, const Values& values, std::size_t count) {
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

std::uint64_t first_digits(const Scene& scene, Questions& questions) {
  std::uint64_t looked_at = 0;
  for (const StatedQuantity& quantity : quantities) {
    for_each_participant(scene, quantity, [&](std::string_view siret, const Values& values, std::size_t) {
      const auto spread = product(values.begin()->first, Decimal(spread_of_benford));
      if (values.size() < fewest_values || !spread || values.rbegin()->first < *spread) return;
      looked_at += values.size();
      std::array<std::size_t, 9> found{};
      for (const auto& [value, events] : values) ++found[first_digit(value) - 1];
      const auto unlikely = chi_squared(found, values.size(), benford);
      if (!unlikely || *unlikely <= rare_with_8) return;
      questions.ask({.about = std::string(siret),
                     .figures = {counted(values.size()), *unlikely, rare_with_8},
                     .quantity = quantity.quantity},
                    all_of(values));
    });
  }
  return looked_at;
}

std::uint64_t last_digits(const Scene& scene, Questions& questions) {
  constexpr std::int64_t tenth = 100'000'000;
  constexpr std::array<std::int64_t, 10> even{tenth, tenth, tenth, tenth, tenth,
                                              tenth, tenth, tenth, tenth, tenth};
  std::uint64_t looked_at = 0;
  for (const StatedQuantity& quantity : quantities) {
    for_each_participant(scene, quantity, [&](std::string_view siret, const Values& values, std::size_t) {
      std::array<std::size_t, 10> found{};
      std::size_t whole = 0;
      for (const auto& [value, events] : values) {
        if (value.scaled() % Decimal::scale != 0) continue;
        ++found[static_cast<std::size_t>(value.scaled() / Decimal::scale % 10)];
        ++whole;
      }
      if (whole < fewest_different) return;
      looked_at += whole;
      const auto unlikely = chi_squared(found, whole, even);
      if (!unlikely || *unlikely <= rare_with_9) return;
      const auto most =
          static_cast<std::size_t>(std::max_element(found.begin(), found.end()) - found.begin());
      questions.ask({.about = std::string(siret),
                     .figures = {counted(found[most]), counted(whole), counted(most), *unlikely, rare_with_9},
                     .quantity = quantity.quantity},
                    all_of(values));
    });
  }
  return looked_at;
}

}  // namespace lcl
