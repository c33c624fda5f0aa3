// SPDX-License-Identifier: Apache-2.0
// Keys, methodologies and erasures: the acts that concern the registry itself.
#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/act_judges.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/result.hpp"

namespace lcl {
using namespace act_fields;

std::optional<Refused> judge_key_granted(const Records& records, const ActAtHand& at_hand) {
  const Digest id = key(at_hand.act(), "public_key").id();
  if (!records.keys.contains(id) && id != records.log_key) return std::nullopt;
  return refused(Refusal::key_already_granted, "act.public_key",
                 fmt::format("key {} is or was a key of this registry", short_id(id)));
}

void record_key_granted(Records& records, const ActAtHand& at_hand) {
  PublicKey granted = key(at_hand.act(), "public_key");
  const Digest id = granted.id();
  if (role(text(at_hand.act(), "role")) == Role::certifier)
    records.certifier_changes.push_back({at_hand.seq, at_hand.time, id, true});
  records.keys.insert_or_assign(id, GrantedKey{std::move(granted),
                                               *role(text(at_hand.act(), "role")),
                                               text(at_hand.act(), "party"),
                                               at_hand.seq,
                                               std::nullopt,
                                               {}});
}

std::optional<Refused> judge_key_revoked(const Records& records, const ActAtHand& at_hand) {
  const Digest id = digest(at_hand.act(), "key");
  const auto target = records.keys.find(id);
  if (target == records.keys.end()) {
    return refused(Refusal::unknown_key, "act.key", fmt::format("key {} was never granted", hex(id)));
  }
  if (target->second.revoked) {
    return refused(Refusal::key_was_revoked, "act.key",
                   fmt::format("key {} was revoked by entry {}", short_id(id), *target->second.revoked));
  }
  const bool last =
      target->second.role == Role::certifier &&
      std::none_of(records.keys.begin(), records.keys.end(), [&](const auto& other) {
        return other.first != id && other.second.role == Role::certifier && !other.second.revoked;
      });
  if (last) {
    return refused(Refusal::last_certifier_key, "act.key",
                   "it is the last certifier key that is not revoked");
  }
  if (const std::string from = text_or_empty(at_hand.act(), "from");
      !from.empty() && *parse_canonical_instant(from) > at_hand.time) {
    return refused(Refusal::impossible_date, "act.from",
                   "the key is in question from an instant in the future");
  }
  return std::nullopt;
}

void record_key_revoked(Records& records, const ActAtHand& at_hand) {
  const Digest id = digest(at_hand.act(), "key");
  GrantedKey& key = records.keys.at(id);
  key.revoked = at_hand.seq;
  key.compromised = parse_canonical_instant(text_or_empty(at_hand.act(), "from"));
  if (key.role == Role::certifier)
    records.certifier_changes.push_back({at_hand.seq, at_hand.time, id, false, key.compromised});
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

std::optional<Refused> judge_methodology_adopted(const Records& records, const ActAtHand& at_hand) {
  auto loaded = load_adopted(at_hand.act());
  if (!loaded) return std::move(loaded).refused();
  const Digest digest = loaded->digest();
  if (!records.methodologies.contains(digest)) return std::nullopt;
  return refused(Refusal::methodology_already_adopted, "act.document",
                 fmt::format("{} is adopted already", hex(digest)));
}

void record_methodology_adopted(Records& records, const ActAtHand& at_hand) {
  auto methodology = load_adopted(at_hand.act());
  invariant(bool(methodology), "a methodology is judged before it is recorded");
  const Digest id = methodology->digest();
  records.methodologies.insert_or_assign(
      id, AdoptedMethodology{std::make_shared<const Methodology>(std::move(*methodology)), at_hand.seq});
}

std::optional<Refused> judge_private_erased(const Records& records, const ActAtHand& at_hand) {
  const auto before = records.erased.find(integer(at_hand.act(), "entry"));
  if (before == records.erased.end()) return std::nullopt;
  return refused(
      Refusal::nothing_to_erase, "act.entry",
      fmt::format("the private part of entry {} was erased by entry {}", before->first, before->second));
}

void record_private_erased(Records& records, const ActAtHand& at_hand) {
  records.erased.insert_or_assign(integer(at_hand.act(), "entry"), at_hand.seq);
}

}  // namespace lcl
