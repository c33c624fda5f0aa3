// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/act_text.hpp"

#include <algorithm>

#include "ledger/registry/words.hpp"
#include "ledger/store/log.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/participant_text.hpp"
#include "ledger/values/phrase.hpp"

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
    const std::string role = words(fields, "role");
    const std::string key = key_id(fields, "public_key");
    if (named.empty() && party.empty())
      return phrase("{} key {}, of a holder not named in public", role, key);
    return phrase("{} key {} of {}", role, key, named + (named.empty() || party.empty() ? "" : ", ") + party);
  }
  if (act == Act::key_acts_annulled) {
    return phrase("acts on keys from entry {} on: {}", text(fields, "from_entry"), text(fields, "reason"));
  }
  const std::string from = text(fields, "from");
  const std::string key = short_digest(fields, "key");
  if (from.empty()) return phrase("key {}: {}", key, text(fields, "reason"));
  return phrase("key {}, in question from {}: {}", key, from, text(fields, "reason"));
}

std::string holder_act(Act act, const Json& fields) {
  const std::string holder = short_digest(fields, "holder");
  if (act == Act::holder_renamed) return phrase("holder {} is now {}", holder, text(fields, "name"));
  if (act == Act::replacement_stopped)
    return phrase("holder {} keeps its key: {}", holder, text(fields, "reason"));
  return phrase("holder {} gets key {} in 30 days: {}", holder, key_id(fields, "public_key"),
                text(fields, "reason"));
}

/// Who receives units.
std::string receiver(const Json& fields) {
  if (fields.contains("to"))
    return phrase("holder {}, who has 30 days to accept", short_digest(fields, "to"));
  return fields.contains("beneficiary") ? text(fields, "beneficiary") : phrase("an anonymous beneficiary");
}

std::string accreditation_act(Act act, const Json& fields) {
  if (act == Act::accreditation_withdrawn) {
    return phrase("accreditation of entry {} from {}: {}", text(fields, "accreditation"),
                  text(fields, "withdrawn_on"), text(fields, "reason"));
  }
  return phrase("{} by {}, {}, {}: {}", text(fields, "party"), text(fields, "body"),
                text(fields, "reference"), days(fields, "valid"), text(fields, "scope"));
}

std::string participant_act(Act act, const Json& fields) {
  const std::string who = text(fields, "participant");
  if (act == Act::participant_registered) return who + ' ' + text(fields, "name");
  if (act == Act::participant_withdrawn) return who + ": " + text(fields, "reason");
  if (act == Act::approval_recorded) {
    const auto scheme = place_in(scheme_words, text(fields, "scheme"));
    return phrase("{}: {} {} of {}, {} to {}", who, scheme ? scheme_name(static_cast<Scheme>(*scheme)) : "",
                  text(fields, "reference"), text(fields, "issuer"), text(fields, "issued_on"),
                  text(fields, "expires_on"));
  }
  if (act == Act::approval_withdrawn) {
    return phrase("approval of entry {} from {}: {}", text(fields, "approval"), text(fields, "withdrawn_on"),
                  text(fields, "reason"));
  }
  return phrase("{} from {}: {}", who, text(fields, "from"), text(fields, "reason"));
}

std::string mandants_act(const Json& fields) {
  std::string out;
  for (const Json& mandant : fields.value("added", Json::array())) {
    out += (out.empty() ? "" : ", ") + phrase("{} joins", text(mandant, "siret"));
  }
  for (const Json& siret : fields.value("removed", Json::array())) {
    out += (out.empty() ? "" : ", ") + phrase("{} leaves", siret.get<std::string>());
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
      return phrase("{}, by {}, notified {}{}", text(fields, "title"), text(fields, "developer"),
                    text(fields, "notified_on"),
                    mandants == 0 ? "" : ", " + counted(mandants, phrase("mandant"), phrase("mandants")));
    }
    case Act::project_amended:
      return phrase("notified anew {}: {}, {}", text(fields, "notified_on"), text(fields, "region"),
                    text(fields, "applicant_standing"));
    case Act::mandants_changed:
      return mandants_act(fields);
    case Act::project_filed:
      return phrase("dossier {}", short_digest(fields, "dossier"));
    case Act::project_labelled:
      return phrase(
          "{}, crediting {}, {} potential units, methodology {}{}", text(fields, "decision"),
          days(fields, "crediting_period"), count(fields, "potential_units"),
          short_digest(fields, "methodology"),
          fields.contains("follows") ? phrase(", following {}", text(fields, "follows")) : std::string());
    case Act::developer_changed:
      return phrase("the developer is {} from here on: {}", text(fields, "developer"),
                    text(fields, "reason"));
    case Act::incentive_declared:
      return phrase("{}, granted {}: {}{}", words(fields, "kind"), text(fields, "granted_on"),
                    text(fields, "text"),
                    fields.contains("amount") ? phrase(", EUR {}", text(fields, "amount")) : std::string());
    case Act::incentive_withdrawn:
      return phrase("incentive of entry {}: {}", text(fields, "incentive"), text(fields, "reason"));
    case Act::project_closed:
      return phrase("from {}: {}", text(fields, "closed_on"), text(fields, "reason"));
    default:
      return phrase("on {}: {}", text(fields, "withdrawn_on"), text(fields, "reason"));
  }
}

std::string elsewhere_act(const Json& fields) {
  std::string out = text(fields, "registry") + ' ' + text(fields, "foreign_project");
  if (fields.contains("period")) out += ", " + days(fields, "period");
  if (fields.contains("devices"))
    out += ", " + counted(fields["devices"].size(), phrase("device"), phrase("devices"));
  return out;
}

/// `the reports of entries 41, 57`
std::string reports(const Json& fields) {
  std::string entries;
  for (const Json& seq : fields["reports"]) entries += (entries.empty() ? "" : ", ") + canonical(seq);
  return fields["reports"].size() == 1 ? phrase("the report of entry {}", entries)
                                       : phrase("the reports of entries {}", entries);
}

std::string monitoring_act(Act act, const Json& fields) {
  switch (act) {
    case Act::submission:
      return counted(fields["count"].get<std::size_t>(), phrase("event"), phrase("events"));
    case Act::exclusivity_declared:
      return phrase("{} is credited nowhere else", days(fields, "period"));
    case Act::credited_elsewhere:
      return elsewhere_act(fields);
    case Act::declaration_withdrawn:
      return phrase("of entry {}: {}", count(fields, "declaration"), text(fields, "reason"));
    case Act::period_reported:
      return phrase("{}: {}, of {} units expected", days(fields, "period"), kilograms_in(fields, "reduction"),
                    count(fields, "estimate"));
    case Act::sample_committed:
      return phrase("to a number, for {}: {}, {} assurance, materiality {}, expected {}", reports(fields),
                    words(fields, "method"), words(fields, "assurance"), text(fields, "materiality"),
                    text(fields, "expected"));
    case Act::sample_challenged:
      return phrase("commitment of entry {}", text(fields, "commitment"));
    case Act::sample_drawn:
      return phrase("{} of {} cycles, with the commitment of entry {}", count(fields, "size"),
                    count(fields, "population"), text(fields, "commitment"));
    case Act::sample_recorded:
      return phrase("sample of entry {}: {}, overstated by {} at most{}", text(fields, "sample"),
                    counted(wrong_results(fields["results"]), phrase("cycle is not right"),
                            phrase("cycles are not right")),
                    kilograms_in(fields, "bound"),
                    fields.contains("reason") ? phrase("; recorded again: {}", text(fields, "reason")) : "");
    case Act::sample_released:
      return phrase("commitment of entry {}: {}", text(fields, "commitment"), text(fields, "reason"));
    case Act::completeness_recorded:
      return phrase("{}, {}: the ledger has {} of {} devices drawn{}", words(fields, "book"), reports(fields),
                    count(fields, "found"), count(fields, "drawn"),
                    fields.contains("reason") ? phrase("; recorded again: {}", text(fields, "reason")) : "");
    case Act::question_asked:
      return text(fields, "text") + (fields.contains("test") ? " (" + words(fields, "test") + ')' : "");
    case Act::question_answered:
      return phrase("entry {}: {}", text(fields, "question"), text(fields, "text"));
    case Act::opinion_given:
      return phrase("{}, {} assurance, on {}; {}", words(fields, "opinion"), words(fields, "assurance"),
                    reports(fields),
                    counted(fields["misstatements"].size(), phrase("misstatement"), phrase("misstatements")));
    case Act::collection_disputed:
      return phrase("collection of entry {}: {}", text(fields, "entry"), text(fields, "reason"));
    case Act::dispute_settled:
      return phrase("dispute of entry {} is {}: {}", text(fields, "dispute"), words(fields, "outcome"),
                    text(fields, "reason"));
    case Act::period_forgone:
      return phrase("period of the report of entry {}: {}", text(fields, "report"), text(fields, "reason"));
    default:
      return phrase("opinion of entry {}: {}", text(fields, "opinion"), text(fields, "reason"));
  }
}

std::string contract_text(const RecordedAct& act) {
  const std::string date = text(act.fields, "contract_date");
  return declared_late(act) ? phrase(", contract of {}, declared late", date)
                            : phrase(", contract of {}", date);
}

std::string unit_act(const RecordedAct& act) {
  const Json& fields = act.fields;
  switch (act.act) {
    case Act::units_issued:
      return phrase("{} units of vintage {} on the report of entry {}, by decision {} of {}{}",
                    count(fields, "count"), text(fields, "vintage"), text(fields, "report"),
                    text(fields, "decision"), text(fields, "decided_on"),
                    fields.contains("beneficiary")
                        ? phrase(", to holder {}", short_digest(fields, "beneficiary"))
                        : std::string());
    case Act::units_assigned:
      return (fields.contains("to")
                  ? phrase("{} offered to {}, {}", text(fields, "units"), receiver(fields),
                           words(fields, "use"))
                  : phrase("{} to {}, {}", text(fields, "units"), receiver(fields), words(fields, "use"))) +
             contract_text(act);
    case Act::beneficiary_named:
      if (!fields.contains("holder"))
        return phrase("units from vintage {} on go to the developer again", text(fields, "vintage"));
      return phrase("holder {} gets units from vintage {} on as they are issued, {}",
                    short_digest(fields, "holder"), text(fields, "vintage"), words(fields, "use")) +
             contract_text(act);
    case Act::beneficiary_accepted:
      return phrase("to be the initial beneficiary, as entry {} names it", text(fields, "naming"));
    case Act::assignment_accepted:
      return phrase("the offer of entry {}", text(fields, "offer"));
    case Act::assignment_withdrawn:
      return phrase("the offer of entry {}: {}", text(fields, "offer"), text(fields, "reason"));
    case Act::mandate_recorded:
      if (fields.contains("to"))
        return phrase("{} may be offered to holder {} by the certifier, in 30 days", text(fields, "units"),
                      short_digest(fields, "to"));
      return phrase("{} may be retired by the certifier, in 30 days", text(fields, "units"));
    case Act::mandate_withdrawn:
      return phrase("the mandate of entry {}: {}", text(fields, "mandate"), text(fields, "reason"));
    case Act::units_retired:
      if (!fields.contains("beneficiary"))
        return phrase("{} for {}, {}, for an anonymous beneficiary", text(fields, "units"),
                      text(fields, "year"), words(fields, "use"));
      return phrase("{} for {}, {}, for {}", text(fields, "units"), text(fields, "year"),
                    words(fields, "use"), text(fields, "beneficiary"));
    case Act::units_cancelled:
      if (fields.contains("vintage"))
        return phrase("{}, {} for the debt of vintage {}: {}", text(fields, "units"), words(fields, "reason"),
                      text(fields, "vintage"), text(fields, "text"));
      return text(fields, "units") + ", " + words(fields, "reason") + ": " + text(fields, "text");
    case Act::debt_stated:
      return phrase("vintage {} owes {}", text(fields, "vintage"), kilograms_in(fields, "kgco2e"));
    default:
      return phrase("{} owed by vintage {}, taken from vintage {}", kilograms_in(fields, "kgco2e"),
                    text(fields, "vintage"), text(fields, "from_vintage"));
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
  return phrase("; disputed: what is anchored by {}", entries);
}

std::string anchored_act(const Json& fields) {
  const std::string size = text(fields["checkpoint"], "size");
  if (!fields.contains("cosignatures")) return phrase("the log of size {}, by a timestamp", size);
  const std::size_t cosignatures = fields["cosignatures"].size();
  return fields.contains("timestamp")
             ? phrase("the log of size {}, by {} cosignatures and a timestamp", size, cosignatures)
             : phrase("the log of size {}, by {} cosignatures", size, cosignatures);
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
      return phrase("private part of entry {}: {} ({})", text(act.fields, "entry"),
                    text(act.fields, "reason"), text(act.fields, "legal_ground"));
    case Act::clock_corrected:
      return phrase("times later than {} are wrong from entry {} on: {}{}", text(act.fields, "time"),
                    text(act.fields["checkpoint"], "size"), text(act.fields, "reason"),
                    disputed_text(act.fields));
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
