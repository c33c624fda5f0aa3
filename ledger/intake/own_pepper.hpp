// SPDX-License-Identifier: Apache-2.0
// The pepper with which the registry's devices are named, and no other.
#pragma once

#include "ledger/events/device_identity.hpp"
#include "ledger/values/result.hpp"

namespace lcl {

class OpenLedger;

/// The pepper that lies in the registry's folder; refused (wrong_pepper) where the registry does not commit
/// to it. Throws as read_pepper.
[[nodiscard]] Result<Pepper> own_pepper(const OpenLedger& ledger);

}  // namespace lcl
