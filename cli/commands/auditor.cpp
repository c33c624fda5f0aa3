// SPDX-License-Identifier: Apache-2.0
// Accreditations of auditors.
#include "cli/commands/command_table.hpp"
#include "cli/kit/forms.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/record_listings.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

Exit accredit_auditor(Call& call) {
  const Arguments& given = call.arguments;
  return perform(call, {Act::auditor_accredited,
                        {},
                        {{"body", given.one("body")},
                         {"party", call.subject()},
                         {"reference", given.one("reference")},
                         {"scope", given.one("scope")},
                         {"valid", {{"from", given.date("from")}, {"to", given.date("to")}}}}});
}

Exit withdraw_accreditation(Call& call) {
  return perform(call, {Act::accreditation_withdrawn,
                        {},
                        {{"accreditation", call.arguments.whole_positional(0, "SEQ")},
                         {"reason", call.arguments.one("reason")},
                         {"withdrawn_on", call.arguments.date("on")}}});
}

Exit list_accreditations(Call& call) {
  require_form(call);
  const Ledger& ledger = call.ledger();
  const Records& records = ledger.state().records();
  Json items = Json::array();
  Columns lines({Align::left, Align::left, Align::left, Align::left, Align::left});
  lines.row({phrase("entry"), phrase("auditor"), phrase("valid"), phrase("accredited by"), phrase("for")});
  for (const Accreditation& each : records.accreditations) {
    std::string valid = phrase("{} to before {}", date_of(each.valid.from), date_of(each.valid.to));
    Json item = {{"accreditation", each.seq},        {"body", each.body},
                 {"from", date_of(each.valid.from)}, {"party", each.party},
                 {"reference", each.reference},      {"scope", each.scope},
                 {"to", date_of(each.valid.to)}};
    if (each.withdrawn_on) {
      valid += phrase(", withdrawn from {}", date_of(*each.withdrawn_on));
      item["withdrawn_on"] = date_of(*each.withdrawn_on);
    }
    items.push_back(std::move(item));
    lines.row({std::to_string(each.seq), each.party, valid, each.body + ", " + each.reference, each.scope});
  }
  return give_exportable(
      call, {[&] {
               return Json{{"accreditations", items}};
             },
             [&] { return items.empty() ? phrase("no accreditation is on record\n") : lines.text(); },
             [&] { return accreditations_listing(records, basis_of(call)); }});
}

}  // namespace

std::vector<Command> auditor_commands() {
  return {
      {.name = "auditor accredit",
       .summary = "record that an auditor is accredited (certifier)",
       .examples = "lcl auditor accredit 55208131766522 --body COFRAC --reference 4-0001 \\\n"
                   "    --scope \"ISO 14065, reuse\" --from 2025-01-01 --to 2030-01-01 --key certifier.pem",
       .page =
           R"(An unmodified or a qualified opinion asks for an accreditation that was valid when the report
was filed, and for one that is when the opinion is given. One that is renewed is recorded like
the first.
)",
       .positionals = {"PARTY"},
       .options = with_signing({{"body", "NAME", "the accreditation body", required},
                                {"reference", "REF", "its number for the auditor", required},
                                {"scope", "TEXT", "what the auditor is accredited for", required},
                                {"from", "DATE", "the first day it is valid", required},
                                {"to", "DATE", "the first day it is no longer valid", required}}),
       .run = accredit_auditor},
      {.name = "auditor withdraw",
       .summary = "record that an accreditation was withdrawn (certifier)",
       .examples = "lcl auditor withdraw 31 --on 2026-05-01 --reason \"COFRAC's decision of 2026-04-20\" \\\n"
                   "    --key certifier.pem",
       .page = R"(SEQ is the entry that records the accreditation, as lcl auditor list shows it. Opinions that
were given before stand.
)",
       .positionals = {"SEQ"},
       .options = with_signing({{"on", "DATE", "the first day it is no longer valid", required},
                                {"reason", "TEXT", "why", required}}),
       .run = withdraw_accreditation},
      {.name = "auditor list",
       .summary = "list the accreditations of auditors",
       .examples = "lcl auditor list\n"
                   "lcl auditor list --output accreditations.csv",
       .options = with_forms({}),
       .exports = true,
       .run = list_accreditations},
  };
}

}  // namespace lcl::cli
