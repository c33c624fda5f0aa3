// SPDX-License-Identifier: Apache-2.0
// How much more each effect comes to under every scenario than as factors are
// declared: what derivations add up beside their cells, and what uncertainty.hpp
// makes X_low of.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "ledger/figures/tally.hpp"
#include "ledger/methodology/effect.hpp"
#include "ledger/methodology/uncertainty.hpp"
#include "ledger/values/decimal.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

/// How much more one event adds to an effect under one scenario.
struct Shift {
  std::size_t scenario = 0;  ///< Scenario::index
  Effect effect{};
  Instant at;  ///< at which the amount counts
  Decimal kg_co2e;
};

class ScenarioSums {
 public:
  /// What is counted apart.
  struct Place {
    int year = 0;
    std::uint32_t category = 0;
    friend auto operator<=>(const Place&, const Place&) = default;
  };
  using Row = std::array<Decimal, effect_count>;  ///< by effect

  void add(std::uint32_t category, const Shift& shift, int sign);

  /// By scenario, of a year and all categories: as many as there are scenarios, or fewer where the rest is 0.
  [[nodiscard]] std::map<int, std::vector<Row>> years() const;

 private:
  std::map<Place, std::vector<Row>> rows_;
};

}  // namespace lcl
