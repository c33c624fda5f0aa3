// SPDX-License-Identifier: Apache-2.0
// What a submission would earn, as `lcl submit` and `lcl correct` tell it.
#pragma once

#include <string>

#include "ledger/intake/outcome.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// {"unknown"}, or {"avoided_kg_co2e", "credited", "given_back_kg_co2e", "less_a_period", "not_credited",
/// "open", "resales", "taken_back", "taken_back_kg_co2e"}
[[nodiscard]] Json earnings_json(const Earnings& earnings);
/// Lines: how many resales are credited and for how much, how many not, why and where, and what is not in it.
[[nodiscard]] std::string earnings_text(const Earnings& earnings);

}  // namespace lcl
