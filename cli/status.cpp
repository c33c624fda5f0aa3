// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "cli/command_table.hpp"
#include "cli/progress.hpp"
#include "cli/references.hpp"
#include "cli/report_text.hpp"
#include "cli/status_text.hpp"

namespace lcl::cli {
namespace {

/// The period of the last report or, before there is one, all that has been credited so far.
std::optional<Period> population_period(const Project& project, Instant today) {
  if (!project.reports.empty()) return project.reports.back().period;
  const Period& crediting = project.crediting_period;
  if (today <= crediting.from) return std::nullopt;
  return Period{crediting.from, std::min(crediting.to, today)};
}

/// The reports that stand whose figures the entries no longer give. Each is only looked at where what is
/// reported and what is derived differ in sum.
std::vector<std::uint64_t> outdated(const Ledger& ledger, const Picture& picture, const Progress& progress) {
  Decimal derived;
  for (const VintageFigures& vintage : picture.vintages) derived += vintage.reduction;
  Decimal reported;
  for (const Report& report : picture.project.reports) {
    const bool stands = stage_of(picture.project, report) != ReportStage::replaced;
    if (stands && report.audited()) reported += report.reduction;
  }
  std::vector<std::uint64_t> found;
  for (const Report& report : picture.project.reports) {
    if (stage_of(picture.project, report) == ReportStage::replaced) continue;
    if (report.audited() && reported == derived) continue;
    const bool at_hand = picture.population && picture.population->period == report.period;
    const Decimal now_derived =
        at_hand ? picture.population->amounts.net()
                : ledger.tally(picture.project.id, report.period, {}, progress).amounts.net();
    if (now_derived != report.reduction) found.push_back(report.seq);
  }
  return found;
}

Exit status(Call& call) {
  const std::string& id = call.subject();
  const Ledger ledger({call.registry()});
  const auto named = project_named(ledger.state(), id);
  if (const auto* refused = std::get_if<Refused>(&named)) return refuse(call, *refused);
  const Project& project = *std::get<const Project*>(named);
  Picture picture{ledger.state(), project, now(), {}, std::nullopt, {}};
  if (ledger.state().methodology_of(project) != nullptr) {
    ProgressLine line;
    picture.vintages = ledger.vintages(id, watched(line));
    if (const auto period = population_period(project, picture.today)) {
      picture.population = ledger.tally(id, *period, {Grouping::participant}, watched(line));
    }
    picture.outdated = outdated(ledger, picture, watched(line));
  }
  if (call.json()) {
    call.answer.document(status_json(picture));
  } else {
    call.answer.write(status_text(picture));
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
