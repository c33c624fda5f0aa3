// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "cli/commands/command_table.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/references.hpp"
#include "cli/texts/status_text.hpp"
#include "ledger/replay/stated_figures.hpp"

namespace lcl::cli {
namespace {

/// Takes what the entries give into `picture`; nothing before the label.
void derive(const Ledger& ledger, Picture& picture) {
  if (picture.state.methodology_of(picture.project) == nullptr) return;
  ProgressLine line;
  CreditStanding credits = credit_standing(ledger.opened(), picture.project.id,
                                           population_period(picture.project, picture.today), watched(line));
  picture.vintages = std::move(credits.vintages);
  picture.population = std::move(credits.population);
  picture.outdated = std::move(credits.outdated);
  picture.risen = std::move(credits.risen);
}

Exit status(Call& call) {
  const std::string& id = call.subject();
  const Ledger ledger({call.registry()});
  const auto named = project_named(ledger.state(), id);
  if (!named) return refuse(call, named.refused());
  const Project& project = **named;
  Picture picture{ledger.state(), project, now(), {}, std::nullopt, {}, {}};
  derive(ledger, picture);
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
