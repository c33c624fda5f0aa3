// SPDX-License-Identifier: Apache-2.0
#include "ledger/figures/scenario_sums.hpp"

#include <algorithm>

namespace lcl {

void ScenarioSums::add(const Place& place, const Shift& shift, int sign) {
  ScenarioRows& rows = rows_[place];
  if (rows.size() <= shift.scenario) rows.resize(shift.scenario + 1);
  ScenarioRow& row = rows[shift.scenario];
  Decimal& sum = row.kg[static_cast<std::size_t>(shift.effect)];
  if (sign > 0) {
    sum += shift.kg_co2e;
  } else {
    sum -= shift.kg_co2e;
  }
  row.credited += sign * shift.credited;
}

std::map<int, ScenarioRows> ScenarioSums::years() const {
  std::map<int, ScenarioRows> years;
  for (const auto& [place, rows] : rows_) {
    if (place.month != before_the_period) add_rows(rows, years[place.month / 12]);
  }
  return years;
}

void add_rows(const ScenarioRows& rows, ScenarioRows& sums) {
  sums.resize(std::max(sums.size(), rows.size()));
  for (std::size_t scenario = 0; scenario < rows.size(); ++scenario) {
    for (std::size_t effect = 0; effect < effect_count; ++effect)
      sums[scenario].kg[effect] += rows[scenario].kg[effect];
    sums[scenario].credited += rows[scenario].credited;
  }
}

}  // namespace lcl
