// SPDX-License-Identifier: Apache-2.0
// A checked proof as text for people and as JSON: what it shows, and what not.
#pragma once

#include <string>

#include "ledger/audit/proof_check.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

[[nodiscard]] std::string proof_text(const CheckedProof& proof);
[[nodiscard]] Json proof_json(const CheckedProof& proof);

}  // namespace lcl
