// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/credit_standing.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "ledger/replay/recomputation.hpp"
#include "ledger/store/statements.hpp"

namespace lcl {
namespace {

/// The reports that no later one replaces, in the order of their checkpoints, so that one replay passes all.
std::vector<const Report*> standing_reports(const Project& project) {
  std::vector<const Report*> standing;
  for (const Report& report : project.reports) {
    if (project.report(report.period) == &report) standing.push_back(&report);
  }
  std::stable_sort(standing.begin(), standing.end(),
                   [](const Report* a, const Report* b) { return a->checkpoint.size < b->checkpoint.size; });
  return standing;
}

}  // namespace

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
  const std::vector<const Report*> standing = standing_reports(project);
  std::map<std::uint64_t, RegistryState> states;  // by size: at the checkpoints of these reports
  Registrations replay(Signatures::verified_before);
  for (const Report* report : standing) {
    const Head& then = report->checkpoint;
    replay.go_on(source.rows, state.origin(), then.size);
    const RegistryState& known = states.try_emplace(then.size, replay.state()).first->second;
    requests.push_back({known, project.id, then, report->period});
    requests.push_back({state, project.id, checkpoint, report->period});
  }
  if (population) requests.push_back({state, project.id, checkpoint, *population, {Grouping::participant}});

  std::vector<Tally> tallies = tallies_of(source, requests, progress);
  CreditStanding found;
  if (population) found.population = std::move(tallies.back());
  for (std::size_t i = 0; i < standing.size(); ++i) {
    const Tally* then = &tallies[periods.size() + 2 * i];
    if (!same_figures(then[0], then[1])) found.outdated.push_back(standing[i]->seq);
  }
  std::sort(found.outdated.begin(), found.outdated.end());
  tallies.resize(periods.size());
  for (const std::size_t risen : risen_periods(project, periods, tallies))
    found.risen.push_back(project.audited_report(periods[risen])->seq);
  found.vintages = vintage_figures(project, *state.methodology_of(project), tallies);
  return found;
}

}  // namespace lcl
