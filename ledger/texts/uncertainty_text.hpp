// SPDX-License-Identifier: Apache-2.0
// How certain a project's reductions are, source by source: a table, a chart of
// bars and JSON.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "ledger/figures/uncertainty.hpp"
#include "ledger/replay/uncertain_figures.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// What one source changes, over all vintages of the period.
struct SourceOfUncertainty {
  UncertainGroup group;
  Decimal low;  ///< X with its factors low, less X
  Decimal high;
  Decimal less;  ///< Σ Δ of the vintages
};
/// The most first; those that change nothing are left out.
[[nodiscard]] std::vector<SourceOfUncertainty> sources_by_size(const Uncertainty& uncertainty);

/// `draws` are those that `figures.drawn` were made of.
[[nodiscard]] std::string uncertainty_text(const UncertainFigures& figures, const Draws& draws = {});
[[nodiscard]] Json uncertainty_json(const UncertainFigures& figures, const Draws& draws = {});

}  // namespace lcl
