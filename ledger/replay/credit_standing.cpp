// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/credit_standing.hpp"

#include <utility>

#include "ledger/registry/lifecycle.hpp"
#include "ledger/replay/counted_periods.hpp"
#include "ledger/store/event_lookup.hpp"

namespace lcl {
namespace {

/// Whether a report that an auditor objected to would say otherwise now: what the objection was to may be
/// mended without any event, by a dispute that is upheld.
bool would_say_otherwise(const Project& project, const Report& report, const Head& head,
                         const FiguresBatch& figures) {
  const FiguresBatch::Key now{project.id, head, report.period};
  return report.counting() == Counting::no_credit &&
         digest_of(figures.lines(now), of_period(figures.tally(now))) != report.lines;
}

/// The labelled project of that id; nullptr where there is none.
const Project* labelled_project(const RegistryState& state, const std::string& id) {
  const Project* project = state.project(id);
  return project != nullptr && state.methodology_of(*project) != nullptr ? project : nullptr;
}

void want_standing(const RegistryState& state, const Project& project,
                   const std::optional<Period>& population, const Head& head, FiguresBatch& figures) {
  want_counted(project, head, figures);
  for (const Project* before : state.records().predecessors(project)) want_counted(*before, head, figures);
  for (const Report* report : project.standing_reports()) {
    figures.want({project.id, report->checkpoint, report->period}, wanted_lines(project));
    figures.want({project.id, head, report->period}, wanted_lines(project));
  }
  if (population) figures.want({project.id, head, *population}, {.by_participant = true});
}

CreditStanding standing_of(const RegistryState& state, const Project& project,
                           const std::optional<Period>& population, const Head& head,
                           const FiguresBatch& figures, Instant at) {
  CreditStanding found;
  found.asks_sample = state.methodology_of(project)->asks_sample();
  found.predecessors_audited_until = state.records().predecessors_audited_until(project);
  if (population) found.population = figures.tally({project.id, head, *population});
  for (const Report* report : project.standing_reports()) {
    const LinesCompared cycles = compared(project, *report, head, figures);
    const bool mended = would_say_otherwise(project, *report, head, figures);
    if (cycles.differ || mended) found.outdated.push_back(report->seq);
    if (cycles.risen || mended) found.risen.push_back(report->seq);
  }
  found.counted = counted_periods(project, head, figures);
  found.vintages = vintage_figures(project, *state.methodology_of(project), found.counted, at);
  for (const Project* before : state.records().predecessors(project)) {
    for (const VintageFigures& vintage : vintage_figures(*before, *state.methodology_of(*before),
                                                         counted_periods(*before, head, figures), at)) {
      if (vintage.in_debt()) found.inherited.push_back({before->id, vintage.vintage, -vintage.owed});
    }
  }
  return found;
}

}  // namespace

std::vector<CreditStanding> credit_standings(const OpenLedger& ledger,
                                             const std::vector<StandingRequest>& requests,
                                             const Progress& progress,
                                             const std::optional<Instant>& stands_at, KeptFigures* kept) {
  const RegistryState& state = ledger.state();
  const Head head = ledger.head();
  FiguresBatch figures;
  bool wanted = false;
  for (const StandingRequest& each : requests) {
    const Project* project = labelled_project(state, each.project);
    if (project == nullptr) continue;
    want_standing(state, *project, each.population, head, figures);
    wanted = true;
  }
  if (wanted) figures.derive({ledger.log(), ledger.second_log()}, {state, head.size}, progress, kept);
  const Instant at = stands_at.value_or(ledger.as_of());
  std::vector<CreditStanding> found;
  found.reserve(requests.size());
  for (const StandingRequest& each : requests) {
    const Project* project = labelled_project(state, each.project);
    found.push_back(project == nullptr ? CreditStanding{}
                                       : standing_of(state, *project, each.population, head, figures, at));
  }
  return found;
}

CreditStanding credit_standing(const OpenLedger& ledger, const std::string& project,
                               const std::optional<Period>& population, const Progress& progress,
                               const std::optional<Instant>& stands_at, KeptFigures* kept) {
  return std::move(credit_standings(ledger, {{project, population}}, progress, stands_at, kept).front());
}

std::vector<ForeignCollection> foreign_collections(const OpenLedger& ledger, const Project& project,
                                                   const Progress& progress) {
  FiguresBatch figures;
  const FiguresBatch::Key all{project.id, ledger.head(), project.crediting_period};
  figures.want(all, {.frame = false, .lines = true, .given_back = true, .by_participant = false});
  figures.derive({ledger.log(), ledger.second_log()}, {ledger.state(), ledger.head().size}, progress);
  const EventLookup lookup = event_lookup(ledger.log());
  std::vector<ForeignCollection> found;
  for (const GivenBackLine& each : figures.given_back(all)) {
    found.push_back({each.entry, event_at(each.entry, lookup).project, each.line.vintage, each.line.kg_co2e});
  }
  return found;
}

}  // namespace lcl
