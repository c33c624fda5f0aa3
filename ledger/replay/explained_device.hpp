// SPDX-License-Identifier: Apache-2.0
// One device's derivation from the entries of a ledger.
#pragma once

#include "ledger/figures/explanation.hpp"
#include "ledger/store/open_ledger.hpp"

namespace lcl {

/// Throws Error: unavailable where a bundle withholds the device, and as explanation_of.
[[nodiscard]] Explanation explain(const OpenLedger& ledger, const Pseudonym& device);

}  // namespace lcl
