// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/independence.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ledger/registry/act_fields.hpp"

namespace lcl {

using act_fields::refused;

std::optional<Refused> dependence_refusal(const Records& records, const Project& project,
                                          const std::string& auditor) {
  const auto depends = [&](std::string_view how) {
    return refused(Refusal::not_independent, "key", fmt::format("the auditor, {}, {}", auditor, how));
  };
  if (auditor == project.developer) return depends("is the project's developer");
  const bool mandant = std::any_of(project.mandants.begin(), project.mandants.end(),
                                   [&](const Mandant& other) { return other.siret == auditor; });
  if (mandant) return depends("is a mandant of the project");
  if (records.participants.contains(auditor)) return depends("is a participant of this registry");
  const bool other_role = std::any_of(records.keys.begin(), records.keys.end(), [&](const auto& granted) {
    return granted.second.party == auditor && granted.second.role != Role::auditor &&
           !granted.second.standing.annulled;
  });
  if (other_role) return depends("holds a key in another role");
  return std::nullopt;
}

}  // namespace lcl
