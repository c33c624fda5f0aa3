// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "cli/commands/command_table.hpp"
#include "cli/kit/evidence.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/forms.hpp"
#include "cli/kit/mandant_file.hpp"
#include "cli/kit/places.hpp"
#include "cli/kit/references.hpp"
#include "cli/kit/signing.hpp"
#include "cli/kit/stated_parameters.hpp"
#include "ledger/ledger.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/project_text.hpp"
#include "ledger/texts/record_listings.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_device_file = 1U << 20U;

Exit notify(Call& call) {
  const Arguments& given = call.arguments;
  Json fields = {{"applicant_standing", given.one("applicant-standing")},
                 {"notified_on", given.date("notified-on")},
                 {"title", given.one("title")}};
  add_places(given, fields);
  if (given.has("marketplace")) fields["marketplaces"] = given.all("marketplace");
  if (const std::string* file = given.maybe("mandants")) {
    auto read = read_mandants(*file);
    if (const auto* refusals = std::get_if<Refusals>(&read)) return call.refuse(*refusals);
    fields["mandants"] = std::get<Json>(std::move(read));
  }
  Ledger& ledger = call.ledger();
  const Signer signer = signer_of(given);
  const auto granted = ledger.state().keys().find(signer.id);
  if (granted == ledger.state().keys().end()) {
    return call.refuse(
        Refused{Refusal::not_enrolled, {.field = "key"}, phrase("key {} was never granted", hex(signer.id))});
  }
  if (granted->second.role != Role::developer) {
    const std::string role = spoken(word(granted->second.role));
    const std::string why = phrase("a project is notified by its developer; the key is a {}'s", role);
    return call.refuse(Refused{Refusal::wrong_role, {.field = "key"}, why});
  }
  fields["developer"] = granted->second.party;
  return perform(call, ledger, signer, {Act::project_notified, call.subject(), std::move(fields)});
}

/// What is not given stays as it is.
Exit amend(Call& call) {
  const Arguments& given = call.arguments;
  const std::string notified_on = given.date("notified-on");
  Ledger& ledger = call.ledger();
  const auto named = project_named(ledger.state(), call.subject());
  if (!named) return call.refuse(named.refused());
  const Project& project = **named;
  const auto or_before = [&given](std::string_view option, const std::string& before) {
    const std::string* value = given.maybe(option);
    return value == nullptr ? before : *value;
  };
  Json fields = {{"applicant_standing", or_before("applicant-standing", project.applicant_standing)},
                 {"communes", given.has("commune") ? communes_of(given) : Json(project.communes)},
                 {"notified_on", notified_on},
                 {"region", or_before("region", project.region)}};
  if (given.has("site")) {
    add_places(given, fields);
  } else if (!given.has("commune")) {
    for (const Site& site : project.sites)
      fields["sites"].push_back({{"commune", site.commune}, {"region", site.region}});
  }
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
  Ledger& ledger = call.ledger();
  const auto project = project_named(ledger.state(), call.subject());
  if (!project) return call.refuse(project.refused());
  const auto methodology = methodology_named(ledger.state(), methodology_name);
  if (!methodology) return call.refuse(methodology.refused());
  fields["methodology"] = hex(*methodology);
  if (const std::string* follows = given.maybe("follows")) fields["follows"] = *follows;
  Json stated = stated_parameters(given);
  const Methodology& adopted = *ledger.state().methodologies().at(*methodology).methodology;
  if (const LackingParameters lacking = lacking_parameters(adopted, stated); !lacking.options.empty()) {
    return call.refuse(
        Refused{Refusal::project_parameter_missing,
                {.field = "act.parameters"},
                phrase("{} asks each project for values that are not stated: {}; the whole command: {}",
                       adopted.id(), lacking.meaning, call.as_typed() + lacking.options)});
  }
  if (!stated.empty()) fields["parameters"] = std::move(stated);
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
  require_form(call);
  const Records& records = call.ledger().state().records();
  const auto listing = [&] { return projects_listing(records, basis_of(call)); };
  return give_exportable(
      call, {[&] { return projects_json(records); }, [&] { return listing_text(listing()); }, listing});
}

Exit show_project(Call& call) {
  const Ledger& ledger = call.ledger();
  const auto named = project_named(ledger.state(), call.subject());
  if (!named) return call.refuse(named.refused());
  const Project& project = **named;
  return call.give({{"project", project_json(project, ledger.state(), now())}},
                   project_text(project, ledger.state(), now()));
}

Exit mandants(Call& call) {
  const Arguments& given = call.arguments;
  Json fields = Json::object();
  if (const std::string* file = given.maybe("add")) {
    auto read = read_mandants(*file);
    if (const auto* refusals = std::get_if<Refusals>(&read)) return call.refuse(*refusals);
    fields["added"] = std::get<Json>(std::move(read));
  }
  if (given.has("remove")) fields["removed"] = given.all("remove");
  if (fields.empty()) throw UsageError(phrase("give --add FILE, --remove SIRET, or both"));
  return perform(call, {Act::mandants_changed, call.subject(), std::move(fields)});
}

Exit exclusive(Call& call) {
  return perform(call, {Act::exclusivity_declared,
                        call.subject(),
                        {{"declaration", evidence(call.arguments, "declaration")},
                         {"period", call.arguments.days("period")}}});
}

/// The pseudonyms of a file, one a line, ascending and each once, as the act has them.
Json devices_in(const std::string& file) {
  const std::string text = read_file(file, longest_device_file);
  std::vector<std::string> pseudonyms;
  std::size_t number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    at = end + 1;
    ++number;
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty()) continue;
    if (!pseudonym_from_hex(line))
      throw UsageError(phrase("{}:{}: \"{}\" is not a pseudonym of 32 hex digits; lcl device IMEI tells it",
                              file, number, line));
    pseudonyms.push_back(std::move(line));
  }
  std::sort(pseudonyms.begin(), pseudonyms.end());
  pseudonyms.erase(std::unique(pseudonyms.begin(), pseudonyms.end()), pseudonyms.end());
  return pseudonyms;
}

Exit elsewhere(Call& call) {
  const Arguments& given = call.arguments;
  Json fields = {{"foreign_project", given.one("foreign-project")},
                 {"registry", given.one("other-registry")},
                 {"serials", given.all("serials")}};
  if (given.has("period")) fields["period"] = given.days("period");
  if (const std::string* file = given.maybe("devices")) fields["devices"] = devices_in(*file);
  if (!given.has("period") && !given.has("devices")) {
    throw UsageError(phrase("give --period, --devices, or both"));
  }
  return perform(call, {Act::credited_elsewhere, call.subject(), std::move(fields)});
}

Exit withdraw_declaration(Call& call) {
  const Arguments& given = call.arguments;
  return perform(call, {Act::declaration_withdrawn,
                        call.subject(),
                        {{"declaration", given.whole("declaration")}, {"reason", given.one("reason")}}});
}

Exit developer(Call& call) {
  const Arguments& given = call.arguments;
  return perform(call, {Act::developer_changed,
                        call.subject(),
                        {{"agreement", evidence(given, "agreement")},
                         {"developer", given.one("party")},
                         {"reason", given.one("reason")}}});
}

Exit incentive(Call& call) {
  const Arguments& given = call.arguments;
  Json fields = {{"granted_on", given.date("granted-on")},
                 {"kind", given.word("kind", incentive_words)},
                 {"text", given.one("text")}};
  if (const std::string* text = given.maybe("amount")) {
    const auto amount = parse_decimal(*text);
    if (!amount) throw UsageError(phrase("--amount: \"{}\" is not an amount like 12500.50", *text));
    fields["amount"] = to_string(*amount);
  }
  if (given.has("document")) fields["document"] = evidence(given, "document");
  return perform(call, {Act::incentive_declared, call.subject(), std::move(fields)});
}

Exit withdraw_incentive(Call& call) {
  return perform(
      call, {Act::incentive_withdrawn,
             call.subject(),
             {{"incentive", call.arguments.whole("incentive")}, {"reason", call.arguments.one("reason")}}});
}

}  // namespace

std::vector<Command> project_commands() {
  return {
      {.name = "project notify",
       .summary = "notify a project (developer)",
       .examples = R"(lcl project notify RENO1 --title "Smartphones of the two rivers" --region Occitanie \
    --commune Toulouse --commune Albi --applicant-standing "project developer" \
    --notified-on 2025-01-01 --key developer.pem
lcl project notify COLL1 --title "Refurbishers of the south" --region Occitanie --commune Albi \
    --applicant-standing mandataire --notified-on 2025-01-01 --mandants mandants.csv \
    --marketplace 05982741000016 --key developer.pem)",
       .page = R"(ID is 3 to 16 capital letters and digits. The developer is the party whose key signs.
The notification date is the day the authority received it; earlier events never count.
A project with several sites names them with --site; its region is that of most of them, whose
authority decides, and where several regions have as many, --region says which.
A collective project names its mandants in a CSV file with the columns siret and
notified_on; --notified-on is then the first of their dates. How far apart they may be is for
the methodology to say: a year, if it says nothing.
)",
       .positionals = {"ID"},
       .options = with_signing(
           {{"title", "TEXT", "what it is called", required},
            {"region", "TEXT", "the region; of several sites, that of most if it is not given"},
            {"commune", "TEXT", "a commune", optional, true},
            {"site", "REGION/COMMUNE", "a site, of several; in place of --commune", optional, true},
            {"applicant-standing", "TEXT", "in what capacity the applicant acts (qualité du demandeur)",
             required},
            {"notified-on", "DATE", "when the authority received the notification", required},
            {"mandants", "CSV", "the mandants, if it is a collective project"},
            {"marketplace", "SIRET", "where the devices are sold", optional, true}}),
       .run = notify},
      {.name = "project amend",
       .summary = "notify a project again after a change (developer)",
       .examples =
           R"(lcl project amend RENO1 --region Occitanie --notified-on 2025-03-01 --key developer.pem)",
       .page =
           R"(Region, communes and the applicant's standing are part of the notification. Changing any of these cancels
the notification date; give a new one. Whatever is not given stays as it is. The dossier
must then be filed again.
)",
       .positionals = {"ID"},
       .options = with_signing(
           {{"notified-on", "DATE", "when the authority received the new notification", required},
            {"region", "TEXT", "the region"},
            {"commune", "TEXT", "a commune; name all of them", optional, true},
            {"site", "REGION/COMMUNE", "a site; name all of them", optional, true},
            {"applicant-standing", "TEXT", "in what capacity the applicant acts (qualité du demandeur)"}}),
       .run = amend},
      {.name = "project file",
       .summary = "record that a project's dossier was filed (developer)",
       .examples = "lcl project file RENO1 --dossier dossier.pdf --key developer.pem",
       .page = "Only the SHA-256 of the dossier enters the ledger.\n",
       .positionals = {"ID"},
       .options = with_signing(
           {{"dossier", "FILE|DIGEST", "the dossier as it was filed, or its SHA-256", required}}),
       .run = file_dossier},
      {.name = "project label",
       .summary = "record the decision to grant the label (certifier)",
       .examples =
           "lcl project label RENO1 --decision 2025-LBC-17 --methodology 9c1f --potential-units 120 \\\n"
           "    --from 2025-01-01 --to 2030-01-01 --key certifier.pem\n"
           "lcl project label RENO1 --decision 2025-LBC-17 --methodology 51ab --potential-units 120 \\\n"
           "    --from 2025-01-01 --to 2030-01-01 --key certifier.pem \\\n"
           "    --parameter existing_practice[smartphone]=1200 --parameter existing_practice[laptop]=0 \\\n"
           "    --source existing_practice=\"stock book of 2024, sheet 3\"",
       .page = R"(From then on events can be submitted for the project, under that methodology, for good. A
project changes its methodology by another one that follows it: notify and file that one, and
label it with --follows, from a day to come that is not reported yet. What is collected from
that day on belongs to the new project; cycles begun before stay where they are, under the
methodology of their collection, until they end. Both report and are credited apart, and no
units of the new one are issued before the old one is reported and audited as far.
The methodology may ask each project for values of its own (lcl methodology show): all of them
are stated, each with its source, and zero is a value too.
)",
       .positionals = {"ID"},
       .options =
           with_signing({{"decision", "REF", "reference of the decision", required},
                         {"methodology", "M", "its id, or the first digits of its digest", required},
                         {"potential-units", "N", "whole tonnes expected", required},
                         {"from", "DATE", "first day of the crediting period", required},
                         {"to", "DATE", "day after the last day of the crediting period", required},
                         {"notified-on", "DATE", "the notification date, if the decision corrects it"},
                         {"follows", "PROJECT", "the project that it continues under another methodology"},
                         {"parameter", "NAME=VALUE", "a value that the methodology asks for", optional, true},
                         {"source", "NAME=TEXT", "where that value is from", optional, true}}),
       .run = label_project},
      {.name = "project close",
       .summary = "close a project (developer or certifier)",
       .examples =
           R"(lcl project close RENO1 --on 2030-01-01 --reason "end of the crediting period" --key developer.pem)",
       .page = "Nothing that happens from that day on counts; events before it can still be corrected.\n",
       .positionals = {"ID"},
       .options = with_signing({{"on", "DATE", "the first day that no longer counts", required},
                                {"reason", "TEXT", "why", required}}),
       .run = close},
      {.name = "project withdraw",
       .summary = "withdraw a project before any unit is issued (developer or certifier)",
       .examples = "lcl project withdraw RENO1 --on 2026-02-01 --reason \"site sold\" --key developer.pem",
       .page = "Once units are issued, a project can only be closed.\n",
       .positionals = {"ID"},
       .options = with_signing(
           {{"on", "DATE", "the day of the withdrawal", required}, {"reason", "TEXT", "why", required}}),
       .run = withdraw_project},
      {.name = "project list",
       .summary = "list the projects",
       .examples = "lcl project list\n"
                   "lcl project list --output projects.xlsx",
       .options = with_forms({}),
       .exports = true,
       .run = list_projects},
      {.name = "project show",
       .summary = "show what is on record about a project",
       .examples = "lcl project show RENO1",
       .page =
           "Includes which approvals its developer and marketplaces hold today. lcl status shows how far\n"
           "the project has come and who has to act next.\n",
       .positionals = {"ID"},
       .run = show_project},
      {.name = "project mandants",
       .summary = "change the list of a collective project's mandants (developer)",
       .examples = "lcl project mandants COLL1 --add joining.csv --remove 06173948800049 --key developer.pem",
       .page =
           "The list can be changed only once: by up to 2 mandants if it has at most 19, otherwise by up\n"
           "to a tenth, rounded up. Give --add, --remove, or both. The CSV file has a header with the\n"
           "columns siret and notified_on.\n",
       .positionals = {"ID"},
       .options = with_signing({{"add", "CSV", "mandants who join", required},
                                {"remove", "SIRET", "a mandant who leaves", or_both, true}}),
       .run = mandants},
      {.name = "project developer",
       .summary = "hand a project over to another developer (certifier)",
       .examples = "lcl project developer COLL1 --party 06173948800049 --agreement majority.pdf \\\n"
                   "    --reason \"the mandants chose another mandataire\" --key certifier.pem",
       .page = R"(The mandants of a collective project may denounce the mandate and give it to another; the
agreement is what their majority signed. Of a project of one developer it is what the two
signed. From then on only the new developer's key acts. Units issued before are not the new
developer's: those assigned stay with whom they were assigned to, the others with the former
developer, for whom the certifier acts under a mandate (lcl units mandate).
)",
       .positionals = {"ID"},
       .options = with_signing({{"party", "PARTY", "the new developer, who has a developer's key", required},
                                {"agreement", "FILE|DIGEST", "what was signed, or its SHA-256", required},
                                {"reason", "TEXT", "why", required}}),
       .run = developer},
      {.name = "project incentive",
       .summary = "declare what else pays for a project (developer)",
       .examples =
           "lcl project incentive RENO1 --kind public_aid --text \"Région Occitanie, repair fund\" \\\n"
           "    --granted-on 2025-03-01 --amount 12500 --key developer.pem",
       .page =
           "Other incentives, public aid and contracted private funding belong to the baseline (arrêté of\n"
           "5 September 2025, art. 8). What is declared is shown with the project, its status, its audit\n"
           "report and every certificate. Give --amount, --document, or both.\n",
       .positionals = {"ID"},
       .options = with_signing({{"kind", "KIND", "public_aid, private_funding or other_incentive", required},
                                {"text", "TEXT", "who grants what", required},
                                {"granted-on", "DATE", "when it was granted or contracted", required},
                                {"amount", "EUR", "how much, in euros", required},
                                {"document", "FILE|DIGEST", "what states it, or its SHA-256", or_both}}),
       .run = incentive},
      {.name = "project withdraw-incentive",
       .summary = "take back the declaration of an incentive (its developer, or certifier)",
       .examples =
           "lcl project withdraw-incentive RENO1 --incentive 41 --reason \"never paid\" --key developer.pem",
       .positionals = {"ID"},
       .options = with_signing({{"incentive", "SEQ", "the entry that declares it", required},
                                {"reason", "TEXT", "why", required}}),
       .run = withdraw_incentive},
      {.name = "project exclusive",
       .summary = "declare that a period is credited nowhere else (developer)",
       .examples =
           "lcl project exclusive RENO1 --period 2025 --declaration exclusivity-2025.pdf --key developer.pem",
       .page = "No units are issued for a period without this declaration.\n",
       .positionals = {"ID"},
       .options =
           with_signing({{"period", "PERIOD", "2026, 2026-02 or FROM/TO with TO exclusive", required},
                         {"declaration", "FILE|DIGEST", "the signed declaration, or its SHA-256", required}}),
       .run = exclusive},
      {.name = "project elsewhere",
       .summary = "declare what was credited in another registry (developer, auditor or certifier)",
       .examples = "lcl project elsewhere RENO1 --other-registry Rainbow --foreign-project RIV-412 \\\n"
                   "    --serials RIV-412-2025-1-900 --period 2025-01/2025-03 --key developer.pem\n"
                   "lcl project elsewhere RENO1 --other-registry Rainbow --foreign-project RIV-412 \\\n"
                   "    --serials RIV-412-2025-901-950 --devices pseudonyms.txt --key auditor.pem",
       .page = "The cycles it covers earn no credit here: those resold in the period, those of the devices,\n"
               "or, with both options, those of the devices that were resold in the period. Give at least\n"
               "one of the two. The file of devices has one pseudonym per line.\n",
       .positionals = {"ID"},
       .options =
           with_signing({{"other-registry", "NAME", "the other registry", required},
                         {"foreign-project", "ID", "the project there", required},
                         {"serials", "SERIALS", "serials issued there", required, true},
                         {"period", "PERIOD", "2026, 2026-02 or FROM/TO with TO exclusive", required},
                         {"devices", "FILE", "pseudonyms, one per line; - for standard input", or_both}}),
       .run = elsewhere},
      {.name = "project withdraw-declaration",
       .summary =
           "take back that something was credited in another registry (who declared it, or the certifier)",
       .examples = "lcl project withdraw-declaration RENO1 --declaration 412 \\\n"
                   "    --reason \"the serials are another project's\" --key auditor.pem",
       .page =
           R"(What the declaration covered earns credit again, from this entry on. A report made before says what
it said. Only who made a declaration takes it back, or the certifier: a developer cannot take
back its auditor's.
)",
       .positionals = {"ID"},
       .options = with_signing({{"declaration", "SEQ", "the entry that declares it", required},
                                {"reason", "TEXT", "why", required}}),
       .run = withdraw_declaration},
  };
}

}  // namespace lcl::cli
