// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/participant_text.hpp"

#include <array>

#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::array<std::string_view, scheme_words.size()> scheme_names{"ESUS",
                                                                         "ESAT",
                                                                         "EA",
                                                                         "EcoVadis",
                                                                         "B Corp",
                                                                         translatable("eco-organisation"),
                                                                         translatable("quality label"),
                                                                         translatable("carbon footprint")};

std::string entry(std::uint64_t seq) { return phrase("entry {}", seq); }

std::string validity(const Approval& approval) {
  return phrase("{} to {}", date_of(approval.issued_on), date_of(approval.expires_on));
}

/// What can be said of an approval on a day.
std::string status(const Approval& approval, Instant at) {
  if (approval.withdrawn_on && *approval.withdrawn_on <= at) {
    return phrase("withdrawn {}", date_of(*approval.withdrawn_on));
  }
  if (approval.expires_on <= at) return phrase("until {}", date_of(approval.expires_on));
  if (at < approval.issued_on) return phrase("from {}", date_of(approval.issued_on));
  return approval.withdrawn_on ? phrase("valid, withdrawn from {}", date_of(*approval.withdrawn_on))
                               : phrase("valid");
}

std::string criteria_text(const Approval& approval) {
  std::string out;
  for (const std::string& criterion : approval.criteria) out += (out.empty() ? "" : ", ") + spoken(criterion);
  return out;
}

std::string approvals_text(const Participant& participant, Instant at) {
  if (participant.approvals.empty()) return {};
  Columns lines({Align::right, Align::left, Align::left, Align::left, Align::left, Align::left});
  lines.row({phrase("entry"), phrase("approval"), phrase("issuer"), phrase("reference"), phrase("given for"),
             phrase("today")});
  for (const Approval& approval : participant.approvals) {
    lines.row({std::to_string(approval.seq), scheme_text(approval), approval.issuer, approval.reference,
               validity(approval), status(approval, at)});
  }
  std::string out = '\n' + lines.text();
  for (const Approval& approval : participant.approvals) {
    if (!approval.criteria.empty()) {
      out += phrase("{} of {}: {}\n", scheme_name(approval.scheme), entry(approval.seq),
                    criteria_text(approval));
    }
  }
  return out;
}

std::string suspensions_text(const Participant& participant) {
  if (participant.suspensions.empty()) return {};
  Columns lines({Align::right, Align::left, Align::left});
  lines.row({phrase("entry"), phrase("suspended"), phrase("reason")});
  for (const Suspension& suspension : participant.suspensions) {
    const std::string from = date_of(suspension.from);
    lines.row(
        {std::to_string(suspension.seq),
         suspension.to ? phrase("from {} to {}", from, date_of(*suspension.to)) : phrase("from {} on", from),
         suspension.reason});
  }
  return '\n' + lines.text();
}

Json suspension_json(const Suspension& suspension) {
  Json json = {{"entry", suspension.seq}, {"from", date_of(suspension.from)}, {"reason", suspension.reason}};
  if (suspension.to) json["to"] = date_of(*suspension.to);
  return json;
}

}  // namespace

std::string_view scheme_name(Scheme scheme) {
  return translation(scheme_names[static_cast<std::size_t>(scheme)]);
}

std::string scheme_text(const Approval& approval) {
  return std::string(scheme_name(approval.scheme)) +
         (approval.rating.empty() ? "" : " (" + approval.rating + ')');
}

Json approval_json(const Approval& approval, Instant at) {
  Json json = {{"entry", approval.seq},
               {"evidence", hex(approval.evidence)},
               {"expires_on", date_of(approval.expires_on)},
               {"issued_on", date_of(approval.issued_on)},
               {"issuer", approval.issuer},
               {"reference", approval.reference},
               {"scheme", std::string(scheme_words[static_cast<std::size_t>(approval.scheme)])},
               {"valid", approval.valid_at(at)}};
  if (!approval.criteria.empty()) json["criteria"] = approval.criteria;
  if (!approval.rating.empty()) json["rating"] = approval.rating;
  if (approval.withdrawn_on) json["withdrawn_on"] = date_of(*approval.withdrawn_on);
  return json;
}

Json participant_summary_json(const Participant& participant, Instant at) {
  Json json = {
      {"name", participant.name}, {"registered", participant.registered}, {"siret", participant.siret}};
  if (participant.impact_champion(at)) json["impact_champion"] = true;
  if (participant.withdrawn) json["withdrawn"] = *participant.withdrawn;
  return json;
}

Json participant_json(const Participant& participant, Instant at) {
  Json json = participant_summary_json(participant, at);
  json["approvals"] = Json::array();
  for (const Approval& approval : participant.approvals) {
    json["approvals"].push_back(approval_json(approval, at));
  }
  json["suspensions"] = Json::array();
  for (const Suspension& suspension : participant.suspensions) {
    json["suspensions"].push_back(suspension_json(suspension));
  }
  return json;
}

std::string participant_text(const Participant& participant, Instant at) {
  Columns lines({Align::left, Align::left});
  lines.row({phrase("siret"), participant.siret});
  lines.row({phrase("name"), participant.name});
  lines.row({phrase("since"), entry(participant.registered)});
  if (participant.impact_champion(at)) lines.row({phrase("badge"), phrase("Impact Champion")});
  if (participant.suspended_at(at)) {
    lines.row({phrase("suspended"), phrase("from {}", date_of(participant.suspensions.back().from))});
  }
  return lines.text() + approvals_text(participant, at) + suspensions_text(participant);
}

Json standing_json(const RegistryState& state, const std::string& siret, Instant at) {
  Json json = {{"siret", siret}};
  const Participant* participant = state.records().participant(siret);
  if (participant == nullptr) return json;
  json["name"] = participant->name;
  json["approvals"] = Json::array();
  for (const Approval& approval : participant->approvals) {
    if (approval.valid_at(at)) json["approvals"].push_back(approval_json(approval, at));
  }
  if (participant->impact_champion(at)) json["impact_champion"] = true;
  return json;
}

std::string standing_text(const RegistryState& state, const std::string& siret, Instant at) {
  const Participant* participant = state.records().participant(siret);
  if (participant == nullptr) return siret;
  std::string out = siret + "  " + participant->name;
  std::string separator = ": ";
  const auto add = [&](const std::string& text) {
    out += separator + text;
    separator = ", ";
  };
  if (participant->impact_champion(at)) add(phrase("Impact Champion"));
  for (const Approval& approval : participant->approvals) {
    if (approval.valid_at(at)) add(phrase("{} to {}", scheme_text(approval), date_of(approval.expires_on)));
  }
  return out;
}

}  // namespace lcl
