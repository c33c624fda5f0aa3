// SPDX-License-Identifier: Apache-2.0
// The facts of an event in the words of a log, for the exports that show single events.
#pragma once

#include <string>

#include "ledger/figures/explanation.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// `category smartphone, mass_kg 0.194, waste false`: what the event states besides who, when and where.
[[nodiscard]] std::string facts_text(const Facts& facts);
/// The facts under the names and in the types of a payload.
[[nodiscard]] Json facts_json(const Facts& facts);

}  // namespace lcl
