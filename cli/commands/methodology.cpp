// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/command_table.hpp"
#include "cli/kit/forms.hpp"
#include "cli/kit/methodology_file.hpp"
#include "cli/kit/references.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/ledger.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/methodology_text.hpp"
#include "ledger/texts/record_listings.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

Json document_of(const Methodology& methodology) {
  std::variant<Json, JsonFault> document = parse_json(methodology.document(), {.bytes = longest_methodology});
  invariant(std::holds_alternative<Json>(document), "a loaded methodology is well-formed");
  return std::get<Json>(std::move(document));
}

Json summary_json(const Methodology& methodology) {
  return {{"digest", hex(methodology.digest())},
          {"id", methodology.id()},
          {"status", methodology.status()},
          {"title", methodology.title()},
          {"version", methodology.version()}};
}

Exit check_methodology(Call& call) {
  const std::string& file = call.subject();
  const auto outcome = methodology_in(file);
  if (const auto* faults = std::get_if<std::vector<MethodologyFault>>(&outcome)) {
    return call.refuse(refusals_of(*faults, file));
  }
  const auto& methodology = std::get<Methodology>(outcome);
  const Json document = document_of(methodology);
  return call.give({{"certain", taken_as_certain(document)},
                    {"counts", methodology_counts(methodology, document)},
                    {"methodology", summary_json(methodology)},
                    {"moved_together", moved_together(document)}},
                   methodology_summary(methodology, document) + taken_as_certain_text(document) +
                       moved_together_text(document));
}

Exit adopt(Call& call) {
  const std::string& file = call.subject();
  const auto outcome = methodology_in(file);
  if (const auto* faults = std::get_if<std::vector<MethodologyFault>>(&outcome)) {
    return call.refuse(refusals_of(*faults, file));
  }
  const Arguments& given = call.arguments;
  if (given.has("decision") != given.has("decided-on"))
    throw UsageError(phrase("give --decision and --decided-on, or neither"));
  Json fields = {{"document", document_of(std::get<Methodology>(outcome))}};
  if (given.has("decision")) {
    fields["decision"] = given.one("decision");
    fields["decided_on"] = given.date("decided-on");
  }
  return perform(call, {Act::methodology_adopted, {}, std::move(fields)});
}

Exit list_methodologies(Call& call) {
  require_form(call);
  const Ledger& ledger = call.ledger();
  Json items = Json::array();
  Columns lines({Align::left, Align::left, Align::left, Align::left, Align::left});
  lines.row({phrase("digest"), phrase("id"), phrase("version"), phrase("status"), phrase("title")});
  for (const auto& [digest, adopted] : ledger.state().methodologies()) {
    const Methodology& methodology = *adopted.methodology;
    Json item = summary_json(methodology);
    item["adopted"] = adopted.adopted;
    if (adopted.decided_on) {
      item["decision"] = adopted.decision;
      item["decided_on"] = date_of(*adopted.decided_on);
    }
    items.push_back(std::move(item));
    lines.row(
        {hex(digest), methodology.id(), methodology.version(), methodology.status(), methodology.title()});
  }
  return give_exportable(call,
                         {[&] {
                            return Json{{"methodologies", items}};
                          },
                          [&] { return lines.text(); },
                          [&] { return methodologies_listing(ledger.state().records(), basis_of(call)); }});
}

Exit show_methodology(Call& call) {
  const Ledger& ledger = call.ledger();
  const auto named = methodology_named(ledger.state(), call.subject());
  if (!named) return call.refuse(named.refused());
  const Methodology& methodology = *ledger.state().methodologies().at(*named).methodology;
  const Json document = document_of(methodology);
  if (call.answer.json()) {
    call.answer.write(canonical(document) + '\n');  // its digest is that of these bytes
    return Exit::done;
  }
  return call.give(Json::object(),
                   methodology_summary(methodology, document) + '\n' + methodology_details(document));
}

}  // namespace

std::vector<Command> methodology_commands() {
  return {
      {.name = "methodology check",
       .summary = "check a methodology document and run its test vectors",
       .examples = "lcl methodology check schemas/methodologies/reconditioning-reference-1.0.json",
       .page = R"(Checks names, units and limits and runs the document's own test vectors; lists every
fault, or says what the document holds, how many sources of uncertainty it has, and what it takes as
certain: factors without low and high. Needs no registry.
)",
       .positionals = {"FILE"},
       .anchoring = Anchoring::none,
       .run = check_methodology},
      {.name = "methodology adopt",
       .summary = "adopt a methodology (certifier)",
       .examples = "lcl methodology adopt schemas/methodologies/reconditioning-reference-1.0.json \\\n"
                   "    --key certifier.pem",
       .page = R"(The whole document enters the ledger; from then on it is named by its SHA-256. Name the
ministry's decision that approved it, if there is one: an official registry takes no
methodology without.
)",
       .positionals = {"FILE"},
       .options = with_signing({{"decision", "REF", "the decision that approved it"},
                                {"decided-on", "DATE", "when it was approved"}}),
       .run = adopt},
      {.name = "methodology list",
       .summary = "list the adopted methodologies",
       .examples = "lcl methodology list\n"
                   "lcl methodology list --output methodologies.html --locale fr",
       .options = with_forms({}),
       .exports = true,
       .run = list_methodologies},
      {.name = "methodology show",
       .summary = "show an adopted methodology",
       .examples = "lcl methodology show 9c1f\n"
                   "lcl methodology show 9c1f --json > document.json",
       .page = R"(The first four or more digits of DIGEST are enough. With --json, the exact document is
printed: without the final line feed, its bytes have that digest.
)",
       .positionals = {"DIGEST|ID"},
       .run = show_methodology},
  };
}

}  // namespace lcl::cli
