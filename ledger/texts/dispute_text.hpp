// SPDX-License-Identifier: Apache-2.0
// Collections of other projects that give back from a project, and what became
// of those that its developer disputes.
#pragma once

#include <string>
#include <vector>

#include "ledger/registry/records.hpp"
#include "ledger/replay/credit_standing.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// Disputes and, of those that nobody disputes, what gives back.
[[nodiscard]] Json disputes_json(const Project& project, const std::vector<ForeignCollection>& collections);
[[nodiscard]] std::string disputes_text(const Project& project,
                                        const std::vector<ForeignCollection>& collections);

}  // namespace lcl
