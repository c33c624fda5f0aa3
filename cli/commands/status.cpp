// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>

#include "cli/commands/command_table.hpp"
#include "cli/kit/forms.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/references.hpp"
#include "ledger/registry/outlook.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/replay/credit_standing.hpp"
#include "ledger/replay/questioned_acts.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/status_text.hpp"

namespace lcl::cli {
namespace {

Exit status(Call& call) {
  const std::string& id = call.subject();
  require_form(call);
  const Ledger& ledger = call.ledger();
  const auto named = project_named(ledger.state(), id);
  if (!named) return call.refuse(named.refused());
  const Project& project = **named;
  const Instant today = stands_at(call);
  CreditStanding credits = [&] {
    ProgressLine line;
    return credit_standing(ledger.opened(), id, population_period(project, today), watched(line), today,
                           call.kept_figures);
  }();
  const AuthenticatedLog& log = ledger.opened().log();
  const Instant last_entry = log.time_of(log.head().size - 1);
  const ProjectStatus standing{ledger.state(),     project,    today,
                               std::move(credits), last_entry, questioned_acts(ledger.opened(), id)};
  return give_exportable(call, {[&] { return status_json(standing); }, [&] { return status_text(standing); },
                                [&] { return status_listing(standing, basis_of(call)); }});
}

}  // namespace

std::vector<Command> status_commands() {
  return {{
      .name = "status",
      .summary = "show how far a project has come, and who has to act next",
      .examples = "lcl status RENO1\n"
                  "lcl status RENO1 --output status.xlsx",
      .page = R"(Shows dates coming due (reports, approvals that expire within 90 days, the end of crediting),
the population of the last report, units, debts, declarations that contradict each other, and
what each role has to do next, with the command for it.
)",
      .positionals = {"ID"},
      .options = with_forms({}),
      .exports = true,
      .run = status,
  }};
}

}  // namespace lcl::cli
