// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/what_if.hpp"

#include <string>
#include <utility>

#include "ledger/replay/recomputation.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

WhatIf what_if(const OpenLedger& ledger, const Project& project, const Supposition& assumed,
               const Period& period, bool list_cycles, const Progress& progress) {
  FiguresRequest request{
      ledger.state(), project.id, ledger.head(), period, {Grouping::category, Grouping::month}};
  request.list_lines = list_cycles;
  FiguresRequest other = request;
  other.methodology = &assumed.methodology;
  other.values = &assumed.values;
  std::vector<DerivedFigures> figures =
      figures_of({ledger.log(), ledger.second_log()}, {request, other}, progress);
  if (figures[0].fault) throw Error(*figures[0].fault);
  if (figures[1].fault) {
    throw Error(figures[1].fault->obstacle(),
                phrase("under what is assumed there is no figure: {}", figures[1].fault->what()));
  }
  return {std::move(figures[0].tally), std::move(figures[1].tally),
          changed_lines(figures[0].lines, figures[1].lines)};
}

}  // namespace lcl
