// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/uncertain_figures.hpp"

#include <utility>
#include <vector>

#include "ledger/replay/recomputation.hpp"
#include "ledger/values/error.hpp"

namespace lcl {

UncertainFigures uncertain_figures(const OpenLedger& ledger, const Project& project, const Period& period,
                                   const UncertainUnder& under, const Progress& progress) {
  std::vector<FiguresRequest> requests;
  requests.push_back({ledger.state(), project.id, ledger.head(), period});
  requests.front().scenarios = true;
  requests.front().methodology = under.assumed;
  if (under.spanned != nullptr) {
    requests.push_back(requests.front());
    requests.back().methodology = under.spanned;
  }
  std::vector<DerivedFigures> figures = figures_of({ledger.log(), ledger.second_log()}, requests, progress);
  for (const DerivedFigures& each : figures) {
    if (each.fault) throw Error(*each.fault);
  }
  UncertainFigures found{std::move(figures[0].tally), std::move(figures[0].uncertainty), std::nullopt, {}};
  if (under.spanned != nullptr) found.spans = std::move(figures[1].uncertainty);
  return found;
}

}  // namespace lcl
