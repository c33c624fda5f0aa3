// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/role_rules.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/parties.hpp"
#include "ledger/values/party.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

using act_fields::refused;
using act_fields::short_id;

namespace {

/// schemas/README.md has the same table.
constexpr std::array<std::pair<Role, Role>, 5> contradictory{{{Role::auditor, Role::operator_},
                                                              {Role::auditor, Role::developer},
                                                              {Role::auditor, Role::certifier},
                                                              {Role::auditor, Role::holder},
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
  const auto contradicted = [&](const std::set<Digest>& keys,
                                std::string_view why) -> std::optional<Refused> {
    for (const Digest& id : keys) {
      const GrantedKey& key = records.keys.at(id);
      if (key.standing.annulled || !contradict(role, key.role)) continue;
      return refused(Refusal::contradictory_roles, "act.party",
                     phrase("{} {} key {} as {}", key.party.empty() ? phrase("a party") : key.party, why,
                            short_id(id), word(key.role)));
    }
    return std::nullopt;
  };
  if (auto fault =
          contradicted(keys_of_number(records, number), phrase("has the same number and was granted")))
    return fault;
  if (auto fault =
          contradicted(keys_of_group(records, group), phrase("is of the same group and was granted")))
    return fault;
  if (role != Role::auditor) return std::nullopt;
  const Participant* participant = participant_of(records, number);
  if (participant == nullptr) return std::nullopt;
  return refused(Refusal::contradictory_roles, "act.party",
                 phrase("{} is a participant of this registry since entry {}", participant->siret,
                        participant->registered));
}

std::optional<Refused> named_auditor_refusal(const Records& records, std::string_view siret,
                                             std::string field) {
  for (const Digest& id : keys_of_number(records, siren_of(siret))) {
    const GrantedKey& key = records.keys.at(id);
    if (key.role != Role::auditor || key.standing.annulled) continue;
    return refused(Refusal::contradictory_roles, std::move(field),
                   phrase("{} is an auditor of this registry, by key {}", siret, short_id(id)));
  }
  return std::nullopt;
}

}  // namespace lcl
