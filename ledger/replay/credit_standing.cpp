// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/credit_standing.hpp"

#include <deque>
#include <utility>

#include "ledger/replay/recomputation.hpp"
#include "ledger/store/statements.hpp"

namespace lcl {

CreditStanding credit_standing(const OpenLedger& ledger, const std::string& project_id,
                               const std::optional<Period>& population, const Progress& progress) {
  const RegistryState& state = ledger.state();
  const Project* labelled = state.project(project_id);
  if (labelled == nullptr || state.methodology_of(*labelled) == nullptr) return {};
  const Project& project = *labelled;
  const Head checkpoint = ledger.head();
  const DerivationSource source{ledger.log(), ledger.second_log()};
  const std::vector<Period> periods = project.audited_periods();
  std::vector<FiguresRequest> requests;
  requests.reserve(periods.size() + 2 * project.reports.size() + 1);
  for (const Period& period : periods) requests.push_back({state, project.id, checkpoint, period});
  std::vector<const Report*> standing;
  std::deque<RegistryState> states;  // at the checkpoints of these reports
  for (const Report& report : project.reports) {
    if (project.report(report.period) != &report) continue;
    standing.push_back(&report);
    states.push_back(state_at(source.rows, state.origin(), report.checkpoint.size));
    requests.push_back({states.back(), project.id, report.checkpoint, report.period});
    requests.push_back({state, project.id, checkpoint, report.period});
  }
  if (population) requests.push_back({state, project.id, checkpoint, *population, {Grouping::participant}});

  std::vector<Tally> tallies = tallies_of(source, requests, progress);
  CreditStanding found;
  if (population) found.population = std::move(tallies.back());
  for (std::size_t i = 0; i < standing.size(); ++i) {
    const Tally* then = &tallies[periods.size() + 2 * i];
    if (!same_figures(then[0], then[1])) found.outdated.push_back(standing[i]->seq);
  }
  tallies.resize(periods.size());
  for (const std::size_t risen : risen_periods(project, periods, tallies))
    found.risen.push_back(project.audited_report(periods[risen])->seq);
  found.vintages = vintage_figures(project, *state.methodology_of(project), tallies);
  return found;
}

}  // namespace lcl
