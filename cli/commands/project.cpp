// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "cli/commands/command_table.hpp"
#include "cli/kit/evidence.hpp"
#include "cli/kit/mandant_file.hpp"
#include "cli/kit/references.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/ledger.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/project_text.hpp"

namespace lcl::cli {
namespace {

Json communes_of(const Arguments& given) {
  Json communes = Json::array();
  for (std::string& commune : given.all("commune")) communes.push_back(std::move(commune));
  return communes;
}

Exit notify(Call& call) {
  const Arguments& given = call.arguments;
  Json fields = {{"capacity", given.one("capacity")},
                 {"communes", communes_of(given)},
                 {"notified_on", given.date("notified-on")},
                 {"region", given.one("region")},
                 {"title", given.one("title")}};
  if (!given.has("commune")) throw UsageError("--commune is missing");
  if (given.has("marketplace")) fields["marketplaces"] = given.all("marketplace");
  if (const std::string* file = given.maybe("mandants")) {
    auto read = read_mandants(*file);
    if (const auto* refusals = std::get_if<Refusals>(&read)) {
      give_refusals(call.answer, *refusals);
      return Exit::no;
    }
    fields["mandants"] = std::get<Json>(std::move(read));
  }
  Ledger ledger({call.registry()});
  const Signer signer = signer_of(given);
  const auto granted = ledger.state().keys().find(signer.id);
  if (granted == ledger.state().keys().end()) {
    return refuse(call,
                  {Refusal::not_enrolled, {.field = "key"}, "key " + hex(signer.id) + " was never granted"});
  }
  if (granted->second.role != Role::developer) {
    return refuse(call, {Refusal::wrong_role,
                         {.field = "key"},
                         "a project is notified by its developer; the key is a " +
                             std::string(word(granted->second.role)) + "'s"});
  }
  fields["developer"] = granted->second.party;
  return perform(call, ledger, signer, {Act::project_notified, call.subject(), std::move(fields)});
}

/// What is not given stays as it is.
Exit amend(Call& call) {
  const Arguments& given = call.arguments;
  const std::string notified_on = given.date("notified-on");
  Ledger ledger({call.registry()});
  const auto named = project_named(ledger.state(), call.subject());
  if (!named) return refuse(call, named.refused());
  const Project& project = **named;
  const auto or_before = [&given](std::string_view option, const std::string& before) {
    const std::string* value = given.maybe(option);
    return value == nullptr ? before : *value;
  };
  Json fields = {{"capacity", or_before("capacity", project.capacity)},
                 {"communes", given.has("commune") ? communes_of(given) : Json(project.communes)},
                 {"notified_on", notified_on},
                 {"region", or_before("region", project.region)}};
  return perform(call, ledger, signer_of(given), {Act::project_amended, call.subject(), std::move(fields)});
}

Exit file_dossier(Call& call) {
  return perform(call,
                 {Act::project_filed, call.subject(), {{"dossier", evidence(call.arguments, "dossier")}}});
}

Exit label_project(Call& call) {
  const Arguments& given = call.arguments;
  Json fields = {{"crediting_period", {{"from", given.date("from")}, {"to", given.date("to")}}},
                 {"decision", given.one("decision")},
                 {"potential_units", given.whole("potential-units")}};
  const std::string& methodology_name = given.one("methodology");
  Ledger ledger({call.registry()});
  const auto project = project_named(ledger.state(), call.subject());
  if (!project) return refuse(call, project.refused());
  const auto methodology = methodology_named(ledger.state(), methodology_name);
  if (!methodology) return refuse(call, methodology.refused());
  fields["methodology"] = hex(*methodology);
  fields["notified_on"] =
      given.has("notified-on") ? given.date("notified-on") : date_of((*project)->notified_on);
  const Signer signer = signer_of(given);
  return perform(call, ledger, signer, {Act::project_labelled, call.subject(), std::move(fields)});
}

Exit close(Call& call) {
  return perform(call,
                 {Act::project_closed,
                  call.subject(),
                  {{"closed_on", call.arguments.date("on")}, {"reason", call.arguments.one("reason")}}});
}

Exit withdraw_project(Call& call) {
  return perform(call,
                 {Act::project_withdrawn,
                  call.subject(),
                  {{"reason", call.arguments.one("reason")}, {"withdrawn_on", call.arguments.date("on")}}});
}

Exit list_projects(Call& call) {
  const Ledger ledger({call.registry()});
  Json items = Json::array();
  Columns lines({Align::left, Align::left, Align::left, Align::left});
  lines.row({"project", "state", "developer", "title"});
  for (const auto& [id, project] : ledger.state().projects()) {
    items.push_back(project_summary_json(project));
    lines.row({id, std::string(word(project.state)), project.developer, project.title});
  }
  if (call.json()) {
    call.answer.document({{"projects", std::move(items)}});
  } else {
    call.answer.write(lines.text());
  }
  return Exit::done;
}

Exit show_project(Call& call) {
  const Ledger ledger({call.registry()});
  const auto named = project_named(ledger.state(), call.subject());
  if (!named) return refuse(call, named.refused());
  const Project& project = **named;
  if (call.json()) {
    call.answer.document({{"project", project_json(project, ledger.state(), now())}});
  } else {
    call.answer.write(project_text(project, ledger.state(), now()));
  }
  return Exit::done;
}

}  // namespace

std::vector<Command> project_commands() {
  return {
      {.name = "project notify",
       .summary = "notify a project (developer)",
       .usage = "ID --title TEXT --region R --commune C --capacity TEXT --notified-on DATE --key FILE",
       .examples =
           "lcl project notify RENO1 --title \"Smartphones of the two rivers\" --region Occitanie \\\n"
           "    --commune Toulouse --commune Albi --capacity \"2,000 devices a year\" \\\n"
           "    --notified-on 2025-01-01 --key developer.pem\n"
           "lcl project notify COLL1 --title \"Refurbishers of the south\" --region Occitanie --commune Albi "
           "\\\n"
           "    --capacity \"9,000 devices a year\" --notified-on 2025-01-01 --mandants mandants.csv \\\n"
           "    --marketplace 05982741000016 --key developer.pem",
       .page = "ID is 3 to 16 capital letters and digits. The developer is the party of the key. Events\n"
               "before the date of notification, which is the authority's date of receipt, never count.\n"
               "A collective project names its mandants in a CSV file with the columns siret and\n"
               "notified_on, all within a year; --notified-on is then the first of their dates.\n",
       .positionals = {"ID"},
       .options = with_signing({{"title", "TEXT", "what it is called"},
                                {"region", "TEXT", "the region"},
                                {"commune", "TEXT", "a commune", true},
                                {"capacity", "TEXT", "how much it can treat"},
                                {"notified-on", "DATE", "when the authority received the notification"},
                                {"mandants", "CSV", "of a collective project: its mandants"},
                                {"marketplace", "SIRET", "where the devices are sold", true}}),
       .run = notify},
      {.name = "project amend",
       .summary = "notify a project anew after a change (developer)",
       .usage = "ID --notified-on DATE [--region R] [--commune C] [--capacity TEXT] --key FILE",
       .examples =
           "lcl project amend RENO1 --capacity \"5,000 devices a year\" --notified-on 2025-03-01 --key "
           "developer.pem",
       .page = "Region, communes and capacity are part of the notification: to change one voids its\n"
               "date. What is not given stays as it is. The dossier is to be filed again.\n",
       .positionals = {"ID"},
       .options = with_signing({{"notified-on", "DATE", "when the authority received the new notification"},
                                {"region", "TEXT", "the region"},
                                {"commune", "TEXT", "a commune; all are to be named", true},
                                {"capacity", "TEXT", "how much it can treat"}}),
       .run = amend},
      {.name = "project file",
       .summary = "file a project's dossier, by its digest (developer)",
       .usage = "ID --dossier FILE --key FILE",
       .examples = "lcl project file RENO1 --dossier dossier.pdf --key developer.pem",
       .page = "Only the SHA-256 of the dossier enters the ledger.\n",
       .positionals = {"ID"},
       .options = with_signing({{"dossier", "FILE|DIGEST", "the dossier as it was filed, or its SHA-256"}}),
       .run = file_dossier},
      {.name = "project label",
       .summary = "record the label decision (certifier)",
       .usage = "ID --decision REF --methodology M --potential-units N --from DATE --to DATE --key FILE",
       .examples =
           "lcl project label RENO1 --decision 2025-LBC-17 --methodology 9c1f --potential-units 120 \\\n"
           "    --from 2025-01-01 --to 2030-01-01 --key certifier.pem",
       .page = "From then on the project takes events, under that methodology.\n",
       .positionals = {"ID"},
       .options = with_signing(
           {{"decision", "REF", "reference of the decision"},
            {"methodology", "M", "its id, or the first digits of its digest"},
            {"potential-units", "N", "whole tonnes expected"},
            {"from", "DATE", "first day of the crediting period"},
            {"to", "DATE", "day after its last one"},
            {"notified-on", "DATE", "the date of notification, where the decision corrects it"}}),
       .run = label_project},
      {.name = "project close",
       .summary = "close a project (developer or certifier)",
       .usage = "ID --on DATE --reason TEXT --key FILE",
       .examples = "lcl project close RENO1 --on 2030-01-01 --reason \"end of the crediting period\" --key "
                   "developer.pem",
       .page = "Nothing that happens from that day on counts; corrections stay possible.\n",
       .positionals = {"ID"},
       .options =
           with_signing({{"on", "DATE", "the first day that no longer counts"}, {"reason", "TEXT", "why"}}),
       .run = close},
      {.name = "project withdraw",
       .summary = "withdraw a project before any unit is issued (developer or certifier)",
       .usage = "ID --on DATE --reason TEXT --key FILE",
       .examples = "lcl project withdraw RENO1 --on 2026-02-01 --reason \"site sold\" --key developer.pem",
       .page = "Once units are issued a project can only be closed.\n",
       .positionals = {"ID"},
       .options = with_signing({{"on", "DATE", "the day of the withdrawal"}, {"reason", "TEXT", "why"}}),
       .run = withdraw_project},
      {.name = "project list",
       .summary = "list the projects",
       .usage = "",
       .examples = "lcl project list",
       .page = "",
       .positionals = {},
       .options = {},
       .run = list_projects},
      {.name = "project show",
       .summary = "show what is on record about a project",
       .usage = "ID",
       .examples = "lcl project show RENO1",
       .page = "With what stands for its developer and marketplaces today. Where it stands, and who has\n"
               "to act next, is told by lcl status.\n",
       .positionals = {"ID"},
       .options = {},
       .run = show_project},
  };
}

}  // namespace lcl::cli
