// SPDX-License-Identifier: Apache-2.0
#include "ledger/figures/issuance.hpp"

#include <map>

#include "ledger/values/carbon_unit.hpp"

namespace lcl {
LinesCompared forgone(const Tally& now) {
  LinesCompared counted;
  for (const Vintage& vintage : now.vintages)
    counted.lesser[vintage.year] = -vintage.amounts.emitted() - vintage.amounts.given_back();
  return counted;
}

std::vector<VintageFigures> vintage_figures(const Project& project, const Methodology& methodology,
                                            const std::vector<CountedPeriod>& counted) {
  struct Sums {
    Amounts amounts;
    Decimal lesser;
  };
  std::map<int, Sums> years;
  for (const CountedPeriod& period : counted) {
    for (const Vintage& vintage : period.now.vintages) years[vintage.year].amounts.add(vintage.amounts);
    for (const auto& [year, kg] : period.cycles.lesser) years[year].lesser += kg;
  }
  for (const Issuance& issuance : project.issuances) years[issuance.vintage];
  for (const SetOff& set_off : project.set_offs) {
    years[set_off.vintage];
    years[set_off.from_vintage];
  }
  std::vector<VintageFigures> figures;
  for (const auto& [year, sums] : years) {
    VintageFigures vintage{.vintage = year,
                           .avoided = sums.amounts.avoided(),
                           .emitted = sums.amounts.emitted(),
                           .given_back = sums.amounts.given_back(),
                           .reduction = sums.lesser,
                           .creditable = methodology.discounted(sums.lesser),
                           .account = project.account(year),
                           .owed = {},
                           .units = 0};
    vintage.owed = vintage.account.owed(vintage.creditable);
    if (!vintage.in_debt()) vintage.units = units_within(vintage.owed);
    figures.push_back(vintage);
  }
  return figures;
}

}  // namespace lcl
