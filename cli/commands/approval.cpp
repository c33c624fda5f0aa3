// SPDX-License-Identifier: Apache-2.0
// Approvals and suspensions of participants.
#include <algorithm>
#include <utility>

#include "cli/commands/command_table.hpp"
#include "cli/kit/evidence.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/participant_text.hpp"

namespace lcl::cli {
namespace {

constexpr std::uint64_t usual_days = 90;
constexpr std::uint64_t most_days = 36'500;

const std::string& siret_of(const Call& call) { return call.subject(); }

Exit approve(Call& call) {
  const Arguments& given = call.arguments;
  Json fields = {{"evidence", evidence(given, "evidence")},
                 {"expires_on", given.date("expires")},
                 {"issued_on", given.date("issued")},
                 {"issuer", given.one("issuer")},
                 {"participant", siret_of(call)},
                 {"reference", given.one("reference")},
                 {"scheme", given.word("scheme", scheme_words)}};
  if (given.has("criteria")) fields["criteria"] = given.list("criteria");
  if (const std::string* rating = given.maybe("rating")) fields["rating"] = *rating;
  return perform(call, {Act::approval_recorded, {}, std::move(fields)});
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
          {"participant", siret_of(call)},
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
  if (days > most_days) throw UsageError("--within: at most " + std::to_string(most_days) + " days");
  const Ledger ledger({call.registry()});
  const Instant today = now();
  const Instant until{today.milliseconds + static_cast<std::int64_t>(days) * day_ms};
  Json items = Json::array();
  Columns lines({Align::left, Align::left, Align::left, Align::right, Align::left});
  lines.row({"expires", "siret", "approval", "entry", "name"});
  for (const auto& [participant, approval] : expiring_by(ledger.state(), today, until)) {
    Json item = approval_json(*approval, today);
    item["participant"] = {{"name", participant->name}, {"siret", participant->siret}};
    items.push_back(std::move(item));
    lines.row({date_of(approval->expires_on), participant->siret, scheme_text(*approval),
               std::to_string(approval->seq), participant->name});
  }
  if (call.json()) {
    call.answer.document({{"approvals", std::move(items)}, {"until", date_of(until)}});
  } else if (items.empty()) {
    call.answer.write("no approval expires by " + date_of(until) + '\n');
  } else {
    call.answer.write(lines.text());
  }
  return Exit::done;
}

}  // namespace

std::vector<Command> approval_commands() {
  return {
      {.name = "participant approve",
       .summary = "record an approval: ESUS, B Corp, EcoVadis, …",
       .usage = "SIRET --scheme S --issuer NAME --reference REF --issued DATE --expires DATE --evidence FILE "
                "--key FILE",
       .examples =
           "lcl participant approve 06173948800049 --scheme esus --issuer \"DREETS Occitanie\" \\\n"
           "    --reference 2024-ESUS-081 --issued 2024-03-01 --expires 2029-03-01 --evidence decision.pdf "
           "\\\n"
           "    --criteria disability_or_reintegration,not_for_profit --key operator.pem\n"
           "lcl participant approve 06173948800049 --scheme ecovadis --issuer EcoVadis --reference SC-77 \\\n"
           "    --issued 2026-01-15 --expires 2027-01-15 --evidence scorecard.pdf --rating \"silver, "
           "68/100\" \\\n"
           "    --key operator.pem",
       .page = "Schemes: esus, esat, ea, ecovadis, b_corp, eco_organisation, quality_label,\n"
               "carbon_footprint. An ESUS or ESAT record states its criteria\n"
               "(disability_or_reintegration, not_for_profit, shared_governance), an ESAT its FINESS\n"
               "number as the reference. Validity is judged at the date of each event. No approval\n"
               "changes a figure.\n",
       .positionals = {"SIRET"},
       .options = with_signing({{"scheme", "S", "what kind of approval"},
                                {"issuer", "NAME", "who gave it"},
                                {"reference", "REF", "its number at the issuer"},
                                {"issued", "DATE", "the first day it is valid"},
                                {"expires", "DATE", "the first day it is no longer valid"},
                                {"evidence", "FILE|DIGEST", "the document, or its SHA-256"},
                                {"criteria", "LIST", "of an ESUS or ESAT record, with commas"},
                                {"rating", "TEXT", "as the issuer words it"}}),
       .run = approve},
      {.name = "participant withdraw-approval",
       .summary = "record that an approval was withdrawn",
       .usage = "SEQ --on DATE --reason TEXT --key FILE",
       .examples = "lcl participant withdraw-approval 31 --on 2026-05-01 --reason \"site closed\" --key "
                   "operator.pem",
       .page = "SEQ is the entry that recorded the approval; lcl participant show lists it.\n",
       .positionals = {"SEQ"},
       .options =
           with_signing({{"on", "DATE", "the first day it is no longer valid"}, {"reason", "TEXT", "why"}}),
       .run = withdraw_approval},
      {.name = "participant suspend",
       .summary = "suspend a participant from a day on (certifier)",
       .usage = "SIRET --from DATE --reason TEXT --key FILE",
       .examples = "lcl participant suspend 06173948800049 --from 2026-04-01 \\\n"
                   "    --reason \"EcoVadis finding of 2026-03-28\" --key certifier.pem",
       .page = "A cycle in which it stands for an event from that day on is not credited; what was\n"
               "emitted still counts.\n",
       .positionals = {"SIRET"},
       .options = with_signing({{"from", "DATE", "the first day"}, {"reason", "TEXT", "why"}}),
       .run = suspend},
      {.name = "participant reinstate",
       .summary = "end a participant's suspension (certifier)",
       .usage = "SIRET --from DATE --reason TEXT --key FILE",
       .examples = "lcl participant reinstate 06173948800049 --from 2026-07-01 \\\n"
                   "    --reason \"corrective actions checked\" --key certifier.pem",
       .page = "",
       .positionals = {"SIRET"},
       .options =
           with_signing({{"from", "DATE", "the first day it counts again"}, {"reason", "TEXT", "why"}}),
       .run = reinstate},
      {.name = "participant expiring",
       .summary = "list approvals that expire soon",
       .usage = "[--within DAYS]",
       .examples = "lcl participant expiring\n"
                   "lcl participant expiring --within 30",
       .page = "Those that another approval of the same scheme outlasts are left out.\n",
       .positionals = {},
       .options = {{"within", "DAYS", "look so far ahead; 90 if not given"}},
       .run = expiring},
  };
}

}  // namespace lcl::cli
