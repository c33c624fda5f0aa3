// SPDX-License-Identifier: Apache-2.0
// What a project is owed in units, vintage by vintage: reductions of its
// audited periods after discounts, less what was issued, and what was set off.
#pragma once

#include <cstdint>
#include <vector>

#include "ledger/figures/tally.hpp"
#include "ledger/registry/records.hpp"
#include "ledger/values/decimal.hpp"

namespace lcl {

/// Where one vintage of a project stands; kgCO2e but for `units`.
struct VintageFigures {
  int vintage = 0;
  Decimal avoided;
  Decimal emitted;
  Decimal given_back;
  Decimal reduction;   ///< S = avoided − emitted − given_back, over the audited periods
  Decimal creditable;  ///< C: S after discounts where it is positive
  VintageAccount account;
  Decimal owed;            ///< below 0: a debt
  std::int64_t units = 0;  ///< ⌊owed / 1000 kg⌋, 0 of a debt
  [[nodiscard]] bool in_debt() const { return owed.is_negative(); }
};

/// The vintages of `project` that have a contribution in `audited` (the tallies of its audited periods, all
/// at one checkpoint), units or set-offs; ascending.
[[nodiscard]] std::vector<VintageFigures> vintage_figures(const Project& project,
                                                          const Methodology& methodology,
                                                          const std::vector<Tally>& audited);

/// The periods that earn more than their auditors have seen, by their places in `periods`: those audited of
/// `project`, with their tallies. While there is any, nothing is issued to the project.
[[nodiscard]] std::vector<std::size_t> risen_periods(const Project& project,
                                                     const std::vector<Period>& periods,
                                                     const std::vector<Tally>& audited);

}  // namespace lcl
