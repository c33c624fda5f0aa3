// SPDX-License-Identifier: Apache-2.0
#include "ledger/figures/issuance.hpp"

#include <map>

#include "ledger/values/carbon_unit.hpp"

namespace lcl {
std::vector<VintageFigures> vintage_figures(const Project& project, const Methodology& methodology,
                                            const std::vector<Tally>& audited) {
  std::map<int, Amounts> amounts;
  for (const Tally& tally : audited) {
    for (const Vintage& vintage : tally.vintages) amounts[vintage.year].add(vintage.amounts);
  }
  for (const Issuance& issuance : project.issuances) amounts[issuance.vintage];
  for (const SetOff& set_off : project.set_offs) {
    amounts[set_off.vintage];
    amounts[set_off.from_vintage];
  }
  std::vector<VintageFigures> figures;
  for (const auto& [year, sum] : amounts) {
    VintageFigures vintage{.vintage = year,
                           .avoided = sum.avoided(),
                           .emitted = sum.emitted(),
                           .given_back = sum.given_back(),
                           .reduction = sum.net(),
                           .creditable = methodology.discounted(sum.net()),
                           .account = project.account(year),
                           .owed = {},
                           .units = 0};
    vintage.owed = vintage.account.owed(vintage.creditable);
    if (!vintage.in_debt()) vintage.units = units_within(vintage.owed);
    figures.push_back(vintage);
  }
  return figures;
}

std::vector<std::size_t> risen_periods(const Project& project, const std::vector<Period>& periods,
                                       const std::vector<Tally>& audited) {
  std::vector<std::size_t> risen;
  for (std::size_t i = 0; i < periods.size(); ++i) {
    if (audited[i].amounts.net() > project.audited_report(periods[i])->reduction) risen.push_back(i);
  }
  return risen;
}

}  // namespace lcl
