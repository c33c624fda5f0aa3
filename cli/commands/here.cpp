// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/here.hpp"
#include "cli/kit/afar.hpp"

#include <string>

#include "ledger/registry/state.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/store/registry_folder.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl::cli {
namespace {

constexpr std::string_view without_registry = translatable(
    "there is no registry in this folder\n"
    "\n"
    "to try it out             lcl start FOLDER; lcl help phone, your first phone in ten minutes\n"
    "to make a registry        lcl init FOLDER --origin NAME --certifier PUB\n"
    "to work with one          lcl --registry FOLDER|URL COMMAND, or set LCL_REGISTRY\n"
    "to audit, or to witness   lcl help auditors, lcl help witnesses\n"
    "to see all commands       lcl --help\n");

/// What a registry lacks before its first project, a command each.
std::string first_acts(const RegistryState& state) {
  Columns lines({Align::left, Align::left});
  bool has_developer = false;
  for (const auto& [id, key] : state.keys()) has_developer = has_developer || key.role == Role::developer;
  if (!has_developer)
    lines.row({phrase("certifier"), "lcl key grant PUB --role developer --party SIRET --key KEY"});
  if (state.methodologies().empty()) lines.row({phrase("certifier"), "lcl methodology adopt FILE --key KEY"});
  if (state.participants().empty())
    lines.row({phrase("operator"), "lcl participant register --from CSV --key KEY"});
  lines.row(
      {phrase("developer"),
       "lcl project notify ID --title TITLE --region REGION --commune COMMUNE --applicant-standing TEXT "
       "--notified-on DATE --key KEY"});
  return phrase("there is no project yet; next\n") + lines.text(2);
}

std::string projects(const RegistryState& state) {
  Columns lines({Align::left, Align::left});
  for (const auto& [id, project] : state.projects())
    lines.row({"lcl status " + id, printable(project.title)});
  return phrase("where each project stands, and who acts next\n") + lines.text(2);
}

Exit show_here(Call& call) {
  if (afar_of(call) == nullptr && !RegistryFolder{call.registry()}.has_ledger())
    return call.give({{"help", std::string(translation(without_registry))}}, translation(without_registry));
  const RegistryState& state = call.ledger().state();
  const std::string page = state.projects().empty() ? first_acts(state) : projects(state);
  return call.give({{"help", page}}, page + phrase("\nto see all commands: lcl --help\n"));
}

}  // namespace

const Command& command_here() {
  static const Command command{.name = "",
                               .summary = "say what there is to do in this folder",
                               .examples = "lcl",
                               .anchoring = Anchoring::none,
                               .run = show_here};
  return command;
}

}  // namespace lcl::cli
