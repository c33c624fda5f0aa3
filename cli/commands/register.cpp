// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/command_table.hpp"
#include "cli/kit/forms.hpp"
#include "cli/kit/references.hpp"
#include "ledger/ledger.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/cdop.hpp"
#include "ledger/texts/listing/cells.hpp"
#include "ledger/texts/unit_listing.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

/// With the document as one cell: what the same project says at another size is told by it.
Exit show_in_cdop(Call& call, const Project& project) {
  const OpenLedger& ledger = call.ledger().opened();
  const auto listing = [&] {
    return listing_of("cdop", page::Message::listing_register_of, project.id,
                      {detail("document", ValueKind::code)}, {{canonical(cdop_json(ledger, project))}},
                      basis_of(call));
  };
  return give_exportable(call, {.json = [&] { return cdop_json(ledger, project); }, .listing = listing});
}

Exit show_register(Call& call) {
  const bool in_cdop = call.arguments.has("cdop");
  if (in_cdop && !call.arguments.has_positional(0))
    throw UsageError(phrase("--cdop shows one project: name it"));
  require_form(call, in_cdop ? Forms::json_alone : Forms::all);
  const Ledger& ledger = call.ledger();
  const Project* only = nullptr;
  if (call.arguments.has_positional(0)) {
    const auto named = project_named(ledger.state(), call.subject());
    if (!named) return call.refuse(named.refused());
    only = *named;
  }
  if (in_cdop) return show_in_cdop(call, *only);
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
                  "lcl register --output register.html\n"
                  "lcl register RENO1 --cdop --output reno1.json",
      .page =
          R"(Every block of units with its serial, state, vintage, project, region and methodology; who has it
or for whom it was retired, where that is public; its use and, once retired, for which year.
Prices are in no register, and who is not named in public is "anonymous".
With --cdop: one project, its issuances and its units as the Carbon Data Open Protocol names them, in
JSON; which field says what, and what the protocol asks for that is not on record, is in
schemas/README.md, "Carbon Data Open Protocol".
)",
      .positionals = {"[ID]"},
      .options = with_forms({{"cdop", "", "as the Carbon Data Open Protocol has it: one project, in JSON"}}),
      .exports = true,
      .run = show_register,
  }};
}

}  // namespace lcl::cli
