// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/state.hpp"

#include <fmt/format.h>

#include "ledger/chain/tree.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/identifiers.hpp"

namespace lcl {
namespace {

const std::string& text(const Json& act, const char* field) {
  return act[field].get_ref<const std::string&>();
}

PublicKey key(const Json& act, const char* field) {
  auto parsed = PublicKey::from_text(text(act, field));
  invariant(parsed.has_value(), "the form of an act was checked before it is applied");
  return *std::move(parsed);
}

Digest digest(const Json& act, const char* field) {
  const auto parsed = digest_from_hex(text(act, field));
  invariant(parsed.has_value(), "the form of an act was checked before it is applied");
  return *parsed;
}

Instant date(const Json& act, const char* field) {
  const auto parsed = parse_date(text(act, field));
  invariant(parsed.has_value(), "the form of an act was checked before it is applied");
  return *parsed;
}

Refused refused(Refusal refusal, std::string field, std::string message) {
  return {refusal, {.field = std::move(field)}, std::move(message)};
}

std::string short_id(const Digest& id) { return hex(id).substr(0, 16); }

/// A methodology document inside an act, loaded; or the first fault in it.
std::variant<Methodology, Refused> load_adopted(const Json& act) {
  auto loaded = Methodology::load(canonical(act["document"]));
  if (auto* faults = std::get_if<std::vector<MethodologyFault>>(&loaded)) {
    const MethodologyFault& first = faults->front();
    return refused(first.refusal, "act.document", fmt::format("{}: {}", first.where, first.message));
  }
  return std::get<Methodology>(std::move(loaded));
}

}  // namespace

const Project* RegistryState::project(std::string_view id) const {
  const auto found = projects_.find(id);
  return found == projects_.end() ? nullptr : &found->second;
}

const Methodology* RegistryState::methodology_of(const Project& project) const {
  const auto found = methodologies_.find(project.methodology);
  return found == methodologies_.end() ? nullptr : found->second.methodology.get();
}

std::optional<Refused> RegistryState::refusal(const Statement& statement, Instant time,
                                              const KnowsHead& knows_head) const {
  if (auto refused = refusal_of_draft(statement, time, knows_head)) return refused;
  const PublicKey& signer = opened_ ? keys_.at(statement.key).key : key(statement.act, "operator_key");
  if (!signature_verifies(statement, signer)) {
    return refused(Refusal::bad_signature, "signature",
                   fmt::format("the signature does not verify under key {}", short_id(statement.key)));
  }
  return std::nullopt;
}

std::optional<Refused> RegistryState::refusal_of_draft(const Statement& statement, Instant time,
                                                       const KnowsHead& knows_head) const {
  const ActRule* rule = rule_of_kind(statement.kind);
  if (rule == nullptr) {
    return refused(Refusal::malformed_statement, "kind",
                   fmt::format("\"{}\" is no kind of act", statement.kind));
  }
  if (auto refused = form_refusal(*rule, statement.act)) return refused;
  if (rule->on_project() == statement.project.empty()) {
    return refused(
        Refusal::malformed_statement, "project",
        fmt::format("{} {} a project", statement.kind, rule->on_project() ? "needs" : "does not take"));
  }
  if (rule->on_project() && !is_project_id(statement.project)) {
    return refused(
        Refusal::malformed_statement, "project",
        fmt::format("\"{}\" is not a project id: 3 to 16 of A to Z and 0 to 9", statement.project));
  }
  if (!opened_) return opening_refusal(statement);
  if (rule->act == Act::registry_opened) {
    return refused(Refusal::malformed_statement, "kind", "the registry is open already");
  }
  if (statement.origin != origin_) {
    return refused(Refusal::wrong_registry, "origin",
                   fmt::format("it was made for {}, this registry is {}", statement.origin, origin_));
  }
  if (!knows_head(statement.seen)) {
    return refused(Refusal::unknown_head, "seen",
                   fmt::format("no checkpoint of this ledger has size {} and root {}", statement.seen.size,
                               hex(statement.seen.root)));
  }
  if (auto refused = signer_refusal(statement, *rule)) return refused;
  return act_refusal(statement, *rule, time);
}

std::optional<Refused> RegistryState::opening_refusal(const Statement& statement) const {
  if (statement.kind != rule_of(Act::registry_opened).kind) {
    return refused(Refusal::malformed_statement, "kind", "the first act of a registry is registry_opened");
  }
  const Json& act = statement.act;
  if (act["format"].get<std::int64_t>() != format_version) {
    return refused(Refusal::malformed_statement, "act.format",
                   fmt::format("format is not {}", format_version));
  }
  if (text(act, "origin") != statement.origin) {
    return refused(Refusal::wrong_registry, "act.origin", "the act and the statement name two origins");
  }
  if (statement.key != key(act, "operator_key").id()) {
    return refused(Refusal::wrong_role, "key", "registry_opened is signed by the operator key it names");
  }
  if (statement.seen != Head{0, empty_root()}) {
    return refused(Refusal::unknown_head, "seen", "registry_opened sees the empty log");
  }
  const PublicKey log = key(act, "log_key");
  const PublicKey operator_key = key(act, "operator_key");
  const PublicKey certifier = key(act, "certifier_key");
  if (log == operator_key || log == certifier || operator_key == certifier) {
    return refused(Refusal::malformed_statement, "act",
                   "log key, operator key and certifier key are three keys");
  }
  return std::nullopt;
}

std::optional<Refused> RegistryState::signer_refusal(const Statement& statement, const ActRule& rule) const {
  const auto signer = keys_.find(statement.key);
  if (signer == keys_.end()) {
    return refused(Refusal::not_enrolled, "key",
                   fmt::format("key {} was never granted", short_id(statement.key)));
  }
  const GrantedKey& granted = signer->second;
  if (granted.revoked) {
    return refused(Refusal::key_was_revoked, "key",
                   fmt::format("key {} was revoked by entry {}", short_id(statement.key), *granted.revoked));
  }
  if (!rule.allows(granted.role)) {
    return refused(Refusal::wrong_role, "key",
                   fmt::format("key {} is a {}'s, who may not sign {}", short_id(statement.key),
                               word(granted.role), rule.kind));
  }
  if (granted.role != Role::developer || !rule.on_project()) return std::nullopt;
  const Project* target = project(statement.project);
  const std::string* developer = nullptr;
  if (rule.act == Act::project_notified) developer = &text(statement.act, "developer");
  if (target != nullptr) developer = &target->developer;
  if (developer != nullptr && *developer != granted.party) {
    return refused(Refusal::wrong_party, "key",
                   fmt::format("key {} is {}'s, the project's developer is {}", short_id(statement.key),
                               granted.party, *developer));
  }
  return std::nullopt;
}

std::optional<Refused> RegistryState::act_refusal(const Statement& statement, const ActRule& rule,
                                                  Instant time) const {
  if (rule.on_project()) return project_refusal(statement, rule, time);
  const Json& act = statement.act;
  switch (rule.act) {
    case Act::key_granted: {
      const Digest id = key(act, "public_key").id();
      if (keys_.contains(id) || id == log_key_->id()) {
        return refused(Refusal::key_already_granted, "act.public_key",
                       fmt::format("key {} is or was a key of this registry", short_id(id)));
      }
      return std::nullopt;
    }
    case Act::key_revoked:
      return revocation_refusal(digest(act, "key"));
    case Act::methodology_adopted: {
      auto loaded = load_adopted(act);
      if (auto* fault = std::get_if<Refused>(&loaded)) return std::move(*fault);
      const Methodology& methodology = std::get<Methodology>(loaded);
      if (methodologies_.contains(methodology.digest())) {
        return refused(Refusal::methodology_already_adopted, "act.document",
                       fmt::format("{} is adopted already", hex(methodology.digest())));
      }
      return std::nullopt;
    }
    case Act::participant_registered:
      if (knows_participant(text(act, "participant"))) {
        return refused(Refusal::participant_already_registered, "act.participant",
                       fmt::format("{} is registered already", text(act, "participant")));
      }
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

std::optional<Refused> RegistryState::revocation_refusal(const Digest& id) const {
  const auto target = keys_.find(id);
  if (target == keys_.end()) {
    return refused(Refusal::unknown_key, "act.key", fmt::format("key {} was never granted", hex(id)));
  }
  if (target->second.revoked) {
    return refused(Refusal::key_was_revoked, "act.key",
                   fmt::format("key {} was revoked by entry {}", short_id(id), *target->second.revoked));
  }
  if (target->second.role != Role::certifier) return std::nullopt;
  for (const auto& [other, granted] : keys_) {
    if (other != id && granted.role == Role::certifier && !granted.revoked) return std::nullopt;
  }
  return refused(Refusal::last_certifier_key, "act.key", "it is the last certifier key that is not revoked");
}

std::optional<Refused> RegistryState::project_refusal(const Statement& statement, const ActRule& rule,
                                                      Instant time) const {
  const Json& act = statement.act;
  const Project* target = project(statement.project);
  const ProjectState state = target == nullptr ? ProjectState::absent : target->state;
  if (!rule.allows(state)) {
    if (state == ProjectState::absent) {
      return refused(Refusal::unknown_project, "project",
                     fmt::format("{} was never notified", statement.project));
    }
    if (rule.act == Act::project_notified) {
      return refused(Refusal::project_already_notified, "project",
                     fmt::format("{} was notified by entry {}", statement.project, target->notified));
    }
    return refused(
        Refusal::wrong_project_state, "project",
        fmt::format("{} is {}, which does not admit {}", statement.project, word(state), rule.kind));
  }
  switch (rule.act) {
    case Act::project_notified:
      if (date(act, "notified_on") > time) {
        return refused(Refusal::impossible_date, "act.notified_on",
                       "the date of notification is in the future");
      }
      return std::nullopt;
    case Act::project_labelled:
      return label_refusal(act, *target);
    case Act::project_closed:
      if (date(act, "closed_on") < target->notified_on) {
        return refused(Refusal::impossible_date, "act.closed_on", "the closure is before the notification");
      }
      return std::nullopt;
    case Act::submission:
      if (act["count"].get<std::int64_t>() < 1) {
        return refused(Refusal::malformed_statement, "act.count", "a submission has at least one event");
      }
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

std::optional<Refused> RegistryState::label_refusal(const Json& act, const Project& project) const {
  if (!methodologies_.contains(digest(act, "methodology"))) {
    return refused(Refusal::unknown_methodology, "act.methodology",
                   fmt::format("{} was never adopted", text(act, "methodology")));
  }
  if (date(act, "notified_on") != project.notified_on) {
    return refused(Refusal::impossible_date, "act.notified_on",
                   fmt::format("the label confirms {}, the notification states {}", text(act, "notified_on"),
                               date_of(project.notified_on)));
  }
  if (*parse_date(text(act["crediting_period"], "from")) < project.notified_on) {
    return refused(Refusal::impossible_date, "act.crediting_period", "it begins before the notification");
  }
  return std::nullopt;
}

void RegistryState::apply(std::uint64_t seq, const Statement& statement) {
  const ActRule* rule = rule_of_kind(statement.kind);
  invariant(rule != nullptr, "a statement is judged before it is applied");
  const Json& act = statement.act;
  switch (rule->act) {
    case Act::registry_opened:
      open(seq, statement);
      break;
    case Act::key_granted: {
      PublicKey granted = key(act, "public_key");
      const Digest id = granted.id();
      keys_.insert_or_assign(id, GrantedKey{std::move(granted), *role(text(act, "role")), text(act, "party"),
                                            seq, std::nullopt});
      break;
    }
    case Act::key_revoked:
      keys_.at(digest(act, "key")).revoked = seq;
      break;
    case Act::methodology_adopted: {
      auto loaded = load_adopted(act);
      auto* methodology = std::get_if<Methodology>(&loaded);
      invariant(methodology != nullptr, "a methodology is loaded before it is applied");
      const Digest id = methodology->digest();
      methodologies_.insert_or_assign(
          id, AdoptedMethodology{std::make_unique<const Methodology>(std::move(*methodology)), seq});
      break;
    }
    case Act::participant_registered:
      participants_.insert_or_assign(text(act, "participant"),
                                     Participant{text(act, "participant"), text(act, "name"), seq});
      break;
    case Act::submission:
      break;
    default:
      apply_to_project(seq, *rule, statement);
      break;
  }
}

void RegistryState::open(std::uint64_t seq, const Statement& statement) {
  const Json& act = statement.act;
  opened_ = true;
  origin_ = statement.origin;
  log_key_ = key(act, "log_key");
  operator_key_ = key(act, "operator_key");
  certifier_key_ = key(act, "certifier_key");
  pepper_ = digest(act, "pepper");
  keys_.insert_or_assign(operator_key_->id(),
                         GrantedKey{*operator_key_, Role::operator_, {}, seq, std::nullopt});
  keys_.insert_or_assign(certifier_key_->id(),
                         GrantedKey{*certifier_key_, Role::certifier, {}, seq, std::nullopt});
}

void RegistryState::apply_to_project(std::uint64_t seq, const ActRule& rule, const Statement& statement) {
  const Json& act = statement.act;
  Project& project = projects_[statement.project];
  switch (rule.act) {
    case Act::project_notified:
      project.id = statement.project;
      project.state = ProjectState::notified;
      project.title = text(act, "title");
      project.developer = text(act, "developer");
      project.region = text(act, "region");
      project.communes = act["communes"].get<std::vector<std::string>>();
      project.capacity = text(act, "capacity");
      project.notified_on = date(act, "notified_on");
      project.notified = seq;
      break;
    case Act::project_filed:
      project.state = ProjectState::filed;
      project.filed = seq;
      break;
    case Act::project_labelled:
      project.state = ProjectState::labelled;
      project.decision = text(act, "decision");
      project.methodology = digest(act, "methodology");
      project.potential_units = act["potential_units"].get<std::uint64_t>();
      project.crediting_period = {date(act["crediting_period"], "from"), date(act["crediting_period"], "to")};
      project.labelled = seq;
      break;
    case Act::project_closed:
      project.state = ProjectState::closed;
      project.closed_on = date(act, "closed_on");
      project.closed = seq;
      break;
    default:
      invariant(false, "an act on a project changes it");
  }
}

}  // namespace lcl
