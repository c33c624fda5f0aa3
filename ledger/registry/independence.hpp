// SPDX-License-Identifier: Apache-2.0
// Who may audit a project.
#pragma once

#include <optional>
#include <string>

#include "ledger/registry/records.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

/// not_independent, unless `auditor` (SIRET) has no other part in the project: is not its developer, a
/// mandant or a participant, and holds no key in another role (arrêté of 5 September 2025, art. 20; ISO
/// 14064-3:2019, 5.1).
[[nodiscard]] std::optional<Refused> dependence_refusal(const Records& records, const Project& project,
                                                        const std::string& auditor);

}  // namespace lcl
