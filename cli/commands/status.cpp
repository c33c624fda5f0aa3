// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/command_table.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/references.hpp"
#include "ledger/registry/outlook.hpp"
#include "ledger/texts/status_text.hpp"

namespace lcl::cli {
namespace {

/// How the entries let `project` stand: the log is read once, for the audited periods, those of the reports
/// that stand, and the population's.
CreditStanding credit_standing(const Ledger& ledger, const Project& project, Instant today) {
  CreditStanding credits;
  const Methodology* methodology = ledger.state().methodology_of(project);
  if (methodology == nullptr) return credits;
  std::vector<const Report*> standing;
  for (const Report& report : project.reports) {
    if (project.stage_of(report) != ReportStage::replaced) standing.push_back(&report);
  }
  std::vector<Period> periods = project.audited_periods();
  const std::size_t audited = periods.size();
  for (const Report* report : standing) periods.push_back(report->period);
  const std::optional<Period> population = population_period(project, today);
  if (population) periods.push_back(*population);

  ProgressLine line;
  std::vector<Tally> tallies = ledger.tallies(project.id, periods, {Grouping::participant}, watched(line));
  for (std::size_t i = 0; i < standing.size(); ++i) {
    if (tallies[audited + i].amounts.net() != standing[i]->reduction)
      credits.outdated.push_back(standing[i]->seq);
  }
  if (population) credits.population = std::move(tallies.back());
  tallies.resize(audited);
  credits.vintages = vintage_figures(project, *methodology, tallies);
  return credits;
}

Exit status(Call& call) {
  const std::string& id = call.subject();
  const Ledger ledger({call.registry()});
  const auto named = project_named(ledger.state(), id);
  if (!named) return refuse(call, named.refused());
  const Project& project = **named;
  const Instant today = now();
  const ProjectStatus standing{ledger.state(), project, today, credit_standing(ledger, project, today)};
  if (call.json()) {
    call.answer.document(status_json(standing));
  } else {
    call.answer.write(status_text(standing));
  }
  return Exit::done;
}

}  // namespace

std::vector<Command> status_commands() {
  return {{
      .name = "status",
      .summary = "show where a project stands, and who has to act next",
      .usage = "ID",
      .examples = "lcl status RENO1",
      .page = "Dates coming due (reports, approvals that expire within 90 days, the end of crediting),\n"
              "the population of the last report, units, debts, declarations that clash, and the\n"
              "next act of each role with its command.\n",
      .positionals = {"ID"},
      .options = {},
      .run = status,
  }};
}

}  // namespace lcl::cli
