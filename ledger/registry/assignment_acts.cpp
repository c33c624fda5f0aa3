// SPDX-License-Identifier: Apache-2.0
// How units pass from one holder to the next: offered and accepted or, where
// the next one has no key, assigned; and what the certifier may do for those.

#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/act_judges.hpp"
#include "ledger/registry/unit_blocks.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/result.hpp"

namespace lcl {
using namespace act_fields;

namespace {

std::optional<Digest> holder_field(const Json& act, const char* field) {
  return act.contains(field) ? std::optional(digest(act, field)) : std::nullopt;
}

Role role_at_hand(const Records& records, const ActAtHand& at_hand) {
  return records.keys.at(at_hand.statement.key).role;
}

/// Who receives units is a holder, or is named here or in the private part, and not both.
std::optional<Refused> receiver_refusal(const Json& act, Role signer) {
  const auto no = [](const char* field, const std::string& why) {
    return refused(Refusal::malformed_statement, field, why);
  };
  if (act.contains("to")) {
    if (act.contains("beneficiary")) return no("act.beneficiary", phrase("a holder is named by `to` alone"));
    if (act.contains("mandate") && signer != Role::certifier)
      return no("act.mandate", phrase("under a mandate the certifier acts, and nobody else"));
    return std::nullopt;
  }
  if (signer == Role::certifier)
    return no("act.to", phrase("the certifier offers units to a holder with a key, and assigns none"));
  if (act.contains("mandate"))
    return no("act.mandate", phrase("under a mandate the certifier acts, and nobody else"));
  if (act.contains("beneficiary") || act.contains("private")) return std::nullopt;
  return no("act.to",
            phrase("name the holder or, of one without a key, the beneficiary, here or in the private part"));
}

std::optional<Refused> holder_unknown(const Records& records, const Digest& to) {
  if (records.holders.contains(to)) return std::nullopt;
  return refused(Refusal::unknown_holder, "act.to", phrase("{} is no holder's key", hex(to)));
}

std::optional<Refused> from_refusal(const Records& records, const ActAtHand& at_hand) {
  const std::optional<Digest> from = holder_field(at_hand.act(), "from");
  const std::optional<Digest> holder = holder_at_hand(records, at_hand);
  if (from == holder) return std::nullopt;
  return refused(Refusal::not_the_holder, "act.from",
                 holder ? phrase("the units are from {}", named_holder(records, *holder))
                        : phrase("the units are from nobody with a key"));
}

/// The offer that `act.offer` names; or that it cannot be accepted or withdrawn.
Result<const Offer*> open_offer(const Records& records, const ActAtHand& at_hand) {
  const std::uint64_t seq = integer(at_hand.act(), "offer");
  const auto no = [&](const std::string& why) {
    return refused(Refusal::offer_not_open, "act.offer", phrase("entry {} {}", seq, why));
  };
  const Offer* offer = recorded_by(project_of(records, at_hand).offers, seq);
  if (offer == nullptr) return no(phrase("offers no units of {}", at_hand.statement.project));
  if (offer->closed) {
    return no(offer->accepted
                  ? phrase("offered units, and the offer was accepted by entry {}", *offer->closed)
                  : phrase("offered units, and the offer was withdrawn by entry {}", *offer->closed));
  }
  if (!offer->open_at(at_hand.time)) return no(phrase("offered units until {}", to_string(offer->until)));
  return offer;
}

}  // namespace

std::optional<Refused> judge_units_assigned(const Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  const Project& project = project_of(records, at_hand);
  const Role signer = role_at_hand(records, at_hand);
  if (auto fault = receiver_refusal(act, signer)) return fault;
  if (auto fault = block_refusal(project, at_hand)) return fault;
  if (auto fault = holder_refusal(records, at_hand)) return fault;
  if (auto fault = from_refusal(records, at_hand)) return fault;
  const std::optional<Digest> to = holder_field(act, "to");
  if (to) {
    if (auto fault = holder_unknown(records, *to)) return fault;
  }
  if (signer == Role::certifier) {
    if (auto fault = mandate_refusal(records, at_hand, to)) return fault;
  }
  const Instant contract = date(act, "contract_date");
  if (contract > at_hand.time || contract < project.notified_on) {
    return refused(Refusal::impossible_date, "act.contract_date",
                   contract > at_hand.time
                       ? phrase("the contract is dated in the future")
                       : phrase("the contract is dated before the project's notification"));
  }
  return std::nullopt;
}

void record_units_assigned(Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  Project& project = project_of(records, at_hand);
  const UnitBlock block = block_at_hand(at_hand);
  if (const std::optional<Digest> to = holder_field(act, "to")) {
    Offer& offer = project.offers.emplace_back();
    offer.seq = at_hand.seq;
    offer.block = block;
    offer.from = holder_field(act, "from");
    offer.to = *to;
    offer.use = text(act, "use");
    offer.until = after_objections(at_hand.time);
    offer.under_mandate = act.contains("mandate");
    change_units(project, block, at_hand.seq, [&](Holding& holding) { holding.offer = at_hand.seq; });
    return;
  }
  change_units(project, block, at_hand.seq, [&](Holding& holding) {
    holding.state = UnitState::assigned;
    holding.holder.reset();
    holding.beneficiary = text_or_empty(act, "beneficiary");
    holding.use = text(act, "use");
    holding.since = at_hand.seq;
  });
}

std::optional<Refused> judge_assignment_accepted(const Records& records, const ActAtHand& at_hand) {
  const auto offer = open_offer(records, at_hand);
  if (!offer) return offer.refused();
  if ((*offer)->to == holder_at_hand(records, at_hand)) return std::nullopt;
  return refused(
      Refusal::not_the_holder, "act.offer",
      phrase("the offer of entry {} is made to {}", (*offer)->seq, named_holder(records, (*offer)->to)));
}

void record_assignment_accepted(Records& records, const ActAtHand& at_hand) {
  Project& project = project_of(records, at_hand);
  Offer& offer = *recorded_by(project.offers, integer(at_hand.act(), "offer"));
  offer.closed = at_hand.seq;
  offer.accepted = true;
  change_units(project, offer.block, at_hand.seq, [&](Holding& holding) {
    holding.state = UnitState::assigned;
    holding.holder = offer.to;
    holding.beneficiary.clear();
    holding.use = offer.use;
    holding.since = at_hand.seq;
  });
}

std::optional<Refused> judge_assignment_withdrawn(const Records& records, const ActAtHand& at_hand) {
  const auto found = open_offer(records, at_hand);
  if (!found) return found.refused();
  const Offer& offer = **found;
  const Role signer = role_at_hand(records, at_hand);
  const bool own = signer == Role::developer ? !offer.from && !offer.under_mandate
                                             : offer.from && offer.from == holder_at_hand(records, at_hand);
  if (signer == Role::certifier || own) return std::nullopt;
  return refused(Refusal::not_the_holder, "act.offer",
                 phrase("the offer of entry {} is by {}", offer.seq,
                        offer.from            ? named_holder(records, *offer.from)
                        : offer.under_mandate ? phrase("the certifier, under a mandate")
                                              : phrase("the project's developer")));
}

void record_assignment_withdrawn(Records& records, const ActAtHand& at_hand) {
  Project& project = project_of(records, at_hand);
  Offer& offer = *recorded_by(project.offers, integer(at_hand.act(), "offer"));
  offer.closed = at_hand.seq;
  change_units(project, offer.block, at_hand.seq, [](Holding&) {});
}

std::optional<Refused> judge_mandate_recorded(const Records& records, const ActAtHand& at_hand) {
  if (auto fault = block_refusal(project_of(records, at_hand), at_hand)) return fault;
  if (auto fault = not_without_key(records, at_hand)) return fault;
  const std::optional<Digest> to = holder_field(at_hand.act(), "to");
  return to ? holder_unknown(records, *to) : std::nullopt;
}

void record_mandate_recorded(Records& records, const ActAtHand& at_hand) {
  Project& project = project_of(records, at_hand);
  const UnitBlock block = block_at_hand(at_hand);
  project.mandates.push_back(
      {at_hand.seq, block, holder_field(at_hand.act(), "to"), after_objections(at_hand.time)});
  change_units(project, block, at_hand.seq, [](Holding&) {});
}

std::optional<Refused> judge_mandate_withdrawn(const Records& records, const ActAtHand& at_hand) {
  const std::uint64_t seq = integer(at_hand.act(), "mandate");
  const Mandate* mandate = recorded_by(project_of(records, at_hand).mandates, seq);
  if (mandate != nullptr && !mandate->withdrawn) return std::nullopt;
  return refused(Refusal::not_mandated, "act.mandate",
                 mandate == nullptr
                     ? phrase("entry {} records no mandate on {}", seq, at_hand.statement.project)
                     : phrase("the mandate of entry {} was withdrawn by entry {}", seq, *mandate->withdrawn));
}

void record_mandate_withdrawn(Records& records, const ActAtHand& at_hand) {
  recorded_by(project_of(records, at_hand).mandates, integer(at_hand.act(), "mandate"))->withdrawn =
      at_hand.seq;
}

}  // namespace lcl
