// SPDX-License-Identifier: Apache-2.0
// Keys, methodologies and erasures: the acts that concern the registry itself.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <variant>

#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/act_judges.hpp"
#include "ledger/registry/opinion_rules.hpp"
#include "ledger/registry/parties.hpp"
#include "ledger/registry/possession.hpp"
#include "ledger/registry/role_rules.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/party.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/result.hpp"

namespace lcl {
using namespace act_fields;

namespace {

/// Lets a key stand otherwise from entry `seq` on. All changes after entry 0 go through here.
void stand(Records& records, const Digest& id, const KeyStanding& standing, std::uint64_t seq) {
  GrantedKey& key = records.keys.at(id);
  if (key.role == Role::certifier) {
    records.certifier_keys -= key.standing.may_sign() ? 1U : 0U;
    records.certifier_keys += standing.may_sign() ? 1U : 0U;
  }
  records.key_changes.push_back({seq, id, key.standing});
  key.standing = standing;
  question_audits(records, key, seq);
}

using FirstChanges = std::map<Digest, std::optional<KeyStanding>>;

/// How each key that was changed from entry `from` on stood before; nothing of one that was granted there.
FirstChanges before(const Records& records, std::uint64_t from) {
  FirstChanges before;
  for (auto change = records.key_changes.rbegin();
       change != records.key_changes.rend() && change->seq >= from; ++change)
    before.insert_or_assign(change->key, change->before);
  return before;
}

/// How a key stands once entry `seq` has annulled what changed it.
KeyStanding annulled(const KeyStanding& now, const std::optional<KeyStanding>& before, std::uint64_t seq) {
  if (before) return *before;
  return now.annulled ? now : KeyStanding{{}, {}, seq};
}

/// Of the party of a grant: as its text has it, else as the grant states it; empty where it has none.
std::string national_number_in(const Json& grant) {
  const auto party = parse_party(text_or_empty(grant, "party"));
  const std::string own = party ? party->national_number : std::string();
  return own.empty() ? text_or_empty(grant, "number") : own;
}

/// That a grant states its party's national number where the party's text does not have it, and that the role
/// does not contradict another of the same number or group.
std::optional<Refused> party_refusal(const Records& records, const Json& grant) {
  const auto party = parse_party(text_or_empty(grant, "party"));
  const bool needs_number = party && party->national_number.empty();
  if (grant.contains("number") != needs_number) {
    return refused(
        Refusal::malformed_statement, "act.number",
        needs_number ? phrase("a party that is no SIRET and no French VAT number is granted a key under its "
                              "national number")
        : party      ? phrase("the party has its SIREN in it")
                     : phrase("a national number is stated with the party whose it is"));
  }
  return role_refusal(records, *role(text(grant, "role")), national_number_in(grant),
                      text_or_empty(grant, "group"));
}

/// Whose key it is, every grant says; of a holder it may be said in the private part.
std::optional<Refused> named_refusal(const Json& act) {
  const bool holder = *role(text(act, "role")) == Role::holder;
  if (!holder && !act.contains("party"))
    return refused(Refusal::malformed_statement, "act.party", phrase("say whose key it is"));
  if (!holder && act.contains("name"))
    return refused(Refusal::malformed_statement, "act.name",
                   phrase("a holder has a name, and no other party"));
  if (!holder || act.contains("party") || act.contains("name") || act.contains("private"))
    return std::nullopt;
  return refused(Refusal::malformed_statement, "act.name",
                 phrase("say who the holder is, by its name or SIRET, here or in the private part"));
}

}  // namespace

std::optional<Refused> judge_key_granted(const Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  if (auto fault = named_refusal(act)) return fault;
  const PublicKey granted = key(act, "public_key");
  const Digest id = granted.id();
  if (records.keys.contains(id) || id == records.log_key) {
    return refused(Refusal::key_already_granted, "act.public_key",
                   phrase("key {} is or was a key of this registry", short_id(id)));
  }
  if (auto fault = party_refusal(records, act)) return fault;
  const bool holder = *role(text(act, "role")) == Role::holder;
  if (!act.contains("possession") && !holder) return std::nullopt;
  if (proves_possession(text_or_empty(act, "possession"), at_hand.statement.origin, granted))
    return std::nullopt;
  return refused(Refusal::possession_not_proven, "act.possession",
                 act.contains("possession")
                     ? phrase("it is no signature of key {} for this registry", short_id(id))
                     : phrase("a holder signs with its key that it has it"));
}

void record_key_granted(Records& records, const ActAtHand& at_hand) {
  const PublicKey granted = key(at_hand.act(), "public_key");
  const Digest id = granted.id();
  const Role to = *role(text(at_hand.act(), "role"));
  if (to == Role::certifier) {
    ++records.certifier_keys;
    records.certifier_changes.push_back({at_hand.seq, at_hand.time, CertifierChange::Kind::granted, id});
  }
  const std::string number = national_number_in(at_hand.act());
  GrantedKey made{.key = granted,
                  .role = to,
                  .party = text_or_empty(at_hand.act(), "party"),
                  .granted = at_hand.seq,
                  .number = number,
                  .group = text_or_empty(at_hand.act(), "group")};
  if (to == Role::holder) {
    // A holder's key is among no key changes: no annulment takes its units from it.
    made.holder = id;
    records.holders.insert_or_assign(
        id, UnitHolder{id, at_hand.seq, text_or_empty(at_hand.act(), "name"), made.party});
  } else {
    records.key_changes.push_back({at_hand.seq, id, std::nullopt});
  }
  note_party(records, made);
  records.keys.insert_or_assign(id, std::move(made));
}

std::optional<Refused> judge_key_revoked(const Records& records, const ActAtHand& at_hand) {
  const Digest id = digest(at_hand.act(), "key");
  const auto target = records.keys.find(id);
  if (target == records.keys.end()) {
    return refused(Refusal::unknown_key, "act.key", phrase("key {} was never granted", hex(id)));
  }
  if (target->second.role == Role::recovery) {
    return refused(Refusal::unknown_key, "act.key",
                   phrase("it is the recovery key, which nobody granted and nobody can revoke"));
  }
  if (target->second.role == Role::holder) {
    return refused(Refusal::key_of_a_holder, "act.key",
                   phrase("key {} is a holder's: without it nobody could dispose of its units, or stop "
                          "that another key takes its place",
                          short_id(id)));
  }
  if (!target->second.standing.may_sign())
    return refused(Refusal::key_was_revoked, "act.key", why_it_may_not_sign(target->second));
  if (target->second.role == Role::certifier && records.certifier_keys <= records.certifier_quorum) {
    return refused(Refusal::too_few_certifier_keys, "act.key",
                   phrase("without it {} certifier keys would be left, and acts on keys need {}",
                          records.certifier_keys - 1, records.certifier_quorum));
  }
  if (const std::string from = text_or_empty(at_hand.act(), "from");
      !from.empty() && *parse_canonical_instant(from) > at_hand.time) {
    return refused(Refusal::impossible_date, "act.from",
                   phrase("the key is in question from an instant in the future"));
  }
  return std::nullopt;
}

void record_key_revoked(Records& records, const ActAtHand& at_hand) {
  const Digest id = digest(at_hand.act(), "key");
  const KeyStanding revoked{at_hand.seq, parse_canonical_instant(text_or_empty(at_hand.act(), "from")), {}};
  stand(records, id, revoked, at_hand.seq);
  if (records.keys.at(id).role == Role::certifier)
    records.certifier_changes.push_back(
        {at_hand.seq, at_hand.time, CertifierChange::Kind::revoked, id, revoked.compromised});
}

std::optional<Refused> judge_key_acts_annulled(const Records& records, const ActAtHand& at_hand) {
  const std::uint64_t from = integer(at_hand.act(), "from_entry");
  const auto nothing = [&](const std::string& why) {
    return refused(Refusal::nothing_to_annul, "act.from_entry", phrase("entry {} {}", from, why));
  };
  if (recorded_by(records.key_changes, from) == nullptr)
    return nothing(phrase("is no act that changed keys after the registry was opened"));
  const FirstChanges changed = before(records, from);
  const bool any = std::any_of(changed.begin(), changed.end(), [&](const auto& each) {
    const KeyStanding& now = records.keys.at(each.first).standing;
    return annulled(now, each.second, 0) != now;
  });
  return any ? std::nullopt : std::optional(nothing(phrase("and what followed are annulled already")));
}

void record_key_acts_annulled(Records& records, const ActAtHand& at_hand) {
  const Digest& signer = at_hand.statement.key;
  CertifierChange change{at_hand.seq, at_hand.time, CertifierChange::Kind::annulled, signer};
  change.from_entry = integer(at_hand.act(), "from_entry");
  change.by_recovery_key = records.keys.at(signer).role == Role::recovery;
  for (const auto& [id, stood] : before(records, change.from_entry)) {
    const GrantedKey& key = records.keys.at(id);
    const KeyStanding standing = annulled(key.standing, stood, at_hand.seq);
    if (standing == key.standing) continue;
    if (key.role == Role::certifier && key.standing.may_sign() != standing.may_sign())
      (standing.may_sign() ? change.may_sign : change.may_not_sign).push_back(id);
    stand(records, id, standing, at_hand.seq);
  }
  records.certifier_changes.push_back(std::move(change));
}

namespace {

/// The methodology document inside an act, loaded; or the first fault in it.
Result<Methodology> load_adopted(const Json& act) {
  auto loaded = Methodology::load(canonical(act["document"]));
  if (auto* faults = std::get_if<std::vector<MethodologyFault>>(&loaded)) {
    const MethodologyFault& first = faults->front();
    return refused(first.refusal, "act.document", fmt::format("{}: {}", first.where, first.message));
  }
  return std::get<Methodology>(std::move(loaded));
}

}  // namespace

namespace {

/// An official registry labels under approved methodologies only (décret 2018-1043, art. 2; arrêté of 5
/// September 2025, art. 19).
std::optional<Refused> unapproved(const Records& records, const Json& act, const Methodology& methodology) {
  if (records.standing != RegistryStanding::official) return std::nullopt;
  if (!act.contains("decision")) {
    return refused(
        Refusal::methodology_not_approved, "act.decision",
        phrase("the registry is official, and no decision that approves the methodology is named"));
  }
  if (methodology.status() == "approved") return std::nullopt;
  return refused(Refusal::methodology_not_approved, "act.document",
                 phrase("the registry is official, and the document calls itself {}", methodology.status()));
}

}  // namespace

std::optional<Refused> judge_methodology_adopted(const Records& records, const ActAtHand& at_hand) {
  auto loaded = load_adopted(at_hand.act());
  if (!loaded) return std::move(loaded).refused();
  const Json& act = at_hand.act();
  if (act.contains("decision") != act.contains("decided_on")) {
    return refused(Refusal::malformed_statement, "act.decision",
                   phrase("an approval is recorded with its reference and its date"));
  }
  if (act.contains("decided_on") && date(act, "decided_on") > at_hand.time)
    return refused(Refusal::impossible_date, "act.decided_on",
                   phrase("the date of the approval is in the future"));
  if (auto fault = unapproved(records, act, *loaded)) return fault;
  const Digest digest = loaded->digest();
  if (!records.methodologies.contains(digest)) return std::nullopt;
  return refused(Refusal::methodology_already_adopted, "act.document",
                 phrase("{} is adopted already", hex(digest)));
}

void record_methodology_adopted(Records& records, const ActAtHand& at_hand) {
  auto methodology = load_adopted(at_hand.act());
  invariant(bool(methodology), "a methodology is judged before it is recorded");
  const Digest id = methodology->digest();
  records.methodologies.insert_or_assign(
      id, AdoptedMethodology{std::make_shared<const Methodology>(std::move(*methodology)), at_hand.seq,
                             text_or_empty(at_hand.act(), "decision"),
                             at_hand.act().contains("decided_on")
                                 ? std::optional(date(at_hand.act(), "decided_on"))
                                 : std::nullopt});
}

std::optional<Refused> judge_private_erased(const Records& records, const ActAtHand& at_hand) {
  const auto before = records.erased.find(integer(at_hand.act(), "entry"));
  if (before == records.erased.end()) return std::nullopt;
  return refused(
      Refusal::nothing_to_erase, "act.entry",
      phrase("the private part of entry {} was erased by entry {}", before->first, before->second));
}

void record_private_erased(Records& records, const ActAtHand& at_hand) {
  records.erased.insert_or_assign(integer(at_hand.act(), "entry"), at_hand.seq);
}

}  // namespace lcl
