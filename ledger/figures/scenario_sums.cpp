// SPDX-License-Identifier: Apache-2.0
#include "ledger/figures/scenario_sums.hpp"

namespace lcl {

void ScenarioSums::add(std::uint32_t category, const Shift& shift, int sign) {
  std::vector<Row>& rows = rows_[{year_of(shift.at), category}];
  if (rows.size() <= shift.scenario) rows.resize(shift.scenario + 1);
  Decimal& sum = rows[shift.scenario][static_cast<std::size_t>(shift.effect)];
  if (sign > 0) {
    sum += shift.kg_co2e;
  } else {
    sum -= shift.kg_co2e;
  }
}

std::map<int, std::vector<ScenarioSums::Row>> ScenarioSums::years() const {
  std::map<int, std::vector<Row>> years;
  for (const auto& [place, rows] : rows_) {
    std::vector<Row>& sums = years[place.year];
    if (sums.size() < rows.size()) sums.resize(rows.size());
    for (std::size_t scenario = 0; scenario < rows.size(); ++scenario) {
      for (std::size_t effect = 0; effect < effect_count; ++effect)
        sums[scenario][effect] += rows[scenario][effect];
    }
  }
  return years;
}

}  // namespace lcl
