// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "cli/commands/command_table.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/participant_file.hpp"
#include "cli/kit/references.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/ledger.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/participant_text.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_participant_file = 8U << 20U;

Json fields_of(const std::string& siret, const std::string& name) {
  return {{"name", name}, {"participant", siret}};
}

/// The rows that are not registered yet; each checked against the registry as it stands.
struct Sorted {
  std::vector<ParticipantRow> fresh;
  std::vector<ParticipantRow> known;
  std::vector<Refused> refused;
};

Sorted sort(const std::vector<ParticipantRow>& rows, const Ledger& ledger, const Signer& signer) {
  Sorted sorted;
  for (const ParticipantRow& row : rows) {
    if (ledger.state().knows_participant(row.siret)) {
      sorted.known.push_back(row);
      continue;
    }
    const Statement draft = ledger.draft(rule_of(Act::participant_registered).kind, {},
                                         fields_of(row.siret, row.name), signer.id);
    if (std::optional<Refused> refused = ledger.refusal(draft)) {
      refused->place.line = row.line;
      sorted.refused.push_back(*std::move(refused));
    } else {
      sorted.fresh.push_back(row);
    }
  }
  return sorted;
}

Json rows_json(const std::vector<ParticipantRow>& rows) {
  Json list = Json::array();
  for (const ParticipantRow& row : rows) list.push_back({{"name", row.name}, {"siret", row.siret}});
  return list;
}

std::string summary(const Sorted& sorted, const char* done) {
  std::string text;
  for (const ParticipantRow& row : sorted.fresh)
    text += std::string(done) + ' ' + row.siret + "  " + row.name + '\n';
  for (const ParticipantRow& row : sorted.known) {
    text += "skipped " + row.siret + "  " + row.name + ": registered already\n";
  }
  return text;
}

void tell(Call& call, const Ledger& ledger, const Sorted& sorted) {
  const char* done = call.dry_run() ? "would register" : "registered";
  if (!call.json()) {
    call.answer.write(summary(sorted, done));
    return;
  }
  Json document = {{"head", head_json(ledger.head())},
                   {call.dry_run() ? "would_register" : "registered", rows_json(sorted.fresh)},
                   {"skipped", rows_json(sorted.known)}};
  if (call.dry_run()) document["dry_run"] = true;
  call.answer.document(document);
}

Exit register_from_file(Call& call, const std::string& file) {
  if (call.arguments.has("prepare")) throw UsageError("--prepare takes one participant, not a file of them");
  const auto read = read_participants(read_file(file, longest_participant_file));
  if (const auto* refused = std::get_if<std::vector<Refused>>(&read)) {
    give_refusals(call.answer, {*refused, refused->size(), file});
    return Exit::no;
  }
  Ledger ledger({call.registry()});
  const Signer signer = signer_of(call.arguments);
  if (!signer.key && !call.dry_run()) throw UsageError("--key is missing");
  const Sorted sorted = sort(std::get<std::vector<ParticipantRow>>(read), ledger, signer);
  if (!sorted.refused.empty()) {
    give_refusals(call.answer, {sorted.refused, sorted.refused.size(), file});
    return Exit::no;
  }
  for (const ParticipantRow& row : call.dry_run() ? std::vector<ParticipantRow>{} : sorted.fresh) {
    Statement statement = ledger.draft(rule_of(Act::participant_registered).kind, {},
                                       fields_of(row.siret, row.name), signer.id);
    sign(statement, *signer.key);
    const Result<Receipt> outcome = ledger.commit(statement);
    if (!outcome) {
      Refused placed = outcome.refused();
      placed.place.line = row.line;
      give_refusals(call.answer, {{placed}, 1, file});
      return Exit::no;
    }
  }
  tell(call, ledger, sorted);
  return Exit::done;
}

Exit register_participants(Call& call) {
  const bool one = call.arguments.has_positional(0);
  const std::string* file = call.arguments.maybe("from");
  if (one == (file != nullptr)) throw UsageError("give a SIRET with --name, or --from FILE");
  if (file != nullptr) return register_from_file(call, *file);
  Json fields = fields_of(call.subject(), call.arguments.one("name"));
  Ledger ledger({call.registry()});
  const Signer signer = signer_of(call.arguments);
  return perform(call, ledger, signer, {Act::participant_registered, {}, std::move(fields)});
}

Exit list_participants(Call& call) {
  const Ledger ledger({call.registry()});
  const Instant today = now();
  Json items = Json::array();
  Columns lines({Align::left, Align::left, Align::left});
  lines.row({"siret", "name", "since"});
  for (const auto& [siret, participant] : ledger.state().participants()) {
    items.push_back(participant_summary_json(participant, today));
    lines.row({siret, participant.name, "entry " + std::to_string(participant.registered)});
  }
  if (call.json()) {
    call.answer.document({{"participants", std::move(items)}});
  } else {
    call.answer.write(lines.text());
  }
  return Exit::done;
}

Exit show_participant(Call& call) {
  const Ledger ledger({call.registry()});
  const std::string& siret = call.subject();
  const auto& participants = ledger.state().participants();
  const auto found = participants.find(siret);
  if (found == participants.end()) {
    give_refusals(
        call.answer,
        Refusals(Refused{Refusal::unknown_participant, {}, "there is no participant \"" + siret + '"'}));
    return Exit::no;
  }
  const Instant today = now();
  if (call.json()) {
    call.answer.document(
        {{"participant", participant_json(found->second, today)}, {"today", date_of(today)}});
  } else {
    call.answer.write(participant_text(found->second, today));
  }
  return Exit::done;
}

}  // namespace

std::vector<Command> participant_commands() {
  return {
      {.name = "participant register",
       .summary = "register a collector, refurbisher or seller",
       .usage = "SIRET --name NAME --key FILE | --from CSV --key FILE",
       .examples =
           "lcl participant register 01234567400019 --name \"Collecte des Deux Rives\" --key operator.pem\n"
           "lcl participant register --from participants.csv --key operator.pem",
       .page = "The CSV file has a header with the columns siret and name; other columns are passed\n"
               "over. One statement per row; those registered already are said and skipped.\n",
       .positionals = {"[SIRET]"},
       .options = with_signing({{"name", "NAME", "the participant's name"},
                                {"from", "CSV", "register every participant of this file"}}),
       .run = register_participants},
      {.name = "participant list",
       .summary = "list the participants",
       .usage = "",
       .examples = "lcl participant list",
       .page = "",
       .positionals = {},
       .options = {},
       .run = list_participants},
      {.name = "participant show",
       .summary = "show a participant, its approvals and suspensions",
       .usage = "SIRET",
       .examples = "lcl participant show 01234567400019",
       .page = "Approvals are shown as recorded, with what they are worth today. Impact Champion marks a\n"
               "participant with a valid ESUS or ESAT approval.\n",
       .positionals = {"SIRET"},
       .options = {},
       .run = show_participant},
  };
}

}  // namespace lcl::cli
