// SPDX-License-Identifier: Apache-2.0
// What is a period's and no cycle's: the steps of the scope `period`, evaluated
// for each category over what counts in a calendar year up to an instant. The
// amount of a span is what they yield at its end less what they yield at its
// start, so that months add up to years.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "ledger/figures/cycle.hpp"
#include "ledger/figures/derivation.hpp"
#include "ledger/figures/scenario_sums.hpp"

namespace lcl {

/// Whether a methodology has steps that look at what counts in the year before a period.
[[nodiscard]] bool looks_back(const Methodology& methodology);

/// Adds, for each category and month of `period`, what the steps of the scope `period` yield to `cells`,
/// which hold what they look at. Throws Error (arithmetic, unavailable) naming the step that failed.
void add_period_cells(std::map<CellKey, Cell>& cells, std::uint32_t project, const Crediting& crediting,
                      const Period& period, const TextNumbers& texts);

/// Adds to `years` what each scenario changes in what the steps of the scope `period` yield: under it they
/// look at what is counted under it.
void add_period_shifts(std::map<int, ScenarioRows>& years, const std::map<CellKey, Cell>& cells,
                       std::uint32_t project, const Crediting& crediting, const Period& period,
                       const ScenarioSums& sums, const TextNumbers& texts);

}  // namespace lcl
