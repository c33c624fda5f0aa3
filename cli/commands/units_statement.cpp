// SPDX-License-Identifier: Apache-2.0
// A statement of units, for a customer or a bank.
#include <utility>
#include <vector>

#include "cli/commands/command_table.hpp"
#include "cli/kit/forms.hpp"
#include "cli/kit/references.hpp"
#include "ledger/ledger.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/holder_text.hpp"
#include "ledger/texts/unit_text.hpp"
#include "ledger/texts/units_statement_page.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

/// All units of a project, whoever has them.
Result<HolderView> units_of_project(const RegistryState& state, const std::string& id) {
  const auto named = project_named(state, id);
  if (!named) return named.refused();
  HolderView view;
  view.name = id;
  for (const Issuance& issuance : (*named)->issuances) {
    for (const Holding& holding : issuance.holdings) view.held.push_back({*named, &issuance, holding});
  }
  return view;
}

Result<HolderView> units_of_serial(const RegistryState& state, const std::string& serial) {
  const auto named = units_named(state, serial);
  if (!named) return named.refused();
  HolderView view;
  view.name = serial;
  for (const Holding& part : holdings_in(*named->issuance, named->block))
    view.held.push_back({named->project, named->issuance, part});
  return view;
}

Result<HolderView> units_asked_for(Call& call, StatementSubject about) {
  const RegistryState& state = call.ledger().state();
  switch (about) {
    case StatementSubject::project:
      return units_of_project(state, call.arguments.one("project"));
    case StatementSubject::serial:
      return units_of_serial(state, call.arguments.one("serial"));
    case StatementSubject::holder:
      break;
  }
  return holder_view(state.records(), call.arguments.one("holder"), stands_at(call));
}

StatementSubject subject_of(const Arguments& given) {
  if (given.has("project") + given.has("holder") + given.has("serial") != 1)
    throw UsageError(phrase("give one of --project ID, --holder HOLDER and --serial SERIAL"));
  return given.has("project")  ? StatementSubject::project
         : given.has("holder") ? StatementSubject::holder
                               : StatementSubject::serial;
}

Exit state_units(Call& call) {
  const StatementSubject about = subject_of(call.arguments);
  require_form(call);
  auto units = units_asked_for(call, about);
  if (!units) return call.refuse(units.refused());
  const OpenLedger& ledger = call.ledger().opened();
  const UnitsStatement statement{about, *std::move(units), basis_of(call)};
  Exportable answer = as_listing([&] { return units_statement_listing(ledger, statement); });
  answer.page = [&](page::Language language) { return units_statement_page(ledger, statement, language); };
  return give_exportable(call, answer);
}

}  // namespace

std::vector<Command> units_statement_commands() {
  return {{
      .name = "units statement",
      .summary = "state what a project or a holder has, for a customer or a bank",
      .examples = "lcl units statement --project RENO1 --output statement.pdf\n"
                  "lcl units statement --holder \"Ville d'Albi\" --output releve.pdf --locale fr\n"
                  "lcl units statement --serial LBC-RENO1-2025-1-000000001-000000042-05 --output block.html",
      .page = R"(On a page: how many units there are in each state, block by block, of which project and under
which methodology, whether that is approved, the sentences that the law wants said, and a QR
code with the question and the checkpoint that it was asked of. It repeats what the registry
answers; a proof for someone without access to the registry is lcl prove.
)",
      .options = with_forms({{"project", "ID", "all units of this project"},
                             {"holder", "HOLDER", "all that this holder has", instead},
                             {"serial", "SERIAL", "the units of this block", instead}}),
      .exports = true,
      .run = state_units,
  }};
}

}  // namespace lcl::cli
