// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "cli/commands/command_table.hpp"
#include "cli/kit/evidence.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/forms.hpp"
#include "cli/kit/participant_file.hpp"
#include "cli/kit/recording.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/ledger.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/participant_text.hpp"
#include "ledger/texts/record_listings.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_participant_file = 8U << 20U;
constexpr std::uint64_t usual_days = 90;
constexpr std::uint64_t most_days = 36'500;

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

std::string summary(const Sorted& sorted, bool dry_run) {
  std::string text;
  for (const ParticipantRow& row : sorted.fresh)
    text += dry_run ? phrase("would register {}  {}\n", row.siret, row.name)
                    : phrase("registered {}  {}\n", row.siret, row.name);
  for (const ParticipantRow& row : sorted.known) {
    text += phrase("skipped {}  {}: registered already\n", row.siret, row.name);
  }
  return text;
}

Exit tell(Call& call, const Sorted& sorted) {
  const bool dry_run = call.dry_run();
  Json document = {{dry_run ? "would_register" : "registered", rows_json(sorted.fresh)},
                   {"skipped", rows_json(sorted.known)}};
  if (dry_run) document["dry_run"] = true;
  return call.give(document, summary(sorted, dry_run));
}

Exit register_from_file(Call& call, const std::string& file) {
  if (call.arguments.has("prepare"))
    throw UsageError(phrase("--prepare takes one participant, not a file of them"));
  const auto read = read_participants(read_file(file, longest_participant_file));
  if (const auto* refused = std::get_if<std::vector<Refused>>(&read)) {
    return call.refuse({*refused, refused->size(), file});
  }
  Ledger& ledger = call.ledger();
  const Signer signer = signer_of(call.arguments);
  if (!signer.key && !call.dry_run()) throw UsageError(phrase("--key is missing"));
  const Sorted sorted = sort(std::get<std::vector<ParticipantRow>>(read), ledger, signer);
  if (!sorted.refused.empty()) {
    return call.refuse({sorted.refused, sorted.refused.size(), file});
  }
  for (const ParticipantRow& row : call.dry_run() ? std::vector<ParticipantRow>{} : sorted.fresh) {
    Statement statement = ledger.draft(rule_of(Act::participant_registered).kind, {},
                                       fields_of(row.siret, row.name), signer.id);
    sign(statement, *signer.key);
    const Result<Receipt> outcome = record(call, ledger, statement);
    if (!outcome) {
      Refused placed = outcome.refused();
      placed.place.line = row.line;
      return call.refuse({{placed}, 1, file});
    }
  }
  return tell(call, sorted);
}

Exit register_participants(Call& call) {
  const bool one = call.arguments.has_positional(0);
  const std::string* file = call.arguments.maybe("from");
  if (one == (file != nullptr)) throw UsageError(phrase("give a SIRET with --name, or --from FILE"));
  if (file != nullptr) return register_from_file(call, *file);
  Json fields = fields_of(call.subject(), call.arguments.one("name"));
  return perform(call, {Act::participant_registered, {}, std::move(fields)});
}

Exit list_participants(Call& call) {
  require_form(call);
  const Ledger& ledger = call.ledger();
  const Instant today = stands_at(call);
  Json items = Json::array();
  Columns lines({Align::left, Align::left, Align::left});
  lines.row({phrase("siret"), phrase("name"), phrase("since")});
  for (const auto& [siret, participant] : ledger.state().participants()) {
    items.push_back(participant_summary_json(participant, today));
    lines.row(
        {siret, participant.name,
         phrase("entry {}{}", participant.registered,
                participant.withdrawn ? phrase(", withdrawn by entry {}", *participant.withdrawn) : "")});
  }
  return give_exportable(call,
                         {[&] {
                            return Json{{"participants", items}};
                          },
                          [&] { return lines.text(); },
                          [&] { return participants_listing(ledger.state().records(), basis_of(call)); }});
}

Exit show_participant(Call& call) {
  const Ledger& ledger = call.ledger();
  const std::string& siret = call.subject();
  const auto& participants = ledger.state().participants();
  const auto found = participants.find(siret);
  if (found == participants.end()) {
    return call.refuse(
        Refused{Refusal::unknown_participant, {}, phrase("there is no participant \"{}\"", siret)});
  }
  const Instant today = now();
  return call.give({{"participant", participant_json(found->second, today)}, {"today", date_of(today)}},
                   participant_text(found->second, today));
}

Exit approve(Call& call) {
  const Arguments& given = call.arguments;
  Json fields = {{"evidence", evidence(given, "evidence")},
                 {"expires_on", given.date("expires")},
                 {"issued_on", given.date("issued")},
                 {"issuer", given.one("issuer")},
                 {"participant", call.subject()},
                 {"reference", given.one("reference")},
                 {"scheme", given.word("scheme", scheme_words)}};
  if (given.has("criteria")) fields["criteria"] = given.list("criteria");
  if (const std::string* rating = given.maybe("rating")) fields["rating"] = *rating;
  return perform(call, {Act::approval_recorded, {}, std::move(fields)});
}

Exit withdraw_participant(Call& call) {
  return perform(call, {Act::participant_withdrawn,
                        {},
                        {{"participant", call.subject()}, {"reason", call.arguments.one("reason")}}});
}

Exit withdraw_approval(Call& call) {
  return perform(call, {Act::approval_withdrawn,
                        {},
                        {{"approval", call.arguments.whole_positional(0, "SEQ")},
                         {"reason", call.arguments.one("reason")},
                         {"withdrawn_on", call.arguments.date("on")}}});
}

Json from_and_reason(const Call& call) {
  return {{"from", call.arguments.date("from")},
          {"participant", call.subject()},
          {"reason", call.arguments.one("reason")}};
}

Exit suspend(Call& call) { return perform(call, {Act::participant_suspended, {}, from_and_reason(call)}); }

Exit reinstate(Call& call) { return perform(call, {Act::participant_reinstated, {}, from_and_reason(call)}); }

struct Expiring {
  const Participant* participant;
  const Approval* approval;
};

/// Approvals valid at `at` that no other of their scheme outlasts and that end by `until`, the first to end
/// first.
std::vector<Expiring> expiring_by(const RegistryState& state, Instant at, Instant until) {
  std::vector<Expiring> found;
  for (const auto& [siret, participant] : state.participants()) {
    for (const Approval& approval : participant.approvals) {
      const bool renewed = participant.approval(approval.scheme, until) != nullptr;
      if (approval.valid_at(at) && approval.expires_on <= until && !renewed) {
        found.push_back({&participant, &approval});
      }
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const Expiring& a, const Expiring& b) {
    return a.approval->expires_on < b.approval->expires_on;
  });
  return found;
}

Exit expiring(Call& call) {
  const std::uint64_t days = call.arguments.maybe_whole("within").value_or(usual_days);
  if (days > most_days) throw UsageError(phrase("--within: at most {} days", most_days));
  const Ledger& ledger = call.ledger();
  const Instant today = now();
  const Instant until{today.milliseconds + static_cast<std::int64_t>(days) * day_ms};
  Json items = Json::array();
  Columns lines({Align::left, Align::left, Align::left, Align::right, Align::left});
  lines.row({phrase("expires"), phrase("siret"), phrase("approval"), phrase("entry"), phrase("name")});
  for (const auto& [participant, approval] : expiring_by(ledger.state(), today, until)) {
    Json item = approval_json(*approval, today);
    item["participant"] = {{"name", participant->name}, {"siret", participant->siret}};
    items.push_back(std::move(item));
    lines.row({date_of(approval->expires_on), participant->siret, scheme_text(*approval),
               std::to_string(approval->seq), participant->name});
  }
  const std::string none = phrase("no approval expires by {}\n", date_of(until));
  return call.give({{"approvals", items}, {"until", date_of(until)}}, items.empty() ? none : lines.text());
}

}  // namespace

std::vector<Command> participant_commands() {
  return {
      {.name = "participant register",
       .summary = "register a collector, refurbisher or seller",
       .examples =
           "lcl participant register 01234567400019 --name \"Collecte des Deux Rives\" --key operator.pem\n"
           "lcl participant register --from participants.csv --key operator.pem",
       .page = R"(The CSV file has a header with the columns siret and name; other columns are ignored.
Each row becomes a signed statement; participants already registered are listed and skipped.
)",
       .positionals = {"SIRET"},
       .options = with_signing({{"name", "NAME", "the participant's name", along},
                                {"from", "CSV", "register every participant in this file", instead}}),
       .run = register_participants},
      {.name = "participant withdraw",
       .summary = "take a registration back (its maker or the certifier)",
       .examples =
           R"(lcl participant withdraw 05982741000016 --reason "registered in error" --key certifier.pem)",
       .page =
           R"(Events name the participant no more; those that did stand. It can be registered again, and has
its approvals and suspensions then as before. Once the certifier has withdrawn it, the
registration keeps nobody with this SIREN from being granted an auditor's key.
)",
       .positionals = {"SIRET"},
       .options = with_signing({{"reason", "TEXT", "why", required}}),
       .run = withdraw_participant},
      {.name = "participant list",
       .summary = "list the participants",
       .examples = "lcl participant list\n"
                   "lcl participant list --output participants.csv --locale fr",
       .options = with_forms({}),
       .exports = true,
       .run = list_participants},
      {.name = "participant show",
       .summary = "show a participant, its approvals and suspensions",
       .examples = "lcl participant show 01234567400019",
       .page = R"(Approvals are shown as recorded, and whether each is valid today. Impact Champion marks a
participant with a valid ESUS or ESAT approval.
)",
       .positionals = {"SIRET"},
       .run = show_participant},
      {.name = "participant approve",
       .summary = "record an approval: ESUS, B Corp, EcoVadis, …",
       .examples = R"(lcl participant approve 06173948800049 --scheme esus --issuer "DREETS Occitanie" \
    --reference 2024-ESUS-081 --issued 2024-03-01 --expires 2029-03-01 --evidence decision.pdf \
    --criteria disability_or_reintegration,not_for_profit --key operator.pem
lcl participant approve 06173948800049 --scheme ecovadis --issuer EcoVadis --reference SC-77 \
    --issued 2026-01-15 --expires 2027-01-15 --evidence scorecard.pdf --rating "silver, 68/100" \
    --key operator.pem)",
       .page = R"(Schemes: esus, esat, ea, ecovadis, b_corp, eco_organisation, quality_label,
carbon_footprint. An ESUS or ESAT approval states its criteria
(disability_or_reintegration, not_for_profit, shared_governance); an ESAT approval has its
FINESS number as the reference. An approval is judged valid or not on the date of each
event. It never changes a figure.
)",
       .positionals = {"SIRET"},
       .options = with_signing({{"scheme", "SCHEME", "what kind of approval it is", required},
                                {"issuer", "NAME", "who granted it", required},
                                {"reference", "REF", "the issuer's number for it", required},
                                {"issued", "DATE", "the first day it is valid", required},
                                {"expires", "DATE", "the first day it is no longer valid", required},
                                {"evidence", "FILE|DIGEST", "the document, or its SHA-256", required},
                                {"criteria", "LIST", "of an ESUS or ESAT approval, separated by commas"},
                                {"rating", "TEXT", "as the issuer words it"}}),
       .run = approve},
      {.name = "participant withdraw-approval",
       .summary = "record that an approval was withdrawn (its maker or the certifier)",
       .examples =
           R"(lcl participant withdraw-approval 31 --on 2026-05-01 --reason "site closed" --key operator.pem)",
       .page = "SEQ is the entry that recorded the approval; lcl participant show lists it.\n",
       .positionals = {"SEQ"},
       .options = with_signing({{"on", "DATE", "the first day it is no longer valid", required},
                                {"reason", "TEXT", "why", required}}),
       .run = withdraw_approval},
      {.name = "participant suspend",
       .summary = "suspend a participant from a given day (certifier)",
       .examples = "lcl participant suspend 06173948800049 --from 2026-04-01 \\\n"
                   "    --reason \"EcoVadis finding of 2026-03-28\" --key certifier.pem",
       .page =
           "From that day, cycles involving the participant earn no credit; their emissions still count.\n",
       .positionals = {"SIRET"},
       .options =
           with_signing({{"from", "DATE", "the first day", required}, {"reason", "TEXT", "why", required}}),
       .run = suspend},
      {.name = "participant reinstate",
       .summary = "end a participant's suspension (certifier)",
       .examples = "lcl participant reinstate 06173948800049 --from 2026-07-01 \\\n"
                   "    --reason \"corrective actions checked\" --key certifier.pem",
       .positionals = {"SIRET"},
       .options = with_signing({{"from", "DATE", "the first day it is no longer suspended", required},
                                {"reason", "TEXT", "why", required}}),
       .run = reinstate},
      {.name = "participant expiring",
       .summary = "list approvals that expire soon",
       .examples = "lcl participant expiring\n"
                   "lcl participant expiring --within 30",
       .page =
           "An approval is left out if another of the same scheme is still valid at the end of that time.\n",
       .options = {{"within", "DAYS", "how many days to look ahead; 90 if not given"}},
       .run = expiring},
  };
}

}  // namespace lcl::cli
