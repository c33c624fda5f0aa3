// SPDX-License-Identifier: Apache-2.0
// What a project is owed in units, vintage by vintage: of each cycle of its
// audited periods the lesser of what the auditor saw and what stands, after
// discounts, less what was issued, and what was set off; and what of it is in
// dispute.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "ledger/figures/cycle_lines.hpp"
#include "ledger/figures/tally.hpp"
#include "ledger/registry/records.hpp"
#include "ledger/values/decimal.hpp"

namespace lcl {

/// A period that counts, as its report froze it and as it stands; or a span of a closed project that no such
/// report covers, of which there are no tallies.
struct CountedPeriod {
  const Report* report = nullptr;  ///< nullptr: of such a span
  Period period;
  Tally seen;  ///< at the report's checkpoint
  Tally now;
  LinesCompared cycles;
  std::map<int, Decimal> disputed{};   ///< by vintage: how much more it would be without what is in dispute
  std::map<int, Decimal> misstated{};  ///< Q by vintage: misstated, and taken off what is credited
};

/// Takes `kg` off what is credited in `periods`, ascending, vintage by vintage: of each at most what is
/// credited of it.
void take_off(Decimal kg, const std::vector<CountedPeriod*>& periods);

/// What of a closed project counts without a report: of each cycle what is below 0, or, where it is less, all
/// that there is.
[[nodiscard]] std::map<int, Decimal> below_zero(const PeriodLines& now);
/// What of a period that stands as `now` counts where it is given up.
[[nodiscard]] LinesCompared forgone(const Tally& now);

/// Where one vintage of a project stands; kgCO2e but for `units`.
struct VintageFigures {
  int vintage = 0;
  Decimal avoided;  ///< this and the next two as they stand, over the periods that count
  Decimal emitted;
  Decimal given_back;
  Decimal baseline;  ///< as they stand too
  Decimal leakage;
  Decimal misstated;   ///< Q: what auditors state as misstated in what they saw, as far as it is credited
  Decimal reduction;   ///< X: of each cycle the lesser of what was seen and what stands, less B and Q
  Decimal uncertain;   ///< of a method that computes it: what uncertainty takes off X
  Decimal creditable;  ///< C: X after discounts where it is positive
  VintageAccount account;
  Decimal disputed;                         ///< how much more X would be without what is in dispute
  Decimal owed;                             ///< below 0: a debt, which what is in dispute makes none of
  Decimal withheld;                         ///< of what is owed: kept for what is in dispute
  Decimal reserve;                          ///< of C: not issued yet
  std::optional<Instant> reserved_until{};  ///< none: the method keeps no reserve
  std::int64_t units = 0;  ///< ⌊(owed − withheld − reserve) / 1000 kg⌋; 0 where that is below 0, or a period
                           ///< waits
  bool waits = false;  ///< nothing is issued, as some period counts by an opinion that has lapsed
  [[nodiscard]] bool in_debt() const { return owed.is_negative(); }
};

/// The vintages of `project` that have a contribution in `counted`, units or set-offs, ascending, with what
/// of them is in reserve at an instant.
[[nodiscard]] std::vector<VintageFigures> vintage_figures(const Project& project,
                                                          const Methodology& methodology,
                                                          const std::vector<CountedPeriod>& counted,
                                                          Instant at);

}  // namespace lcl
