// SPDX-License-Identifier: Apache-2.0
// What else pays for a project: other incentives, public aid, contracted private
// funding (arrêté of 5 September 2025, art. 8).

#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/act_judges.hpp"
#include "ledger/registry/taking_back.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
using namespace act_fields;

std::optional<Refused> judge_incentive_declared(const Records&, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  if (!act.contains("amount") && !act.contains("document")) {
    return refused(Refusal::malformed_statement, "act.amount",
                   phrase("an incentive is declared with its amount, or with the document that states it"));
  }
  if (act.contains("amount") && decimal(act, "amount") < Decimal()) {
    return refused(Refusal::malformed_statement, "act.amount", phrase("the amount is below zero"));
  }
  if (date(act, "granted_on") <= at_hand.time) return std::nullopt;
  return refused(Refusal::impossible_date, "act.granted_on",
                 phrase("the date of the incentive is in the future"));
}

void record_incentive_declared(Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  Project& project = project_of(records, at_hand);
  project.incentives.push_back(
      {.seq = at_hand.seq,
       .kind = text(act, "kind"),
       .text = text(act, "text"),
       .granted_on = date(act, "granted_on"),
       .amount = act.contains("amount") ? std::optional(decimal(act, "amount")) : std::nullopt,
       .document = act.contains("document") ? std::optional(digest(act, "document")) : std::nullopt,
       .maker = maker_of(records, at_hand),
       .withdrawn = std::nullopt});
}

std::optional<Refused> judge_incentive_withdrawn(const Records& records, const ActAtHand& at_hand) {
  const std::uint64_t seq = integer(at_hand.act(), "incentive");
  const Incentive* incentive = recorded_by(project_of(records, at_hand).incentives, seq);
  if (incentive == nullptr || incentive->withdrawn) {
    return refused(Refusal::unknown_incentive, "act.incentive",
                   incentive == nullptr ? phrase("entry {} declares no incentive of the project", seq)
                                        : phrase("entry {} took it back already", *incentive->withdrawn));
  }
  return taking_back_refusal(records, at_hand, incentive->maker, seq);
}

void record_incentive_withdrawn(Records& records, const ActAtHand& at_hand) {
  recorded_by(project_of(records, at_hand).incentives, integer(at_hand.act(), "incentive"))->withdrawn =
      at_hand.seq;
}

}  // namespace lcl
