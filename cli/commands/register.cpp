// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/command_table.hpp"
#include "cli/kit/forms.hpp"
#include "cli/kit/references.hpp"
#include "ledger/ledger.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/unit_listing.hpp"

namespace lcl::cli {
namespace {

Exit show_register(Call& call) {
  require_form(call);
  const Ledger& ledger = call.ledger();
  const Project* only = nullptr;
  if (call.arguments.has_positional(0)) {
    const auto named = project_named(ledger.state(), call.subject());
    if (!named) return call.refuse(named.refused());
    only = *named;
  }
  return give_exportable(call,
                         as_listing([&] { return public_register(ledger.opened(), only, basis_of(call)); }));
}

}  // namespace

std::vector<Command> register_commands() {
  return {{
      .name = "register",
      .summary = "show the public register of units: what anyone may know of each block",
      .examples = "lcl register\n"
                  "lcl register RENO1 --output register.csv --locale fr\n"
                  "lcl register --output register.html",
      .page = "Every block of units with its serial, state, vintage, project, region and methodology; who "
              "has it\n"
              "or for whom it was retired, where that is public; its use and, once retired, for which year.\n"
              "Prices are in no register, and who is not named in public is \"anonymous\".\n",
      .positionals = {"[ID]"},
      .options = with_forms({}),
      .exports = true,
      .run = show_register,
  }};
}

}  // namespace lcl::cli
