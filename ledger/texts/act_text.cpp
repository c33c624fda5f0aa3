// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/act_text.hpp"

#include <algorithm>

#include "ledger/registry/words.hpp"
#include "ledger/store/log.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/participant_text.hpp"

namespace lcl {
namespace {

constexpr std::size_t digest_digits = 12;

/// A field as text; empty where it is not there.
std::string text(const Json& fields, const char* name) {
  const auto found = fields.find(name);
  if (found == fields.end()) return {};
  const auto* value = found->get_ptr<const std::string*>();
  return value == nullptr ? canonical(*found) : *value;
}

std::string words(const Json& fields, const char* name) { return spoken(text(fields, name)); }

std::string short_digest(const Json& fields, const char* name) {
  return text(fields, name).substr(0, digest_digits) + "…";
}

std::string count(const Json& fields, const char* name) { return whole(fields[name].get<std::uint64_t>()); }

std::string kilograms_in(const Json& fields, const char* name) {
  return kilograms(parse_decimal(text(fields, name)).value_or(Decimal())) + " kgCO2e";
}

std::string days(const Json& fields, const char* name) {
  const auto period = parse_period(text(fields[name], "from") + '/' + text(fields[name], "to"));
  return period ? to_string(*period) : std::string();
}

std::string key_id(const Json& fields, const char* name) {
  const auto key = PublicKey::from_text(text(fields, name));
  return key ? hex(key->id()).substr(0, digest_digits) + "…" : std::string();
}

std::string key_act(Act act, const Json& fields) {
  if (act == Act::registry_opened) return text(fields, "origin");
  if (act == Act::key_granted) {
    const std::string named = text(fields, "name");
    const std::string party = text(fields, "party");
    return text(fields, "role") + " key " + key_id(fields, "public_key") +
           (named.empty() && party.empty() ? ", of a holder not named in public" : " of ") + named +
           (named.empty() || party.empty() ? "" : ", ") + party;
  }
  if (act == Act::key_acts_annulled) {
    return "acts on keys from entry " + text(fields, "from_entry") + " on: " + text(fields, "reason");
  }
  const std::string from = text(fields, "from");
  return "key " + short_digest(fields, "key") + (from.empty() ? "" : ", in question from " + from) + ": " +
         text(fields, "reason");
}

std::string holder_act(Act act, const Json& fields) {
  const std::string who = "holder " + short_digest(fields, "holder");
  if (act == Act::holder_renamed) return who + " is now " + text(fields, "name");
  if (act == Act::replacement_stopped) return who + " keeps its key: " + text(fields, "reason");
  return who + " gets key " + key_id(fields, "public_key") + " in 30 days: " + text(fields, "reason");
}

/// Who receives units.
std::string receiver(const Json& fields) {
  if (fields.contains("to")) return "holder " + short_digest(fields, "to") + ", who has 30 days to accept";
  return fields.contains("beneficiary") ? text(fields, "beneficiary") : "an anonymous beneficiary";
}

std::string accreditation_act(Act act, const Json& fields) {
  if (act == Act::accreditation_withdrawn) {
    return "accreditation of entry " + text(fields, "accreditation") + " from " +
           text(fields, "withdrawn_on") + ": " + text(fields, "reason");
  }
  return text(fields, "party") + " by " + text(fields, "body") + ", " + text(fields, "reference") + ", " +
         days(fields, "valid") + ": " + text(fields, "scope");
}

std::string participant_act(Act act, const Json& fields) {
  const std::string who = text(fields, "participant");
  if (act == Act::participant_registered) return who + ' ' + text(fields, "name");
  if (act == Act::participant_withdrawn) return who + ": " + text(fields, "reason");
  if (act == Act::approval_recorded) {
    const auto scheme = place_in(scheme_words, text(fields, "scheme"));
    return who + ": " + std::string(scheme ? scheme_name(static_cast<Scheme>(*scheme)) : "") + ' ' +
           text(fields, "reference") + " of " + text(fields, "issuer") + ", " + text(fields, "issued_on") +
           " to " + text(fields, "expires_on");
  }
  if (act == Act::approval_withdrawn) {
    return "approval of entry " + text(fields, "approval") + " from " + text(fields, "withdrawn_on") + ": " +
           text(fields, "reason");
  }
  return who + " from " + text(fields, "from") + ": " + text(fields, "reason");
}

std::string mandants_act(const Json& fields) {
  std::string out;
  for (const Json& mandant : fields.value("added", Json::array())) {
    out += (out.empty() ? "" : ", ") + text(mandant, "siret") + " joins";
  }
  for (const Json& siret : fields.value("removed", Json::array())) {
    out += (out.empty() ? "" : ", ") + siret.get<std::string>() + " leaves";
  }
  return out;
}

std::size_t wrong_results(const Json& results) {
  return static_cast<std::size_t>(std::count_if(results.begin(), results.end(), [](const Json& each) {
    return each["result"] != sample_result_words.front();
  }));
}

std::string project_act(Act act, const Json& fields) {
  switch (act) {
    case Act::project_notified: {
      const std::size_t mandants = fields.value("mandants", Json::array()).size();
      return text(fields, "title") + ", by " + text(fields, "developer") + ", notified " +
             text(fields, "notified_on") +
             (mandants == 0 ? "" : ", " + counted(mandants, "mandant", "mandants"));
    }
    case Act::project_amended:
      return "notified anew " + text(fields, "notified_on") + ": " + text(fields, "region") + ", " +
             text(fields, "applicant_standing");
    case Act::mandants_changed:
      return mandants_act(fields);
    case Act::project_filed:
      return "dossier " + short_digest(fields, "dossier");
    case Act::project_labelled:
      return text(fields, "decision") + ", crediting " + days(fields, "crediting_period") + ", " +
             count(fields, "potential_units") + " potential units, methodology " +
             short_digest(fields, "methodology") +
             (fields.contains("follows") ? ", following " + text(fields, "follows") : std::string());
    case Act::developer_changed:
      return "the developer is " + text(fields, "developer") + " from here on: " + text(fields, "reason");
    case Act::incentive_declared:
      return words(fields, "kind") + ", granted " + text(fields, "granted_on") + ": " + text(fields, "text") +
             (fields.contains("amount") ? ", EUR " + text(fields, "amount") : std::string());
    case Act::incentive_withdrawn:
      return "incentive of entry " + text(fields, "incentive") + ": " + text(fields, "reason");
    case Act::project_closed:
      return "from " + text(fields, "closed_on") + ": " + text(fields, "reason");
    default:
      return "on " + text(fields, "withdrawn_on") + ": " + text(fields, "reason");
  }
}

std::string elsewhere_act(const Json& fields) {
  std::string out = text(fields, "registry") + ' ' + text(fields, "foreign_project");
  if (fields.contains("period")) out += ", " + days(fields, "period");
  if (fields.contains("devices")) out += ", " + counted(fields["devices"].size(), "device", "devices");
  return out;
}

/// `the reports of entries 41, 57`
std::string entries(const Json& fields, const char* name, const char* one, const char* several) {
  std::string out;
  std::size_t number = 0;
  for (const Json& seq : fields[name]) out += (number++ == 0 ? "" : ", ") + canonical(seq);
  return (number == 1 ? one : several) + out;
}

std::string monitoring_act(Act act, const Json& fields) {
  switch (act) {
    case Act::submission:
      return counted(fields["count"].get<std::size_t>(), "event", "events");
    case Act::exclusivity_declared:
      return days(fields, "period") + " is credited nowhere else";
    case Act::credited_elsewhere:
      return elsewhere_act(fields);
    case Act::declaration_withdrawn:
      return "of entry " + count(fields, "declaration") + ": " + text(fields, "reason");
    case Act::period_reported:
      return days(fields, "period") + ": " + kilograms_in(fields, "reduction") + ", of " +
             count(fields, "estimate") + " units expected";
    case Act::sample_committed:
      return "to a number, for " +
             entries(fields, "reports", "the report of entry ", "the reports of entries ") + ": " +
             words(fields, "method") + ", " + text(fields, "assurance") + " assurance, materiality " +
             text(fields, "materiality") + ", expected " + text(fields, "expected");
    case Act::sample_challenged:
      return "commitment of entry " + text(fields, "commitment");
    case Act::sample_drawn:
      return count(fields, "size") + " of " + count(fields, "population") +
             " cycles, with the commitment of entry " + text(fields, "commitment");
    case Act::sample_recorded:
      return "sample of entry " + text(fields, "sample") + ": " +
             counted(wrong_results(fields["results"]), "cycle is not right", "cycles are not right") +
             ", overstated by " + kilograms_in(fields, "bound") + " at most" +
             (fields.contains("reason") ? "; recorded again: " + text(fields, "reason") : "");
    case Act::sample_released:
      return "commitment of entry " + text(fields, "commitment") + ": " + text(fields, "reason");
    case Act::completeness_recorded:
      return words(fields, "book") + ", " +
             entries(fields, "reports", "the report of entry ", "the reports of entries ") +
             ": the ledger has " + count(fields, "found") + " of " + count(fields, "drawn") +
             " devices drawn" +
             (fields.contains("reason") ? "; recorded again: " + text(fields, "reason") : "");
    case Act::question_asked:
      return text(fields, "text") + (fields.contains("test") ? " (" + words(fields, "test") + ')' : "");
    case Act::question_answered:
      return "entry " + text(fields, "question") + ": " + text(fields, "text");
    case Act::opinion_given:
      return text(fields, "opinion") + ", " + text(fields, "assurance") + " assurance, on " +
             entries(fields, "reports", "the report of entry ", "the reports of entries ") + "; " +
             counted(fields["misstatements"].size(), "misstatement", "misstatements");
    case Act::collection_disputed:
      return "collection of entry " + text(fields, "entry") + ": " + text(fields, "reason");
    case Act::dispute_settled:
      return "dispute of entry " + text(fields, "dispute") + " is " + text(fields, "outcome") + ": " +
             text(fields, "reason");
    case Act::period_forgone:
      return "period of the report of entry " + text(fields, "report") + ": " + text(fields, "reason");
    default:
      return "opinion of entry " + text(fields, "opinion") + ": " + text(fields, "reason");
  }
}

std::string unit_act(const RecordedAct& act) {
  const Json& fields = act.fields;
  switch (act.act) {
    case Act::units_issued:
      return count(fields, "count") + " units of vintage " + text(fields, "vintage") +
             " on the report of entry " + text(fields, "report") + ", by decision " +
             text(fields, "decision") + " of " + text(fields, "decided_on") +
             (fields.contains("beneficiary") ? ", to holder " + short_digest(fields, "beneficiary")
                                             : std::string());
    case Act::units_assigned:
      return text(fields, "units") + (fields.contains("to") ? " offered to " : " to ") + receiver(fields) +
             ", " + words(fields, "use") + ", contract of " + text(fields, "contract_date") +
             (declared_late(act) ? ", declared late" : "");
    case Act::beneficiary_named:
      if (!fields.contains("holder"))
        return "units from vintage " + text(fields, "vintage") + " on go to the developer again";
      return "holder " + short_digest(fields, "holder") + " gets units from vintage " +
             text(fields, "vintage") + " on as they are issued, " + words(fields, "use") + ", contract of " +
             text(fields, "contract_date") + (declared_late(act) ? ", declared late" : "");
    case Act::beneficiary_accepted:
      return "to be the initial beneficiary, as entry " + text(fields, "naming") + " names it";
    case Act::assignment_accepted:
      return "the offer of entry " + text(fields, "offer");
    case Act::assignment_withdrawn:
      return "the offer of entry " + text(fields, "offer") + ": " + text(fields, "reason");
    case Act::mandate_recorded:
      return text(fields, "units") +
             (fields.contains("to") ? " may be offered to holder " + short_digest(fields, "to")
                                    : std::string(" may be retired")) +
             " by the certifier, in 30 days";
    case Act::mandate_withdrawn:
      return "the mandate of entry " + text(fields, "mandate") + ": " + text(fields, "reason");
    case Act::units_retired:
      return text(fields, "units") + " for " + text(fields, "year") + ", " + words(fields, "use") +
             (fields.contains("beneficiary") ? ", for " + text(fields, "beneficiary")
                                             : ", for an anonymous beneficiary");
    case Act::units_cancelled:
      return text(fields, "units") + ", " + words(fields, "reason") +
             (fields.contains("vintage") ? " for the debt of vintage " + text(fields, "vintage") : "") +
             ": " + text(fields, "text");
    case Act::debt_stated:
      return "vintage " + text(fields, "vintage") + " owes " + kilograms_in(fields, "kgco2e");
    default:
      return kilograms_in(fields, "kgco2e") + " owed by vintage " + text(fields, "vintage") +
             ", taken from vintage " + text(fields, "from_vintage");
  }
}

/// The last day of the three months after a date.
Instant three_months_after(Instant date) {
  constexpr int months = 3;
  const std::string month = month_text(month_of(date) + months);
  const std::string day = date_of(date).substr(8);
  for (int last = std::stoi(day); last > 0; --last) {
    const std::string padded = (last < 10 ? "0" : "") + std::to_string(last);
    if (const auto found = parse_date(month + '-' + padded)) return *found;
  }
  return date;
}

}  // namespace

std::optional<RecordedAct> act_of(const LoggedEntry& entry) {
  const ActRule* rule = rule_of_kind(entry.kind);
  if (rule == nullptr || !entry.payload) return std::nullopt;
  auto read = read_statement(*entry.payload, entry.kind, {}, entry.project);
  auto* statement = std::get_if<Statement>(&read);
  if (statement == nullptr || form_refusal(*rule, statement->act)) return std::nullopt;
  return RecordedAct{entry.seq,     entry.time, rule->act, entry.project, std::move(statement->act),
                     statement->key};
}

std::optional<RecordedAct> act_at(const OpenLedger& ledger, std::uint64_t seq) {
  std::optional<RecordedAct> act;
  read_log(ledger, {.from = seq, .to = seq + 1, .project = {}, .kind = {}},
           [&act](const LoggedEntry& entry) { act = act_of(entry); });
  return act;
}

namespace {

std::string disputed_text(const Json& fields) {
  if (!fields.contains("disputed")) return {};
  std::string entries;
  for (const Json& seq : fields["disputed"])
    entries += (entries.empty() ? "" : ", ") + std::to_string(seq.get<std::uint64_t>());
  return "; disputed: what is anchored by " + entries;
}

std::string anchored_act(const Json& fields) {
  std::string by;
  if (fields.contains("cosignatures")) by = counted(fields["cosignatures"].size(), "cosignature");
  if (fields.contains("timestamp")) by += by.empty() ? "a timestamp" : " and a timestamp";
  return "the log of size " + text(fields["checkpoint"], "size") + ", by " + by;
}

}  // namespace

std::string act_text(const RecordedAct& act) {
  switch (act.act) {
    case Act::registry_opened:
    case Act::key_granted:
    case Act::key_revoked:
    case Act::key_acts_annulled:
      return key_act(act.act, act.fields);
    case Act::holder_key_replaced:
    case Act::replacement_stopped:
    case Act::holder_renamed:
      return holder_act(act.act, act.fields);
    case Act::auditor_accredited:
    case Act::accreditation_withdrawn:
      return accreditation_act(act.act, act.fields);
    case Act::methodology_adopted:
      return text(act.fields["document"], "id") + ' ' + text(act.fields["document"], "version");
    case Act::participant_registered:
    case Act::participant_withdrawn:
    case Act::approval_recorded:
    case Act::approval_withdrawn:
    case Act::participant_suspended:
    case Act::participant_reinstated:
      return participant_act(act.act, act.fields);
    case Act::private_erased:
      return "private part of entry " + text(act.fields, "entry") + ": " + text(act.fields, "reason") + " (" +
             text(act.fields, "legal_ground") + ')';
    case Act::clock_corrected:
      return "times later than " + text(act.fields, "time") + " are wrong from entry " +
             text(act.fields["checkpoint"], "size") + " on: " + text(act.fields, "reason") +
             disputed_text(act.fields);
    case Act::anchored:
      return anchored_act(act.fields);
    case Act::project_notified:
    case Act::project_amended:
    case Act::mandants_changed:
    case Act::project_filed:
    case Act::project_labelled:
    case Act::developer_changed:
    case Act::incentive_declared:
    case Act::incentive_withdrawn:
    case Act::project_closed:
    case Act::project_withdrawn:
      return project_act(act.act, act.fields);
    case Act::submission:
    case Act::exclusivity_declared:
    case Act::credited_elsewhere:
    case Act::declaration_withdrawn:
    case Act::period_reported:
    case Act::sample_committed:
    case Act::sample_challenged:
    case Act::sample_drawn:
    case Act::sample_recorded:
    case Act::sample_released:
    case Act::completeness_recorded:
    case Act::question_asked:
    case Act::question_answered:
    case Act::opinion_given:
    case Act::opinion_reopened:
    case Act::period_forgone:
    case Act::collection_disputed:
    case Act::dispute_settled:
      return monitoring_act(act.act, act.fields);
    case Act::units_issued:
    case Act::units_assigned:
    case Act::beneficiary_named:
    case Act::beneficiary_accepted:
    case Act::assignment_accepted:
    case Act::assignment_withdrawn:
    case Act::mandate_recorded:
    case Act::mandate_withdrawn:
    case Act::units_retired:
    case Act::units_cancelled:
    case Act::debt_set_off:
    case Act::debt_stated:
      return unit_act(act);
  }
  return {};
}

Json recorded_act_json(const RecordedAct& act) {
  Json json = {{"act", act.fields},
               {"entry", act.seq},
               {"kind", std::string(rule_of(act.act).kind)},
               {"time", to_string(act.time)},
               {"words", act_text(act)}};
  if (act.act == Act::units_assigned) json["late"] = declared_late(act);
  return json;
}

bool declared_late(const RecordedAct& assignment) {
  const auto contract = parse_date(text(assignment.fields, "contract_date"));
  return contract && assignment.time.milliseconds >= three_months_after(*contract).milliseconds + day_ms;
}

}  // namespace lcl
