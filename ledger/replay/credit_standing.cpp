// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/credit_standing.hpp"

#include <utility>

#include "ledger/registry/outlook.hpp"
#include "ledger/replay/stated_figures.hpp"

namespace lcl {

CreditStanding credit_standing(const OpenLedger& ledger, const Project& project, Instant today,
                               const Progress& progress) {
  CreditStanding credits;
  const Methodology* methodology = ledger.state().methodology_of(project);
  if (methodology == nullptr) return credits;
  std::vector<Period> periods = project.audited_periods();
  const std::size_t audited = periods.size();
  std::vector<const Report*> standing;
  for (const Report& report : project.reports) {
    if (project.stage_of(report) != ReportStage::replaced) standing.push_back(&report);
  }
  for (const Report* report : standing) periods.push_back(report->period);
  const std::optional<Period> population = population_period(project, today);
  if (population) periods.push_back(*population);

  std::vector<Tally> found = tallies(ledger, project.id, periods, {Grouping::participant}, progress);
  for (std::size_t i = 0; i < standing.size(); ++i) {
    if (found[audited + i].amounts.net() != standing[i]->reduction)
      credits.outdated.push_back(standing[i]->seq);
  }
  if (population) credits.population = std::move(found.back());
  found.resize(audited);
  credits.vintages = vintage_figures(project, *methodology, found);
  return credits;
}

}  // namespace lcl
