// SPDX-License-Identifier: Apache-2.0
// How what is a period's and no cycle's comes about, category by category and
// month by month, from the entries of a ledger: the tally's own arithmetic.
#pragma once

#include <vector>

#include "ledger/chain/checkpoint.hpp"
#include "ledger/figures/period_cells.hpp"
#include "ledger/registry/records.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/progress.hpp"

namespace lcl {

struct ExplainedPeriod {
  Digest methodology;
  Json parameters;  ///< what the project states for it, as its label does
  Period period;
  bool has_steps = false;  ///< whether the methodology has steps of the scope `period`
  std::vector<ExplainedMonth> months;
};

/// Of a labelled project. One scan; throws as tallies_at.
[[nodiscard]] ExplainedPeriod explain_period(const OpenLedger& ledger, const Project& project,
                                             const Period& period, const Progress& progress = {});

}  // namespace lcl
