// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands/command_table.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/references.hpp"
#include "ledger/registry/outlook.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/replay/credit_standing.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/store/statements.hpp"
#include "ledger/texts/status_text.hpp"

namespace lcl::cli {
namespace {

/// The statements on a project that were signed with a key while it was compromised, or whose grant was
/// annulled. The log is only walked where there is such a key.
std::vector<std::uint64_t> questioned(const OpenLedger& ledger, const std::string& project) {
  const auto& keys = ledger.state().keys();
  const bool any = std::any_of(keys.begin(), keys.end(), [](const auto& each) {
    return each.second.standing.annulled || each.second.standing.compromised;
  });
  std::vector<std::uint64_t> found;
  if (!any) return found;
  walk_back(ledger.log(), ledger.state().origin(), ledger.chain().last_on(project), Walk::one_matter,
            [&](const RecordedStatement& each) {
              const Instant latest = ledger.state().records().recorded_between(each.seq, each.time).latest;
              if (keys.at(each.statement.key).questioned_at(latest)) found.push_back(each.seq);
              return true;
            });
  std::reverse(found.begin(), found.end());
  return found;
}

Exit status(Call& call) {
  const std::string& id = call.subject();
  const Ledger& ledger = call.ledger();
  const auto named = project_named(ledger.state(), id);
  if (!named) return call.refuse(named.refused());
  const Project& project = **named;
  const Instant today = now();
  CreditStanding credits = [&] {
    ProgressLine line;
    return credit_standing(ledger.opened(), id, population_period(project, today), watched(line));
  }();
  const AuthenticatedLog& log = ledger.opened().log();
  const Instant last_entry = log.time_of(log.head().size - 1);
  const ProjectStatus standing{ledger.state(),     project,    today,
                               std::move(credits), last_entry, questioned(ledger.opened(), id)};
  return call.give(status_json, status_text, standing);
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
