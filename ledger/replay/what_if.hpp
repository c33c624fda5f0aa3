// SPDX-License-Identifier: Apache-2.0
// A tally beside what the same events would come to under other assumptions.
// Nothing is recorded: the assumptions are those of the one who asks.
#pragma once

#include <vector>

#include "ledger/figures/cycle.hpp"
#include "ledger/figures/cycle_lines.hpp"
#include "ledger/figures/tally.hpp"
#include "ledger/registry/records.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/progress.hpp"

namespace lcl {

struct WhatIf {
  Tally recorded;  ///< by category and month, as all here
  Tally assumed;
  std::vector<ChangedLine> cycles;  ///< where asked for: those that come to something else, `now` assumed
};

/// What `project`, labelled, comes to in `period`, and what it would under `assumed`; one scan. Throws as
/// tallies_at, and where a formula of `assumed` cannot be evaluated for what is recorded.
[[nodiscard]] WhatIf what_if(const OpenLedger& ledger, const Project& project, const Supposition& assumed,
                             const Period& period, bool list_cycles, const Progress& progress = {});

}  // namespace lcl
