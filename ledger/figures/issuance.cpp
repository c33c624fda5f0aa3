// SPDX-License-Identifier: Apache-2.0
#include "ledger/figures/issuance.hpp"

#include <algorithm>
#include <map>

#include "ledger/figures/uncertainty.hpp"
#include "ledger/values/carbon_unit.hpp"

namespace lcl {

std::map<int, Decimal> below_zero(const PeriodLines& now) {
  std::map<int, Decimal> counted = compare(now, now, Counting::no_credit).lesser;
  std::erase_if(counted, [](const auto& vintage) { return vintage.second.is_zero(); });
  return counted;
}

LinesCompared forgone(const Tally& now) {
  LinesCompared counted;
  for (const Vintage& vintage : now.vintages)
    counted.lesser[vintage.year] =
        std::min(vintage.net, vintage.net - vintage.amounts.avoided() + vintage.amounts.baseline());
  return counted;
}

namespace {

/// What is in dispute and no credit of its own vintage covers is kept from what the others are owed: who
/// disputes gains nothing by it.
void withhold(std::vector<VintageFigures>& figures, const Decimal& uncovered) {
  Decimal free;
  for (const VintageFigures& vintage : figures) {
    if (!vintage.in_debt()) free += vintage.owed;
  }
  free = std::max(Decimal(0), free - uncovered);
  for (VintageFigures& vintage : figures) {
    if (vintage.in_debt()) continue;
    vintage.withheld = vintage.owed - std::min(vintage.owed, free);
    if (vintage.waits) continue;
    const Decimal free_of_reserve = vintage.owed - vintage.withheld - vintage.reserve;
    vintage.units = units_within(std::max(Decimal(0), free_of_reserve));
  }
}

/// Whether its cycles are credited, so that what is uncertain in them is taken off.
bool credits(const CountedPeriod& period) {
  return period.report != nullptr && !period.report->forgone &&
         period.report->counting() == Counting::as_seen;
}

/// Of a method that computes what is uncertain; of another there are none.
void add_shifts(const Vintage& vintage, std::vector<GroupShift>& sums) {
  sums.resize(std::max(sums.size(), vintage.shifts.size()));
  for (std::size_t i = 0; i < vintage.shifts.size(); ++i) {
    sums[i].low += vintage.shifts[i].low;
    sums[i].high += vintage.shifts[i].high;
  }
}

}  // namespace

void take_off(Decimal kg, const std::vector<CountedPeriod*>& periods) {
  for (CountedPeriod* period : periods) {
    for (auto& [vintage, credited] : period->cycles.lesser) {
      const Decimal off = std::min(kg, std::max(credited, Decimal(0)));
      if (off.is_zero()) continue;
      credited -= off;
      kg -= off;
      period->misstated[vintage] += off;
    }
  }
}

std::vector<VintageFigures> vintage_figures(const Project& project, const Methodology& methodology,
                                            const std::vector<CountedPeriod>& counted, Instant at) {
  struct Sums {
    Amounts amounts;
    Decimal lesser;
    Decimal disputed;
    Decimal misstated;
    std::vector<GroupShift> seen;
    std::vector<GroupShift> now;
  };
  const bool waits = project.waits();
  std::map<int, Sums> years;
  for (const CountedPeriod& period : counted) {
    for (const Vintage& vintage : period.now.vintages) years[vintage.year].amounts.add(vintage.amounts);
    for (const auto& [year, kg] : period.cycles.lesser) years[year].lesser += kg;
    for (const auto& [year, kg] : period.disputed) years[year].disputed += kg;
    for (const auto& [year, kg] : period.misstated) years[year].misstated += kg;
    if (!credits(period)) continue;
    for (const Vintage& vintage : period.seen.vintages) add_shifts(vintage, years[vintage.year].seen);
    for (const Vintage& vintage : period.now.vintages) add_shifts(vintage, years[vintage.year].now);
  }
  const auto groups = methodology.uncertain_groups();
  for (const Issuance& issuance : project.issuances) {
    years[issuance.vintage];
    for (const Holding& holding : issuance.holdings) {
      if (holding.settles) years[*holding.settles];
    }
  }
  for (const SetOff& set_off : project.set_offs) {
    if (set_off.debtor == project.id) years[set_off.vintage];
    if (set_off.payer == project.id) years[set_off.from_vintage];
  }
  std::vector<VintageFigures> figures;
  Decimal uncovered;
  for (const auto& [year, sums] : years) {
    const Decimal uncertain =
        std::max(uncertain_in(groups, sums.seen).both(), uncertain_in(groups, sums.now).both());
    VintageFigures vintage{.vintage = year,
                           .avoided = sums.amounts.avoided(),
                           .emitted = sums.amounts.emitted(),
                           .given_back = sums.amounts.given_back(),
                           .baseline = sums.amounts.baseline(),
                           .leakage = sums.amounts.leakage(),
                           .misstated = sums.misstated,
                           .reduction = sums.lesser,
                           .uncertain = uncertain,
                           .creditable = methodology.discounted(sums.lesser, uncertain),
                           .account = project.account(year),
                           .disputed = sums.disputed,
                           .owed = {},
                           .withheld = {},
                           .reserve = {},
                           .reserved_until = methodology.reserved_until(year),
                           .units = 0,
                           .waits = waits};
    vintage.owed = vintage.account.owed(vintage.creditable);
    vintage.reserve = methodology.reserved(vintage.creditable, year, at);
    if (vintage.in_debt() && !sums.disputed.is_zero()) {
      const Decimal without =
          vintage.account.owed(methodology.discounted(sums.lesser + sums.disputed, uncertain));
      const Decimal debt = std::min(Decimal(0), without);
      uncovered += debt - vintage.owed;
      vintage.owed = debt;
    }
    figures.push_back(vintage);
  }
  withhold(figures, uncovered);
  return figures;
}

}  // namespace lcl
