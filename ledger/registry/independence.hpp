// SPDX-License-Identifier: Apache-2.0
// Who may vouch for a project's reports.
#pragma once

#include <optional>

#include "ledger/registry/records.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

/// not_independent where an establishment of the auditor's national number is a mandant or a marketplace of
/// the project (arrêté of 5 September 2025, art. 20; ISO 14064-3:2019, 5.1). That it is no
/// developer, no participant, and has no other role, is seen to when the key is granted (role_rules.hpp).
[[nodiscard]] std::optional<Refused> dependence_refusal(const Project& project, const GrantedKey& auditor);

}  // namespace lcl
