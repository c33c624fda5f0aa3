// SPDX-License-Identifier: Apache-2.0
// How much more each effect comes to under every scenario than as factors are
// declared: what derivations add up beside their cells, and what uncertainty.hpp
// makes X_low of.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <vector>

#include "ledger/methodology/effect.hpp"
#include "ledger/methodology/uncertainty.hpp"
#include "ledger/values/decimal.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

/// The month of what counts in the year before the period.
inline constexpr std::int32_t before_the_period = std::numeric_limits<std::int32_t>::min();

/// How much more one event adds to an effect under one scenario, and whether it makes a cycle credited.
struct Shift {
  std::size_t scenario = 0;  ///< Scenario::index
  Effect effect{};
  Instant at;  ///< at which the amount counts
  Decimal kg_co2e;
  std::int64_t credited = 0;  ///< 1: a cycle that is ineligible as factors are declared; −1: the reverse
};

struct ScenarioRow {
  std::array<Decimal, effect_count> kg{};  ///< by effect
  std::int64_t credited = 0;
  friend bool operator==(const ScenarioRow&, const ScenarioRow&) = default;
};
/// By scenario: as many as there are, or fewer where the rest changes nothing.
using ScenarioRows = std::vector<ScenarioRow>;

class ScenarioSums {
 public:
  /// What is counted apart.
  struct Place {
    std::uint32_t category = 0;
    std::int32_t month = 0;
    friend auto operator<=>(const Place&, const Place&) = default;
  };

  void add(const Place& place, const Shift& shift, int sign);

  [[nodiscard]] const std::map<Place, ScenarioRows>& places() const { return rows_; }
  /// Of the period's years, and all categories.
  [[nodiscard]] std::map<int, ScenarioRows> years() const;

 private:
  std::map<Place, ScenarioRows> rows_;
};

/// Adds `rows` to `sums`, scenario by scenario.
void add_rows(const ScenarioRows& rows, ScenarioRows& sums);

}  // namespace lcl
