// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/state.hpp"

#include <algorithm>
#include <set>

#include "ledger/chain/tree.hpp"
#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/act_judges.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/unit_serial.hpp"

namespace lcl {
using namespace act_fields;

const Methodology* RegistryState::methodology_of(const Project& project) const {
  const auto found = records_.methodologies.find(project.methodology);
  return found == records_.methodologies.end() ? nullptr : found->second.methodology.get();
}

RegistryState RegistryState::of_one_project() {
  RegistryState state;
  state.records_.holds_methodologies = false;
  return state;
}

std::optional<Refused> RegistryState::refusal(const Statement& statement, Instant time,
                                              const LooksUpHead& look_up) const {
  if (auto fault = refusal_but_for_signatures(statement, time, look_up)) return fault;
  return signature_refusal(statement, signers_of(statement));
}

std::optional<Refused> RegistryState::refusal_but_for_signatures(const Statement& statement, Instant time,
                                                                 const LooksUpHead& look_up) const {
  if (auto fault = refusal_of_draft(statement, time, look_up)) return fault;
  return endorsement_refusal(statement, *rule_of_kind(statement.kind));
}

std::vector<PublicKey> RegistryState::signers_of(const Statement& statement) const {
  std::vector<PublicKey> signers{opened_ ? records_.keys.at(statement.key).key
                                         : key(statement.act, "operator_key")};
  for (const Endorsement& each : statement.endorsements) signers.push_back(records_.keys.at(each.key).key);
  return signers;
}

std::optional<Refused> RegistryState::signature_refusal(const Statement& statement,
                                                        const std::vector<PublicKey>& signers) {
  if (!signature_verifies(statement, signers.front())) {
    return refused(Refusal::bad_signature, "signature",
                   phrase("the signature does not verify under key {}", short_id(statement.key)));
  }
  for (std::size_t i = 0; i < statement.endorsements.size(); ++i) {
    const Endorsement& each = statement.endorsements[i];
    if (!verifies(each, statement, signers[i + 1])) {
      return refused(Refusal::bad_signature, "endorsements",
                     phrase("the endorsement does not verify under key {}", short_id(each.key)));
    }
  }
  return std::nullopt;
}

/// Each endorsement is one more certifier key's; with the signer they are enough.
std::optional<Refused> RegistryState::endorsement_refusal(const Statement& statement,
                                                          const ActRule& rule) const {
  constexpr const char* field = "endorsements";
  if (!rule.by_quorum) return std::nullopt;
  for (const Endorsement& each : statement.endorsements) {
    const auto found = records_.keys.find(each.key);
    if (found == records_.keys.end())
      return refused(Refusal::not_enrolled, field, phrase("key {} was never granted", short_id(each.key)));
    const GrantedKey& granted = found->second;
    if (!granted.standing.may_sign())
      return refused(Refusal::key_was_revoked, field, why_it_may_not_sign(granted));
    if (granted.role != Role::certifier) {
      return refused(
          Refusal::wrong_role, field,
          phrase("key {} has the role {}; certifier keys endorse", short_id(each.key), word(granted.role)));
    }
  }
  const std::uint64_t signatures = 1 + statement.endorsements.size();
  const bool alone = records_.keys.at(statement.key).role == Role::recovery;
  if (alone || signatures >= records_.certifier_quorum) return std::nullopt;
  return refused(Refusal::too_few_endorsements, field,
                 phrase("it needs {} certifier keys here, and is signed with {}", records_.certifier_quorum,
                        signatures));
}

std::optional<Refused> RegistryState::refusal_of_draft(const Statement& statement, Instant time,
                                                       const LooksUpHead& look_up) const {
  const ActRule* rule = rule_of_kind(statement.kind);
  if (rule == nullptr) {
    return refused(Refusal::malformed_statement, "kind",
                   phrase("\"{}\" is not a kind of act", statement.kind));
  }
  if (auto fault = form_refusal(*rule, statement.act)) return fault;
  if (rule->on_project() == statement.project.empty()) {
    return refused(Refusal::malformed_statement, "project",
                   rule->on_project() ? phrase("{} needs a project", statement.kind)
                                      : phrase("{} does not take a project", statement.kind));
  }
  if (rule->on_project() && !is_project_id(statement.project)) {
    return refused(Refusal::malformed_statement, "project",
                   phrase("\"{}\" is not a project id: 3 to 16 of A to Z and 0 to 9", statement.project));
  }
  if (!statement.endorsements.empty()) {
    if (!rule->by_quorum) {
      return refused(Refusal::malformed_statement, "endorsements",
                     phrase("{} takes no endorsements", statement.kind));
    }
    const bool own = std::any_of(statement.endorsements.begin(), statement.endorsements.end(),
                                 [&](const Endorsement& each) { return each.key == statement.key; });
    if (own) {
      return refused(Refusal::malformed_statement, "endorsements",
                     phrase("the key that signs it is among those that endorse it"));
    }
  }
  if (!opened_) return opening_refusal(statement);
  if (rule->act == Act::registry_opened) {
    return refused(Refusal::malformed_statement, "kind", phrase("the registry is open already"));
  }
  if (statement.origin != origin_) {
    return refused(Refusal::wrong_registry, "origin",
                   phrase("it was signed for {}, but this registry is {}", statement.origin, origin_));
  }
  const SeenHead seen = look_up(statement.seen);
  if (!seen.is_known) {
    return refused(Refusal::unknown_head, "seen",
                   phrase("this log never was at size {} with the root {}", statement.seen.size,
                          hex(statement.seen.root)));
  }
  if (seen.passed_at) {
    const Instant passed = records_.recorded_between(statement.seen.size, *seen.passed_at).earliest;
    if (time.milliseconds - passed.milliseconds > seen_lasts_ms) {
      return refused(
          Refusal::seen_expired, "seen",
          phrase("it rests on the log of size {}, to which more was added on {}: a signed act can be "
                 "recorded for 30 days",
                 statement.seen.size, to_string(passed)));
    }
  }
  if (auto fault = signer_refusal(statement, *rule, time)) return fault;
  if (rule->on_project()) {
    if (auto fault = project_refusal(statement, *rule)) return fault;
  }
  return rule->judge == nullptr ? std::nullopt : rule->judge(records_, {statement, time, look_up});
}

std::optional<Refused> RegistryState::opening_refusal(const Statement& statement) const {
  if (statement.kind != rule_of(Act::registry_opened).kind) {
    return refused(Refusal::malformed_statement, "kind",
                   phrase("the first act of a registry is registry_opened"));
  }
  const Json& act = statement.act;
  if (act["format"].get<std::int64_t>() != format_version) {
    return refused(Refusal::malformed_statement, "act.format", phrase("format is not {}", format_version));
  }
  if (text(act, "origin") != statement.origin) {
    return refused(Refusal::wrong_registry, "act.origin",
                   phrase("the act and the statement name two origins"));
  }
  if (statement.key != key(act, "operator_key").id()) {
    return refused(Refusal::wrong_role, "key",
                   phrase("registry_opened is signed by the operator key it names"));
  }
  if (statement.seen != Head{0, empty_root()}) {
    return refused(Refusal::unknown_head, "seen", phrase("registry_opened sees the empty log"));
  }
  if ((text(act, "standing") == word(RegistryStanding::official)) != act.contains("mandate")) {
    return refused(Refusal::malformed_statement, "act.mandate",
                   act.contains("mandate")
                       ? phrase("a trial registry has no mandate of the ministry")
                       : phrase("an official registry names the mandate of the ministry"));
  }
  const Certifier certifier = certifier_of(act);
  if (certifier.quorum < 1 || certifier.quorum > certifier.keys.size()) {
    return refused(Refusal::malformed_statement, "act.certifier_quorum",
                   phrase("of {} certifier keys, {} cannot sign", certifier.keys.size(), certifier.quorum));
  }
  std::set<Digest> ids{key(act, "log_key").id(), key(act, "operator_key").id()};
  for (const PublicKey& each : certifier.keys) ids.insert(each.id());
  if (certifier.recovery_key) ids.insert(certifier.recovery_key->id());
  if (ids.size() != 2 + certifier.keys.size() + (certifier.recovery_key ? 1 : 0)) {
    return refused(Refusal::malformed_statement, "act",
                   phrase("log key, operator key, certifier keys and recovery key are different keys"));
  }
  return std::nullopt;
}

std::optional<Refused> RegistryState::signer_refusal(const Statement& statement, const ActRule& rule,
                                                     Instant time) const {
  const auto signer = records_.keys.find(statement.key);
  if (signer == records_.keys.end()) {
    return refused(Refusal::not_enrolled, "key", phrase("key {} was never granted", short_id(statement.key)));
  }
  const GrantedKey& granted = signer->second;
  if (!granted.standing.may_sign())
    return refused(Refusal::key_was_revoked, "key", why_it_may_not_sign(granted));
  if (granted.until && time >= *granted.until)
    return refused(Refusal::key_was_revoked, "key", why_it_may_not_sign(granted));
  if (granted.since && time < *granted.since) {
    return refused(Refusal::replacement_pending, "key",
                   phrase("key {} takes the place of its holder's key on {}", short_id(statement.key),
                          to_string(*granted.since)));
  }
  if (!rule.allows(granted.role)) {
    return refused(Refusal::wrong_role, "key",
                   phrase("key {} has the role {}, which may not sign {}", short_id(statement.key),
                          word(granted.role), rule.kind));
  }
  if (granted.role != Role::developer || !rule.on_project()) return std::nullopt;
  const Project* target = project(statement.project);
  const std::string* developer = nullptr;
  if (rule.act == Act::project_notified) developer = &text(statement.act, "developer");
  if (target != nullptr) developer = &target->developer;
  if (developer != nullptr && *developer != granted.party) {
    return refused(Refusal::wrong_party, "key",
                   phrase("key {} is {}'s, the project's developer is {}", short_id(statement.key),
                          granted.party, *developer));
  }
  return std::nullopt;
}

std::optional<Refused> RegistryState::project_refusal(const Statement& statement, const ActRule& rule) const {
  const Project* target = project(statement.project);
  const ProjectState state = target == nullptr ? ProjectState::absent : target->state;
  if (rule.allows(state)) return std::nullopt;
  if (target == nullptr) {
    return refused(Refusal::unknown_project, "project", phrase("{} was never notified", statement.project));
  }
  if (rule.act == Act::project_notified) {
    return refused(Refusal::project_already_notified, "project",
                   phrase("{} was notified by entry {}", statement.project, target->notified));
  }
  return refused(
      Refusal::wrong_project_state, "project",
      phrase("{} is {}, which does not admit {}", statement.project, translation(word(state)), rule.kind));
}

void RegistryState::apply(std::uint64_t seq, const Statement& statement, Instant time) {
  const ActRule* rule = rule_of_kind(statement.kind);
  invariant(rule != nullptr, "a statement is judged before it is applied");
  if (rule->act == Act::registry_opened) {
    open(seq, statement);
  } else if (rule->recorder != nullptr) {
    rule->recorder(records_, {statement, time, any_head, seq});
  }
}

void RegistryState::open(std::uint64_t seq, const Statement& statement) {
  const Json& act = statement.act;
  opened_ = true;
  origin_ = statement.origin;
  log_key_ = key(act, "log_key");
  operator_key_ = key(act, "operator_key");
  certifier_ = certifier_of(act);
  pepper_ = digest(act, "pepper");
  records_.log_key = log_key_->id();
  if (act.contains("mandate")) {
    records_.standing = RegistryStanding::official;
    records_.mandate = digest(act, "mandate");
  }
  records_.certifier_quorum = certifier_->quorum;
  records_.certifier_keys = certifier_->keys.size();
  const auto grant = [&](const PublicKey& key, Role role) {
    records_.keys.insert_or_assign(key.id(), GrantedKey{key, role, {}, seq});
  };
  grant(*operator_key_, Role::operator_);
  for (const PublicKey& each : certifier_->keys) grant(each, Role::certifier);
  if (certifier_->recovery_key) grant(*certifier_->recovery_key, Role::recovery);
}

}  // namespace lcl
