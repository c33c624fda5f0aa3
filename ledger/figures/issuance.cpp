// SPDX-License-Identifier: Apache-2.0
#include "ledger/figures/issuance.hpp"

#include <map>

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
    if (!vintage.in_debt()) vintage.units = whole_units(vintage.owed);
    figures.push_back(vintage);
  }
  return figures;
}

}  // namespace lcl
