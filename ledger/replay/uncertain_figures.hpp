// SPDX-License-Identifier: Apache-2.0
// How certain a project's reductions are: every source of uncertainty of its
// method at its low and at its high, over the log in one scan.
#pragma once

#include <optional>
#include <vector>

#include "ledger/figures/tally.hpp"
#include "ledger/figures/uncertainty.hpp"
#include "ledger/methodology/methodology.hpp"
#include "ledger/registry/records.hpp"
#include "ledger/replay/drawn_figures.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/progress.hpp"

namespace lcl {

struct UncertainFigures {
  Tally tally;
  Uncertainty uncertainty;
  /// Where asked for: what each parameter with a span changes, at the lowest and at the highest of it.
  std::optional<Uncertainty> spans;
  std::vector<DrawnVintage> drawn;  ///< where asked for
};

/// Under which methodologies; either may be nullptr.
struct UncertainUnder {
  const Methodology* assumed = nullptr;  ///< in place of the one that the project is bound to
  const Methodology* spanned = nullptr;  ///< the same with_spans()
};
/// Of `project`, labelled, in `period`. Throws as tallies_at, and where a formula cannot be evaluated with a
/// factor low or high.
[[nodiscard]] UncertainFigures uncertain_figures(const OpenLedger& ledger, const Project& project,
                                                 const Period& period, const UncertainUnder& under = {},
                                                 const Progress& progress = {});

}  // namespace lcl
