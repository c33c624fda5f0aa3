// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/vintage_text.hpp"

#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"

namespace lcl {

Json vintages_json(const std::vector<VintageFigures>& vintages) {
  Json list = Json::array();
  for (const VintageFigures& vintage : vintages) {
    list.push_back({{"avoided", to_string(vintage.avoided)},
                    {"cancelled", vintage.account.cancelled},
                    {"creditable", to_string(vintage.creditable)},
                    {"emitted", to_string(vintage.emitted)},
                    {"given_back", to_string(vintage.given_back)},
                    {"in_debt", vintage.in_debt()},
                    {"issued", vintage.account.issued},
                    {"owed", to_string(vintage.owed)},
                    {"reduction", to_string(vintage.reduction)},
                    {"set_off_in", to_string(vintage.account.set_off_in)},
                    {"set_off_out", to_string(vintage.account.set_off_out)},
                    {"units", vintage.units},
                    {"vintage", vintage.vintage}});
  }
  return list;
}

std::string outcome_text(const VintageFigures& vintage) {
  if (vintage.in_debt()) return kilograms(-vintage.owed) + " kgCO2e in debt";
  if (vintage.units == 0) return "less than a unit";
  return whole(vintage.units) + (vintage.units == 1 ? " unit" : " units") + " may be issued";
}

std::string vintages_text(const std::vector<VintageFigures>& vintages) {
  if (vintages.empty()) return {};
  Columns lines({Align::left, Align::right, Align::right, Align::right, Align::right, Align::right,
                 Align::right, Align::right, Align::right, Align::right, Align::left});
  lines.row({"vintage", "avoided", "emitted", "given back", "S", "C", "issued", "cancelled", "set off",
             "owed, kgCO2e", "so"});
  for (const VintageFigures& vintage : vintages) {
    lines.row({std::to_string(vintage.vintage), kilograms(vintage.avoided), kilograms(vintage.emitted),
               kilograms(vintage.given_back), kilograms(vintage.reduction), kilograms(vintage.creditable),
               whole(vintage.account.issued), whole(vintage.account.cancelled),
               kilograms(vintage.account.set_off_in - vintage.account.set_off_out), kilograms(vintage.owed),
               outcome_text(vintage)});
  }
  return lines.text();
}

}  // namespace lcl
