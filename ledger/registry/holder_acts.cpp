// SPDX-License-Identifier: Apache-2.0
// Holders: a key lost and replaced, which its present key can stop; another
// name. How one comes about is in key_acts.cpp.

#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/act_judges.hpp"
#include "ledger/registry/parties.hpp"
#include "ledger/registry/possession.hpp"
#include "ledger/registry/role_rules.hpp"
#include "ledger/registry/unit_blocks.hpp"
#include "ledger/values/party.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
using namespace act_fields;

namespace {

std::optional<Refused> no_such_holder(const Records& records, const Json& act) {
  const Digest id = digest(act, "holder");
  if (records.holders.contains(id)) return std::nullopt;
  return refused(Refusal::unknown_holder, "act.holder", phrase("{} is no holder's key", hex(id)));
}

/// The replacement of a holder's key that can still be stopped at an instant; nullptr if there is none.
const KeyReplacement* pending(const UnitHolder& holder, Instant at) {
  return holder.replacement && at < holder.replacement->at ? &*holder.replacement : nullptr;
}

}  // namespace

std::optional<Refused> judge_holder_key_replaced(const Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  const PublicKey successor = key(act, "public_key");
  if (records.keys.contains(successor.id()) || successor.id() == records.log_key) {
    return refused(Refusal::key_already_granted, "act.public_key",
                   phrase("key {} is or was a key of this registry", short_id(successor.id())));
  }
  if (!proves_possession(text(act, "possession"), at_hand.statement.origin, successor)) {
    return refused(Refusal::possession_not_proven, "act.possession",
                   phrase("it is no signature of key {} for this registry", short_id(successor.id())));
  }
  if (auto fault = no_such_holder(records, act)) return fault;
  if (const KeyReplacement* before = pending(records.holders.at(digest(act, "holder")), at_hand.time)) {
    return refused(Refusal::replacement_pending, "act.holder",
                   phrase("entry {} replaces its key on {}", before->seq, to_string(before->at)));
  }
  return std::nullopt;
}

void record_holder_key_replaced(Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  UnitHolder& holder = records.holders.at(digest(act, "holder"));
  const Digest old_key = holder.replacement ? holder.replacement->new_key : holder.id;
  const PublicKey successor = key(act, "public_key");
  const Digest id = successor.id();
  const Instant at = after_objections(at_hand.time);
  holder.further_keys.push_back(id);
  holder.replacement = {at_hand.seq, old_key, id, at};
  records.keys.at(old_key).until = at;
  GrantedKey granted{successor, Role::holder, holder.party, at_hand.seq};
  granted.holder = holder.id;
  granted.since = at;
  granted.number = records.keys.at(holder.id).number;
  granted.group = records.keys.at(holder.id).group;
  note_party(records, granted);
  records.keys.insert_or_assign(id, std::move(granted));
}

std::optional<Refused> judge_replacement_stopped(const Records& records, const ActAtHand& at_hand) {
  if (auto fault = no_such_holder(records, at_hand.act())) return fault;
  const UnitHolder& holder = records.holders.at(digest(at_hand.act(), "holder"));
  const std::optional<Digest> signer = holder_at_hand(records, at_hand);
  if (signer && signer != holder.id) {
    return refused(Refusal::not_the_holder, "act.holder",
                   phrase("it is the key of {} that is replaced", named_holder(records, holder.id)));
  }
  if (pending(holder, at_hand.time) != nullptr) return std::nullopt;
  return refused(Refusal::nothing_to_stop, "act.holder",
                 holder.replacement ? phrase("entry {} replaced its key on {}", holder.replacement->seq,
                                             to_string(holder.replacement->at))
                                    : phrase("its key is not being replaced"));
}

void record_replacement_stopped(Records& records, const ActAtHand& at_hand) {
  UnitHolder& holder = records.holders.at(digest(at_hand.act(), "holder"));
  const KeyReplacement stopped = *holder.replacement;
  GrantedKey& old_key = records.keys.at(stopped.old_key);
  old_key.until.reset();
  records.keys.at(stopped.new_key).standing.annulled = at_hand.seq;
  holder.replacement.reset();
  // What stood before it: that the present key itself once took another's place.
  if (old_key.since) holder.replacement = {old_key.granted, holder.id, stopped.old_key, *old_key.since};
}

std::optional<Refused> judge_holder_renamed(const Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  if (auto fault = no_such_holder(records, act)) return fault;
  return act.contains("party") ? named_auditor_refusal(records, text(act, "party"), "act.party")
                               : std::nullopt;
}

void record_holder_renamed(Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  UnitHolder& holder = records.holders.at(digest(act, "holder"));
  holder.name = text(act, "name");
  if (!act.contains("party")) return;
  holder.party = text(act, "party");
  const auto rename = [&](const Digest& id) {
    GrantedKey& key = records.keys.at(id);
    forget_party(records, key);
    key.party = holder.party;
    key.number = siren_of(holder.party);
    note_party(records, key);
  };
  rename(holder.id);
  for (const Digest& each : holder.further_keys) rename(each);
}

}  // namespace lcl
