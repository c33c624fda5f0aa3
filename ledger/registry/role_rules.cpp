// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/role_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "ledger/registry/act_fields.hpp"
#include "ledger/values/party.hpp"

namespace lcl {

using act_fields::refused;
using act_fields::short_id;

namespace {

/// schemas/README.md has the same table.
constexpr std::array<std::pair<Role, Role>, 4> contradictory{{{Role::auditor, Role::operator_},
                                                              {Role::auditor, Role::developer},
                                                              {Role::auditor, Role::certifier},
                                                              {Role::certifier, Role::developer}}};

bool contradict(Role a, Role b) {
  return std::any_of(contradictory.begin(), contradictory.end(),
                     [&](const auto& pair) { return pair == std::pair(a, b) || pair == std::pair(b, a); });
}

/// A participant of the number, if that is a SIREN, that was not registered in error; nullptr if there is
/// none.
const Participant* participant_of(const Records& records, std::string_view number) {
  for (auto each = records.participants.lower_bound(number);
       each != records.participants.end() && siren_of(each->first) == number; ++each) {
    if (!each->second.disowned) return &each->second;
  }
  return nullptr;
}

}  // namespace

std::optional<Refused> role_refusal(const Records& records, Role role, const std::string& number,
                                    const std::string& group) {
  for (const auto& [id, key] : records.keys) {
    if (key.standing.annulled || key.party.empty() || !contradict(role, key.role)) continue;
    const bool same_number = !number.empty() && key.number == number;
    if (!same_number && (group.empty() || group != key.group)) continue;
    return refused(Refusal::contradictory_roles, "act.party",
                   fmt::format("{} {} key {} as {}", key.party,
                               same_number ? "has the same number and was granted"
                                           : "is of the same group and was granted",
                               short_id(id), word(key.role)));
  }
  if (role != Role::auditor) return std::nullopt;
  const Participant* participant = participant_of(records, number);
  if (participant == nullptr) return std::nullopt;
  return refused(Refusal::contradictory_roles, "act.party",
                 fmt::format("{} is a participant of this registry since entry {}", participant->siret,
                             participant->registered));
}

std::optional<Refused> named_auditor_refusal(const Records& records, std::string_view siret,
                                             std::string field) {
  const auto found = records.auditors.find(siren_of(siret));
  if (found == records.auditors.end()) return std::nullopt;
  for (const Digest& id : found->second) {
    if (records.keys.at(id).standing.annulled) continue;
    return refused(Refusal::contradictory_roles, std::move(field),
                   fmt::format("{} is an auditor of this registry, by key {}", siret, short_id(id)));
  }
  return std::nullopt;
}

}  // namespace lcl
