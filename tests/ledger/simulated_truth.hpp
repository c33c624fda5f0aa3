// SPDX-License-Identifier: Apache-2.0
// What consoles have been through, and what it comes to by the rules of
// schemas/README.md, written out a second time in whole numbers: the oracle of
// the simulation. It knows nothing of the library's derivation.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "ledger/values/timestamp.hpp"
#include "tests/ledger/console_oracle.hpp"

namespace lcl::test {

struct LifeEvent {
  char kind = 'C';  ///< C collection, R reconditioning, S resale, B return
  Instant at;
  int project = 0;
  bool abroad = false;           ///< of a resale
  std::uint64_t seq = 0;         ///< where it is recorded
  bool void_by_dispute = false;  ///< of a collection, as recorded: a dispute of it was upheld
  /// Whether the one says the same as the other.
  [[nodiscard]] bool says(const LifeEvent& other) const {
    return kind == other.kind && at == other.at && project == other.project && abroad == other.abroad;
  }
};

/// What one device has been through, or what stands for it.
using DeviceLife = std::vector<LifeEvent>;

/// What a methodology says of a console.
struct ConsoleMethod {
  Billionths manufacture = avoided_manufacture;
  Billionths additionality = 100'000'000;
};

/// A project, as far as figures rest on it.
struct CreditedProject {
  int number = 0;
  Period crediting;
  ConsoleMethod method;
};

/// By device, ordinal of its collection, and vintage: what of a period a cycle comes to, where that is not 0.
using LifeLines = std::map<std::tuple<std::size_t, int, int>, Billionths>;

/// One cycle of a device.
struct LifeCycle {
  std::vector<LifeEvent> events;
  std::optional<Instant> collected_again;

  [[nodiscard]] bool is_void() const { return events.front().void_by_dispute; }
  [[nodiscard]] const LifeEvent* resale() const {
    return events.back().kind == 'S' ? &events.back() : nullptr;
  }

  /// By vintage, what it comes to in a period.
  [[nodiscard]] std::map<int, Billionths> amounts(const CreditedProject& project,
                                                  const Period& period) const {
    std::map<int, Billionths> kg;
    if (events.front().at >= project.crediting.to) return kg;
    const auto count = [&](Instant at, Billionths amount) {
      at = std::max(at, project.crediting.from);
      at = std::min(at, Instant{project.crediting.to.milliseconds - 1});
      if (period.contains(at)) kg[year_of(at)] += amount;
    };
    for (const LifeEvent& event : events) {
      if (event.kind == 'R') count(event.at, -spent_energy);
    }
    const LifeEvent* sold = resale();
    if (sold == nullptr || sold->abroad || is_void() || !project.crediting.contains(sold->at)) return kg;
    count(sold->at, project.method.manufacture + avoided_journeys);
    if (!collected_again) return kg;
    const Billionths used =
        half_even(Wide{collected_again->milliseconds - sold->at.milliseconds} * one, second_life_ms);
    const Billionths unspent = std::max<Billionths>(0, one - used);
    count(*collected_again, -(times(project.method.manufacture, unspent) + times(avoided_journeys, unspent)));
    return kg;
  }
};

inline std::vector<LifeCycle> cycles_of(const DeviceLife& life) {
  std::vector<LifeCycle> cycles;
  for (const LifeEvent& event : life) {
    if (event.kind == 'C') {
      const auto before = std::find_if(cycles.rbegin(), cycles.rend(),
                                       [](const LifeCycle& cycle) { return !cycle.is_void(); });
      if (before != cycles.rend() && !event.void_by_dispute) before->collected_again = event.at;
      cycles.emplace_back();
    }
    cycles.back().events.push_back(event);
  }
  return cycles;
}

inline LifeLines lines_of(const std::vector<DeviceLife>& devices, const CreditedProject& project,
                          const Period& period) {
  LifeLines lines;
  for (std::size_t device = 0; device < devices.size(); ++device) {
    int ordinal = 0;
    for (const LifeCycle& cycle : cycles_of(devices[device])) {
      if (cycle.events.front().project == project.number) {
        for (const auto& [vintage, kg] : cycle.amounts(project, period)) {
          if (kg != 0) lines[{device, ordinal, vintage}] = kg;
        }
      }
      ++ordinal;
    }
  }
  return lines;
}

inline Billionths of_line(const LifeLines& lines, const LifeLines::key_type& name) {
  const auto found = lines.find(name);
  return found == lines.end() ? 0 : found->second;
}

/// Σ of the lesser of the two, by vintage.
inline std::map<int, Billionths> lesser_of(const LifeLines& a, const LifeLines& b) {
  std::map<int, Billionths> sums;
  LifeLines all = a;
  all.insert(b.begin(), b.end());
  for (const auto& [name, kg] : all) sums[std::get<2>(name)] += std::min(of_line(a, name), of_line(b, name));
  return sums;
}

/// What is left of a vintage's reduction after the discounts.
inline Billionths creditable(Billionths reduction, const ConsoleMethod& method) {
  if (reduction <= 0) return reduction;
  return times(times(times(reduction, one - method.additionality), 900'000'000), 950'000'000);
}

}  // namespace lcl::test
