// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/command_table.hpp"
#include "cli/kit/forms.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/references.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/replay/credit_standing.hpp"
#include "ledger/texts/dispute_text.hpp"
#include "ledger/texts/project_listings.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

Exit open_dispute(Call& call) {
  const Arguments& given = call.arguments;
  ActRequest request{Act::collection_disputed,
                     call.subject(),
                     {{"entry", given.whole("entry")}, {"reason", given.one("reason")}}};
  request.next = [project = call.subject()](std::uint64_t seq) {
    return phrase(
        "the certifier settles it: lcl dispute settle {} --dispute {} --outcome upheld|rejected --reason "
        "TEXT --key CERTIFIER.pem",
        project, seq);
  };
  return perform(call, request);
}

Exit settle_dispute(Call& call) {
  const Arguments& given = call.arguments;
  return perform(call, {Act::dispute_settled,
                        call.subject(),
                        {{"dispute", given.whole("dispute")},
                         {"outcome", given.word("outcome", settlement_words)},
                         {"reason", given.one("reason")}}});
}

Exit list_disputes(Call& call) {
  require_form(call);
  const Ledger& ledger = call.ledger();
  const auto named = labelled_project_named(ledger.state(), call.subject());
  if (!named) return call.refuse(named.refused());
  const Project& project = **named;
  const auto collections = [&] {
    ProgressLine line;
    return foreign_collections(ledger.opened(), project, watched(line));
  }();
  return give_exportable(
      call, {[&] {
               return Json{{"collections", disputes_json(project, collections)}, {"project", project.id}};
             },
             [&] { return disputes_text(project, collections); },
             [&] { return disputes_listing(project, collections, basis_of(call)); }});
}

}  // namespace

std::vector<Command> dispute_commands() {
  return {
      {.name = "dispute open",
       .summary = "dispute another project's collection that gives back from yours (developer)",
       .examples = "lcl dispute open RENO1 --entry 412 --reason \"still with our customer\" \\\n"
                   "    --key developer.pem",
       .page = R"(A device that is collected again, by whichever project, gives back a part of what it was
credited with. If that collection never took place, say so: until the certifier settles it,
what it gives back is not issued and is no debt either. Each collection is disputed once;
lcl dispute list shows them.
)",
       .positionals = {"ID"},
       .options = with_signing({{"entry", "SEQ", "the entry of the collection", required},
                                {"reason", "TEXT", "why it cannot have taken place", required}}),
       .run = open_dispute},
      {.name = "dispute settle",
       .summary = "settle a dispute of another project's collection (certifier)",
       .examples = "lcl dispute settle RENO1 --dispute 431 --outcome upheld \\\n"
                   "    --reason \"the customer shows the phone\" --key certifier.pem",
       .page = R"(Upheld: the collection is void. It gives nothing back, and its cycle earns nothing in the
project that recorded it. Rejected: what it gives back counts, as a debt where it has to.
)",
       .positionals = {"ID"},
       .options = with_signing({{"dispute", "SEQ", "the entry of the dispute", required},
                                {"outcome", "OUTCOME", "upheld or rejected", required},
                                {"reason", "TEXT", "what was found", required}}),
       .run = settle_dispute},
      {.name = "dispute list",
       .summary = "list other projects' collections that give back from a project, and their disputes",
       .examples = "lcl dispute list RENO1\n"
                   "lcl dispute list RENO1 --output disputes.xlsx",
       .positionals = {"ID"},
       .options = with_forms({}),
       .exports = true,
       .run = list_disputes},
  };
}

}  // namespace lcl::cli
