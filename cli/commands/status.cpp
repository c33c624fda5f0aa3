// SPDX-License-Identifier: Apache-2.0

#include "cli/commands/command_table.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/references.hpp"
#include "cli/texts/status_text.hpp"
#include "ledger/texts/report_text.hpp"

namespace lcl::cli {
namespace {

/// Takes what the entries give into `picture`: the log is read once, for the audited periods, those of the
/// reports that stand, and the population's.
void derive(const Ledger& ledger, Picture& picture) {
  const Project& project = picture.project;
  const Methodology* methodology = picture.state.methodology_of(project);
  if (methodology == nullptr) return;
  std::vector<const Report*> standing;
  for (const Report& report : project.reports) {
    if (stage_of(project, report) != ReportStage::replaced) standing.push_back(&report);
  }
  std::vector<Period> periods = project.audited_periods();
  const std::size_t audited = periods.size();
  for (const Report* report : standing) periods.push_back(report->period);
  const std::optional<Period> population = population_period(project, picture.today);
  if (population) periods.push_back(*population);

  ProgressLine line;
  std::vector<Tally> tallies = ledger.tallies(project.id, periods, {Grouping::participant}, watched(line));
  for (std::size_t i = 0; i < standing.size(); ++i) {
    if (tallies[audited + i].amounts.net() != standing[i]->reduction)
      picture.outdated.push_back(standing[i]->seq);
  }
  if (population) picture.population = std::move(tallies.back());
  tallies.resize(audited);
  picture.vintages = vintage_figures(project, *methodology, tallies);
}

Exit status(Call& call) {
  const std::string& id = call.subject();
  const Ledger ledger({call.registry()});
  const auto named = project_named(ledger.state(), id);
  if (!named) return call.refuse(named.refused());
  const Project& project = **named;
  Picture picture{ledger.state(), project, now(), {}, std::nullopt, {}};
  derive(ledger, picture);
  return call.give(status_json, status_text, picture);
}

}  // namespace

std::vector<Command> status_commands() {
  return {{
      .name = "status",
      .summary = "show how far a project has come, and who has to act next",
      .examples = "lcl status RENO1",
      .page =
          "Shows dates coming due (reports, approvals that expire within 90 days, the end of crediting),\n"
          "the population of the last report, units, debts, declarations that contradict each other, and\n"
          "what each role has to do next, with the command for it.\n",
      .positionals = {"ID"},
      .run = status,
  }};
}

}  // namespace lcl::cli
