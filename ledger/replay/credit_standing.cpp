// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/credit_standing.hpp"

#include <utility>

#include "ledger/replay/counted_periods.hpp"

namespace lcl {

CreditStanding credit_standing(const OpenLedger& ledger, const std::string& project_id,
                               const std::optional<Period>& population, const Progress& progress) {
  const RegistryState& state = ledger.state();
  const Project* labelled = state.project(project_id);
  if (labelled == nullptr || state.methodology_of(*labelled) == nullptr) return {};
  const Project& project = *labelled;
  const Head head = ledger.head();
  FiguresBatch figures;
  want_counted(project, head, figures);
  for (const Report* report : project.standing_reports()) {
    figures.want({project.id, report->checkpoint, report->period}, {.lines = true});
    figures.want({project.id, head, report->period}, {.lines = true});
  }
  if (population) figures.want({project.id, head, *population}, {.by_participant = true});
  figures.derive({ledger.log(), ledger.second_log()}, {state, head.size}, progress);
  CreditStanding found;
  if (population) found.population = figures.tally({project.id, head, *population});
  for (const Report* report : project.standing_reports()) {
    const LinesCompared compared =
        compare(figures.lines({project.id, report->checkpoint, report->period}),
                figures.lines({project.id, head, report->period}), report->counting());
    if (compared.differ) found.outdated.push_back(report->seq);
    if (compared.risen) found.risen.push_back(report->seq);
  }
  found.counted = counted_periods(project, head, figures);
  found.vintages = vintage_figures(project, *state.methodology_of(project), found.counted);
  return found;
}

}  // namespace lcl
