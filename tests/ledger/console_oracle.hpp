// SPDX-License-Identifier: Apache-2.0
// What invented histories of consoles come to, by the reference methodology's
// arithmetic of one kind of device; it knows nothing of the library's derivation.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "ledger/values/timestamp.hpp"
#include "tests/ledger/monitored_registry.hpp"

namespace lcl::test {

__extension__ typedef __int128 Wide;

/// Billionths of a kg of CO2e.
using Billionths = std::int64_t;
inline constexpr Billionths one = 1'000'000'000;

// A console of the reference methodology: 0.8 × (1 − 0.05) × 3/6 of 279 kg of manufacture and 1.2 kg of
// journeys are avoided; 1.5 kWh at 0.0519 are spent on it; its second life is 3 years.
inline constexpr Billionths avoided_manufacture = 106'020'000'000;
inline constexpr Billionths avoided_journeys = 456'000'000;
inline constexpr Billionths spent_energy = 77'850'000;
inline constexpr std::int64_t second_life_ms = 3 * 31'557'600'000;

inline Billionths half_even(Wide numerator, Wide denominator) {
  const bool negative = numerator < 0;
  if (negative) numerator = -numerator;
  Wide whole = numerator / denominator;
  const Wide twice = numerator % denominator * 2;
  if (twice > denominator || (twice == denominator && whole % 2 == 1)) ++whole;
  return static_cast<Billionths>(negative ? -whole : whole);
}

inline Billionths times(Billionths a, Billionths b) { return half_even(Wide{a} * b, one); }

struct Happened {
  char kind = 'C';  ///< C collection, R reconditioning, S resale, B return
  Instant at;
  bool abroad = false;
};

using History = std::vector<Happened>;

/// What a log says of an event beside device, day and participant.
inline std::string facts_of(char kind, bool abroad) {
  switch (kind) {
    case 'C':
      return R"("kind":"collection","country":"FR","category":"console","holder":"consumer","waste":false)";
    case 'R':
      return R"("kind":"reconditioning","country":"FR","outcome":"reconditioned","functions_tested":true,"energy_kwh":"1.5","data_erasure":{"standard":"Purge"})";
    case 'S':
      return fmt::format(R"("kind":"resale","country":"{}","warranty_months":24)", abroad ? "DE" : "FR");
    default:
      return R"("kind":"return","country":"FR","reason":"change of mind")";
  }
}

inline std::string line_of(int device, const Happened& event) {
  return event_line(device, to_string(event.at), facts_of(event.kind, event.abroad));
}

/// What histories come to in a period, by the rules of the reference methodology.
struct Figures {
  int credited = 0;
  int sold_abroad = 0;
  /// By vintage, what is not 0: avoided, emitted, given back.
  std::map<int, std::array<Billionths, 3>> kg;

  void add(const History& history, const Period& period) {
    const Happened* resale = nullptr;
    for (const Happened& event : history) {
      if (event.kind == 'R') count(1, event.at, period, spent_energy);
      if (event.kind == 'B') sell(*resale, period, -1);
      if (event.kind == 'C' && resale != nullptr && !resale->abroad)
        count(2, event.at, period, unspent(event.at.milliseconds - resale->at.milliseconds));
      resale = event.kind == 'S' ? &event : nullptr;
      if (resale != nullptr) sell(*resale, period, +1);
    }
    std::erase_if(kg, [](const auto& vintage) { return vintage.second == std::array<Billionths, 3>{}; });
  }
  [[nodiscard]] Billionths worth_of(int vintage) const {
    const auto found = kg.find(vintage);
    return found == kg.end() ? 0 : found->second[0] - found->second[1] - found->second[2];
  }

 private:
  static Billionths unspent(std::int64_t elapsed) {
    const Billionths share = std::max<Billionths>(0, one - half_even(Wide{elapsed} * one, second_life_ms));
    return times(avoided_manufacture, share) + times(avoided_journeys, share);
  }
  void count(std::size_t place, Instant at, const Period& period, Billionths amount) {
    if (period.contains(at)) kg[year_of(at)][place] += amount;
  }
  void sell(const Happened& resale, const Period& period, int sign) {
    if (!period.contains(resale.at)) return;
    (resale.abroad ? sold_abroad : credited) += sign;
    if (!resale.abroad) count(0, resale.at, period, sign * (avoided_manufacture + avoided_journeys));
  }
};

/// By device, cycle and vintage: what it comes to in a period.
using Lines = std::map<std::tuple<std::size_t, int, int>, Billionths>;

inline Lines lines_of(const std::vector<History>& devices, const Period& period) {
  Lines lines;
  for (std::size_t device = 0; device < devices.size(); ++device) {
    History cycles;  // all of it up to the collection after one of its cycles
    Figures before;
    int ordinal = -1;
    const auto take = [&] {
      Figures after;
      after.add(cycles, period);
      for (const int vintage : {2025, 2026}) {
        const Billionths kg = after.worth_of(vintage) - before.worth_of(vintage);
        if (kg != 0) lines[{device, ordinal, vintage}] = kg;
      }
      before = after;
    };
    for (const Happened& event : devices[device]) {
      cycles.push_back(event);
      if (event.kind != 'C') continue;
      if (ordinal >= 0) take();  // with what this collection gives back of it
      ++ordinal;
    }
    if (ordinal >= 0) take();
  }
  return lines;
}

}  // namespace lcl::test
