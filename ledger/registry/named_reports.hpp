// SPDX-License-Identifier: Apache-2.0
// The reports that an act names in `reports`: an opinion on them, a sample from
// them.
#pragma once

#include <optional>
#include <vector>

#include "ledger/registry/records.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

/// By period; those that are none of the project's are left out.
[[nodiscard]] std::vector<const Report*> reports_in(const Project& project, const Json& act);

/// They stand, and their periods are over at `time` and follow one another: unknown_report, impossible_date,
/// reports_apart.
[[nodiscard]] std::optional<Refused> reports_refusal(const Project& project, const Json& act, Instant time);
/// None of them is given up: period_is_forgone.
[[nodiscard]] std::optional<Refused> forgone_refusal(const std::vector<const Report*>& reports);

}  // namespace lcl
