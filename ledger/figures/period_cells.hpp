// SPDX-License-Identifier: Apache-2.0
// What is a period's and no cycle's: the steps of the scope `period`, evaluated
// for each category over what counts in a calendar year up to an instant. The
// amount of a span is what they yield at its end less what they yield at its
// start, so that months add up to years.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "ledger/figures/cycle.hpp"
#include "ledger/figures/derivation.hpp"
#include "ledger/figures/scenario_sums.hpp"
#include "ledger/methodology/fact.hpp"

namespace lcl {

/// Whether a methodology has steps that look at what counts in the year before a period.
[[nodiscard]] bool looks_back(const Methodology& methodology);

/// F(y, t) of a category: what the steps yield of what is counted in the year up to an instant.
struct PeriodReading {
  Instant until;
  std::vector<std::pair<Fact, Decimal>> facts;  ///< all that formulas may name, but the category
  Trace steps;                                  ///< empty where nothing is counted: then each figure is 0
};

/// What the steps yield of a category in a month, or in what a period and the crediting period share of it.
struct ExplainedMonth {
  std::string category;
  PeriodReading start;
  PeriodReading end;
  std::vector<Contribution> amounts;  ///< one for each step with an effect: F at the end less F at the start
};

/// Each category's months of `period` in which `cells` hold anything that the steps look at, at either end;
/// by category, then month. Throws as add_period_cells.
[[nodiscard]] std::vector<ExplainedMonth> explained_months(const std::map<CellKey, Cell>& cells,
                                                           std::uint32_t project, const Crediting& crediting,
                                                           const Period& period, const TextNumbers& texts);

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
