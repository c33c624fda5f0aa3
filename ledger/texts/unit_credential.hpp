// SPDX-License-Identifier: Apache-2.0
// A block of units as a W3C Verifiable Credential 2.0, that the certifier signs (schemas/README.md,
// "Credential of units").
#pragma once

#include "ledger/chain/keys.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/unit_text.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

/// Enough for any block; a credential beyond it is none of ours.
inline constexpr std::size_t max_credential_bytes = std::size_t{1} << 20U;

/// What the ledger says of the units at its head, issued and signed by `key` at `created`.
[[nodiscard]] Json unit_credential(const OpenLedger& ledger, const NamedUnits& units, const PrivateKey& key,
                                   Instant created);

}  // namespace lcl
