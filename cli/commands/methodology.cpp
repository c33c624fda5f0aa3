// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "cli/commands/command_table.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/references.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/ledger.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/methodology_text.hpp"
#include "ledger/values/error.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_document = 8U << 20U;

using Loaded = std::variant<Methodology, std::vector<MethodologyFault>>;

Loaded loaded(const std::string& file) { return Methodology::load(read_file(file, longest_document)); }

Refusals refusals_of(const std::vector<MethodologyFault>& faults, const std::string& file) {
  std::vector<Refused> refused;
  refused.reserve(faults.size());
  for (const MethodologyFault& fault : faults)
    refused.push_back({fault.refusal, {.field = fault.where}, fault.message});
  return {std::move(refused), faults.size(), file};
}

Json document_of(const Methodology& methodology) {
  std::variant<Json, JsonFault> document = parse_json(methodology.document(), {.bytes = longest_document});
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
  const Loaded outcome = loaded(file);
  if (const auto* faults = std::get_if<std::vector<MethodologyFault>>(&outcome)) {
    give_refusals(call.answer, refusals_of(*faults, file));
    return Exit::no;
  }
  const auto& methodology = std::get<Methodology>(outcome);
  const Json document = document_of(methodology);
  if (call.json()) {
    call.answer.document(
        {{"counts", methodology_counts(document)}, {"methodology", summary_json(methodology)}});
  } else {
    call.answer.write(methodology_summary(methodology, document));
  }
  return Exit::done;
}

Exit adopt(Call& call) {
  const std::string& file = call.subject();
  const Loaded outcome = loaded(file);
  if (const auto* faults = std::get_if<std::vector<MethodologyFault>>(&outcome)) {
    give_refusals(call.answer, refusals_of(*faults, file));
    return Exit::no;
  }
  Ledger ledger({call.registry()});
  const Signer signer = signer_of(call.arguments);
  return perform(call, ledger, signer,
                 {Act::methodology_adopted, {}, {{"document", document_of(std::get<Methodology>(outcome))}}});
}

Exit list_methodologies(Call& call) {
  const Ledger ledger({call.registry()});
  Json items = Json::array();
  Columns lines({Align::left, Align::left, Align::left, Align::left, Align::left});
  lines.row({"digest", "id", "version", "status", "title"});
  for (const auto& [digest, adopted] : ledger.state().methodologies()) {
    const Methodology& methodology = *adopted.methodology;
    Json item = summary_json(methodology);
    item["adopted"] = adopted.adopted;
    items.push_back(std::move(item));
    lines.row(
        {hex(digest), methodology.id(), methodology.version(), methodology.status(), methodology.title()});
  }
  if (call.json()) {
    call.answer.document({{"methodologies", std::move(items)}});
  } else {
    call.answer.write(lines.text());
  }
  return Exit::done;
}

Exit show_methodology(Call& call) {
  const Ledger ledger({call.registry()});
  const auto named = methodology_named(ledger.state(), call.subject());
  if (!named) {
    give_refusals(call.answer, Refusals(named.refused()));
    return Exit::no;
  }
  const Methodology& methodology = *ledger.state().methodologies().at(*named).methodology;
  if (call.json()) {
    call.answer.write(methodology.document() + '\n');
  } else {
    const Json document = document_of(methodology);
    call.answer.write(methodology_summary(methodology, document) + '\n' + methodology_details(document));
  }
  return Exit::done;
}

}  // namespace

std::vector<Command> methodology_commands() {
  return {
      {.name = "methodology check",
       .summary = "check a methodology document and run its vectors",
       .usage = "FILE",
       .examples = "lcl methodology check schemas/methodologies/reference.json",
       .page = "Checks names, units and limits and runs the document's own test vectors; lists every\n"
               "fault, or says what the document holds. Needs no registry.\n",
       .positionals = {"FILE"},
       .options = {},
       .run = check_methodology},
      {.name = "methodology adopt",
       .summary = "take a methodology into the ledger (certifier)",
       .usage = "FILE --key FILE",
       .examples = "lcl methodology adopt schemas/methodologies/reference.json --key certifier.pem",
       .page = "The document enters the ledger whole; its SHA-256 is its name from then on.\n",
       .positionals = {"FILE"},
       .options = with_signing({}),
       .run = adopt},
      {.name = "methodology list",
       .summary = "list the adopted methodologies",
       .usage = "",
       .examples = "lcl methodology list",
       .page = "",
       .positionals = {},
       .options = {},
       .run = list_methodologies},
      {.name = "methodology show",
       .summary = "show an adopted methodology",
       .usage = "DIGEST|ID",
       .examples = "lcl methodology show 9c1f\n"
                   "lcl methodology show 9c1f --json > document.json",
       .page = "DIGEST may be its first digits, at least four. With --json, the exact document: its\n"
               "bytes without the final line feed have that digest.\n",
       .positionals = {"DIGEST|ID"},
       .options = {},
       .run = show_methodology},
  };
}

}  // namespace lcl::cli
