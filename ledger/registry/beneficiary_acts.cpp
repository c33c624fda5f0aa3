// SPDX-License-Identifier: Apache-2.0
// Whom a project's developer names to have its units from their issuance on
// (arrêté of 5 September 2025, art. 20: bénéficiaire initial), and who accepts.
#include <fmt/format.h>

#include <algorithm>

#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/act_judges.hpp"
#include "ledger/registry/unit_blocks.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
using namespace act_fields;

namespace {

constexpr const char* terms[]{"use", "contract_date", "attestation"};

/// With a holder the terms are stated under which it gets the units, and without one there are none.
std::optional<Refused> terms_refusal(const Json& act) {
  for (const char* term : terms) {
    if (act.contains(term) == act.contains("holder")) continue;
    return refused(Refusal::malformed_statement, fmt::format("act.{}", term),
                   act.contains("holder")
                       ? phrase("state under which contract the holder gets the units")
                       : phrase("without a holder the units go to the developer, under no contract"));
  }
  return std::nullopt;
}

}  // namespace

std::optional<Refused> judge_beneficiary_named(const Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  if (auto fault = terms_refusal(act)) return fault;
  if (integer(act, "vintage") > 9'999)
    return refused(Refusal::impossible_date, "act.vintage", phrase("years end with 9999"));
  if (!act.contains("holder")) return std::nullopt;
  if (!records.holders.contains(digest(act, "holder"))) {
    return refused(Refusal::unknown_holder, "act.holder",
                   phrase("{} is no holder's key", hex(digest(act, "holder"))));
  }
  const Instant contract = date(act, "contract_date");
  if (contract <= at_hand.time && contract >= project_of(records, at_hand).notified_on) return std::nullopt;
  return refused(Refusal::impossible_date, "act.contract_date",
                 contract > at_hand.time ? phrase("the contract is dated in the future")
                                         : phrase("the contract is dated before the project's notification"));
}

void record_beneficiary_named(Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  BeneficiaryNaming& naming = project_of(records, at_hand).namings.emplace_back();
  naming.seq = at_hand.seq;
  naming.vintage = static_cast<int>(integer(act, "vintage"));
  if (act.contains("holder")) naming.holder = digest(act, "holder");
  naming.use = text_or_empty(act, "use");
}

std::optional<Refused> judge_beneficiary_accepted(const Records& records, const ActAtHand& at_hand) {
  const std::uint64_t seq = integer(at_hand.act(), "naming");
  const Project& project = project_of(records, at_hand);
  const auto no = [&](const std::string& why) {
    return refused(Refusal::offer_not_open, "act.naming", phrase("entry {} {}", seq, why));
  };
  const BeneficiaryNaming* naming = recorded_by(project.namings, seq);
  if (naming == nullptr || !naming->holder)
    return no(phrase("names no initial beneficiary of units of {}", project.id));
  if (naming->accepted)
    return no(phrase("names an initial beneficiary, who accepted by entry {}", *naming->accepted));
  const auto standing = project.standing_namings();
  if (std::find(standing.begin(), standing.end(), naming) == standing.end())
    return no(phrase("was replaced: the developer has named another since"));
  if (naming->holder == holder_at_hand(records, at_hand)) return std::nullopt;
  return refused(Refusal::not_the_holder, "act.naming",
                 phrase("entry {} names {}", seq, named_holder(records, *naming->holder)));
}

void record_beneficiary_accepted(Records& records, const ActAtHand& at_hand) {
  recorded_by(project_of(records, at_hand).namings, integer(at_hand.act(), "naming"))->accepted = at_hand.seq;
}

}  // namespace lcl
