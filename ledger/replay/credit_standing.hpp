// SPDX-License-Identifier: Apache-2.0
// How a project's reports and credits stand to what the entries now give.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ledger/figures/issuance.hpp"
#include "ledger/figures/tally.hpp"
#include "ledger/registry/records.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/progress.hpp"

namespace lcl {

/// Empty before the label.
struct CreditStanding {
  std::vector<VintageFigures> vintages;  ///< what the project is owed, over its audited periods
  std::vector<std::uint64_t> outdated;   ///< reports that stand, whose figures the entries no longer give
  std::optional<Tally> population;       ///< of population_period, by participant
};

/// At the ledger's head; the log is read once. Throws Error as tallies_at.
[[nodiscard]] CreditStanding credit_standing(const OpenLedger& ledger, const Project& project, Instant today,
                                             const Progress& progress = {});

}  // namespace lcl
