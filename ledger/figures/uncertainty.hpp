// SPDX-License-Identifier: Apache-2.0
// What is left of X once each source of uncertainty has been given its due
// (arrêté of 5 Sept 2025, art. 10; schemas/README.md, "Uncertainty"): exact, in
// integers of 256 bits.
#pragma once

#include <map>
#include <span>
#include <vector>

#include "ledger/figures/scenario_sums.hpp"
#include "ledger/figures/tally.hpp"
#include "ledger/methodology/methodology.hpp"
#include "ledger/methodology/uncertainty.hpp"
#include "ledger/values/decimal.hpp"

namespace lcl {

/// What is taken off X.
struct Uncertain {
  Decimal asymmetric;  ///< Σ Δ of the asymmetric groups
  Decimal symmetric;   ///< ⌈√Σ Δ²⌉ of the others, to the last of 9 digits
  [[nodiscard]] Decimal both() const { return asymmetric + symmetric; }
};
/// Of what each group changes; `shifts` may be empty: nothing. Throws as uncertainty_of.
[[nodiscard]] Uncertain uncertain_in(std::span<const UncertainGroup> groups,
                                     std::span<const GroupShift> shifts);

struct VintageUncertainty {
  int year = 0;
  Decimal net;                     ///< X, as factors are declared
  std::vector<GroupShift> groups;  ///< by group
  Uncertain uncertain;
  Decimal low;  ///< X_low = X − uncertain
};

struct Uncertainty {
  std::vector<UncertainGroup> groups;
  std::vector<VintageUncertainty>
      vintages;  ///< ascending: those of the tally, and those that a scenario changes
};

/// Of what `tally` sums, which scenarios change by `years`. Throws Error (arithmetic) where a figure leaves
/// 128 bits, or a sum of squares 256.
[[nodiscard]] Uncertainty uncertainty_of(std::span<const UncertainGroup> groups, const Tally& tally,
                                         const std::map<int, ScenarioRows>& years);

/// Makes the credits of `tally` those of a method that computes what its uncertainty takes off.
void credit_what_is_certain(Tally& tally, const Uncertainty& uncertainty, const Methodology& methodology);

/// ⌈√Σ kg²⌉ in steps of 10^-9, as uncertainty_of.
[[nodiscard]] Decimal root_of_squares(const std::vector<Decimal>& kg);

}  // namespace lcl
