// SPDX-License-Identifier: Apache-2.0
// Reductions under factors that are drawn at random between their low and high
// values (Monte Carlo), to compare X_low with. Draws follow from a seed alone
// (schemas/README.md, "Draws"), and all arithmetic is exact: the same figures
// everywhere.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/methodology/methodology.hpp"
#include "ledger/registry/records.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/progress.hpp"

namespace lcl {

inline constexpr std::uint64_t most_draws = 10'000;

struct Draws {
  std::uint64_t number = 0;
  std::string seed;
};

/// What the draws of one vintage come to; kgCO2e.
struct DrawnVintage {
  int year = 0;
  Decimal mean;
  Decimal low;   ///< the ⌈5 %⌉th of the draws, ascending
  Decimal high;  ///< the ⌈95 %⌉th
};

/// Where a group's factors lie in draw `draw`, from 1.
[[nodiscard]] std::uint64_t drawn_point(std::string_view seed, std::uint64_t draw, std::string_view group);

/// Of `project` in `period`, under `methodology`, ascending; as many tallies as there are draws, sixteen to a
/// scan. Throws as tallies_at.
[[nodiscard]] std::vector<DrawnVintage> drawn_figures(const OpenLedger& ledger, const Project& project,
                                                      const Period& period, const Methodology& methodology,
                                                      const Draws& draws, const Progress& progress = {});

}  // namespace lcl
