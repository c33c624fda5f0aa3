// SPDX-License-Identifier: Apache-2.0
// A project, its issuances and its units in the words of the Carbon Data Open Protocol (schemas/README.md,
// "Carbon Data Open Protocol").
#pragma once

#include "ledger/store/open_ledger.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// At the time of the last entry. As public as the register: without prices, and without who is not named.
[[nodiscard]] Json cdop_json(const OpenLedger& ledger, const Project& project);

}  // namespace lcl
