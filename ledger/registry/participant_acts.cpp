// SPDX-License-Identifier: Apache-2.0
// Participants, their approvals and their suspensions.

#include <algorithm>
#include <array>

#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/act_judges.hpp"
#include "ledger/registry/role_rules.hpp"
#include "ledger/registry/taking_back.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
using namespace act_fields;

namespace {

/// For how long at most a scheme's issuer gives it, in years; 0: as the issuer states.
/// ESUS: Code du travail, R. 3332-21-3. EA: contract of at most five years. EcoVadis: 12 months.
/// B Corp: milestones at years 0, 3 and 5.
constexpr std::array<std::int64_t, scheme_words.size()> longest_years{5, 0, 5, 1, 5, 0, 0, 0};

constexpr std::size_t finess_digits = 9;

std::optional<Refused> unknown_participant(const Records& records, const std::string& siret) {
  const Participant* known = records.participant(siret);
  if (known != nullptr && !known->withdrawn) return std::nullopt;
  return refused(Refusal::unknown_participant, "act.participant",
                 known == nullptr
                     ? phrase("{} is not registered", siret)
                     : phrase("the registration of {} was withdrawn by entry {}", siret, *known->withdrawn));
}

}  // namespace

std::optional<Refused> judge_participant_registered(const Records& records, const ActAtHand& at_hand) {
  const std::string& siret = text(at_hand.act(), "participant");
  if (!unknown_participant(records, siret)) {
    return refused(Refusal::participant_already_registered, "act.participant",
                   phrase("{} is registered already", siret));
  }
  return named_auditor_refusal(records, siret, "act.participant");
}

void record_participant_registered(Records& records, const ActAtHand& at_hand) {
  Participant& participant = records.participants[text(at_hand.act(), "participant")];
  participant.siret = text(at_hand.act(), "participant");
  participant.name = text(at_hand.act(), "name");
  participant.registered = at_hand.seq;
  participant.maker = maker_of(records, at_hand);
  participant.withdrawn.reset();
  participant.disowned = false;
}

std::optional<Refused> judge_participant_withdrawn(const Records& records, const ActAtHand& at_hand) {
  const std::string& siret = text(at_hand.act(), "participant");
  if (auto fault = unknown_participant(records, siret)) return fault;
  const Participant& participant = *records.participant(siret);
  return taking_back_refusal(records, at_hand, participant.maker, participant.registered);
}

void record_participant_withdrawn(Records& records, const ActAtHand& at_hand) {
  Participant& participant = records.participants.find(text(at_hand.act(), "participant"))->second;
  participant.withdrawn = at_hand.seq;
  participant.disowned = maker_of(records, at_hand).role == Role::certifier;
}

namespace {

bool is_finess(const std::string& text) {
  return text.size() == finess_digits &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<Refused> judge_approval_recorded(const Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  if (auto fault = unknown_participant(records, text(act, "participant"))) return fault;
  const std::size_t scheme = word_in(scheme_words, act, "scheme");
  const bool social =
      scheme == static_cast<std::size_t>(Scheme::esus) || scheme == static_cast<std::size_t>(Scheme::esat);
  if (social != act.contains("criteria")) {
    return refused(Refusal::malformed_statement, "act.criteria",
                   social ? phrase("an ESUS or ESAT agreement states its criteria")
                          : phrase("only an ESUS or ESAT agreement states criteria"));
  }
  if (scheme == static_cast<std::size_t>(Scheme::esat) && !is_finess(text(act, "reference"))) {
    return refused(Refusal::malformed_statement, "act.reference",
                   phrase("the reference of an ESAT is its FINESS number, 9 digits"));
  }
  const Instant issued = date(act, "issued_on");
  const Instant expires = date(act, "expires_on");
  if (issued > at_hand.time) {
    return refused(Refusal::impossible_date, "act.issued_on", phrase("the date of issue is in the future"));
  }
  if (issued >= expires) {
    return refused(Refusal::impossible_date, "act.expires_on", phrase("it expires before it is issued"));
  }
  const std::int64_t years = longest_years[scheme];
  if (years != 0 && expires.milliseconds - issued.milliseconds > years * longest_year_ms) {
    return refused(
        Refusal::impossible_date, "act.expires_on",
        phrase("{} is given for {} year{} at most", scheme_words[scheme], years, years == 1 ? "" : "s"));
  }
  return std::nullopt;
}

void record_approval_recorded(Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  records.participants.find(text(act, "participant"))
      ->second.approvals.push_back({.seq = at_hand.seq,
                                    .scheme = static_cast<Scheme>(word_in(scheme_words, act, "scheme")),
                                    .issuer = text(act, "issuer"),
                                    .reference = text(act, "reference"),
                                    .issued_on = date(act, "issued_on"),
                                    .expires_on = date(act, "expires_on"),
                                    .evidence = digest(act, "evidence"),
                                    .criteria = texts(act, "criteria"),
                                    .rating = text_or_empty(act, "rating"),
                                    .withdrawn_on = std::nullopt,
                                    .maker = maker_of(records, at_hand)});
  records.approved.emplace(at_hand.seq, text(act, "participant"));
}

namespace {

/// The approval that entry `seq` recorded, of `Records` or `const Records`; nullptr if there is none.
template <typename AnyRecords>
auto* approval_of(AnyRecords& records, std::uint64_t seq) {
  const auto whose = records.approved.find(seq);
  return whose == records.approved.end()
             ? nullptr
             : recorded_by(records.participants.find(whose->second)->second.approvals, seq);
}

}  // namespace

std::optional<Refused> judge_approval_withdrawn(const Records& records, const ActAtHand& at_hand) {
  const std::uint64_t seq = integer(at_hand.act(), "approval");
  const Approval* approval = approval_of(records, seq);
  if (approval == nullptr || approval->withdrawn_on) {
    return refused(Refusal::unknown_approval, "act.approval",
                   approval == nullptr ? phrase("entry {} records no approval", seq)
                                       : phrase("the approval of entry {} is withdrawn already", seq));
  }
  if (auto fault = taking_back_refusal(records, at_hand, approval->maker, seq)) return fault;
  if (date(at_hand.act(), "withdrawn_on") < approval->issued_on) {
    return refused(Refusal::impossible_date, "act.withdrawn_on",
                   phrase("it is withdrawn before it is issued"));
  }
  return std::nullopt;
}

void record_approval_withdrawn(Records& records, const ActAtHand& at_hand) {
  approval_of(records, integer(at_hand.act(), "approval"))->withdrawn_on =
      date(at_hand.act(), "withdrawn_on");
}

std::optional<Refused> judge_participant_suspended(const Records& records, const ActAtHand& at_hand) {
  const std::string& siret = text(at_hand.act(), "participant");
  if (auto fault = unknown_participant(records, siret)) return fault;
  const Instant from = date(at_hand.act(), "from");
  const auto& before = records.participant(siret)->suspensions;
  if (!before.empty() && (!before.back().to || from < *before.back().to)) {
    return refused(Refusal::already_suspended, "act.participant",
                   phrase("{} is suspended by entry {}", siret, before.back().seq));
  }
  if (from > at_hand.time) {
    return refused(Refusal::impossible_date, "act.from", phrase("the suspension begins in the future"));
  }
  return std::nullopt;
}

void record_participant_suspended(Records& records, const ActAtHand& at_hand) {
  records.any_suspension = true;
  records.participants.find(text(at_hand.act(), "participant"))
      ->second.suspensions.push_back(
          {at_hand.seq, date(at_hand.act(), "from"), std::nullopt, text(at_hand.act(), "reason")});
}

std::optional<Refused> judge_participant_reinstated(const Records& records, const ActAtHand& at_hand) {
  const std::string& siret = text(at_hand.act(), "participant");
  if (auto fault = unknown_participant(records, siret)) return fault;
  const auto& suspensions = records.participant(siret)->suspensions;
  if (suspensions.empty() || suspensions.back().to) {
    return refused(Refusal::not_suspended, "act.participant", phrase("{} is not suspended", siret));
  }
  const Instant from = date(at_hand.act(), "from");
  if (from <= suspensions.back().from || from > at_hand.time) {
    return refused(Refusal::impossible_date, "act.from",
                   phrase("the suspension from {} must end after that day, and not in the future",
                          date_of(suspensions.back().from)));
  }
  return std::nullopt;
}

void record_participant_reinstated(Records& records, const ActAtHand& at_hand) {
  records.participants.find(text(at_hand.act(), "participant"))->second.suspensions.back().to =
      date(at_hand.act(), "from");
}

}  // namespace lcl
