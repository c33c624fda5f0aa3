// SPDX-License-Identifier: Apache-2.0
// One device's derivation from the entries of a ledger.
#pragma once

#include "ledger/figures/explanation.hpp"
#include "ledger/replay/found_device.hpp"
#include "ledger/store/open_ledger.hpp"

namespace lcl {

/// With a `supposed` project, its cycles under that. Throws Error as explanation_of, and as
/// AuthenticatedLog::scan.
[[nodiscard]] Explanation explain(const OpenLedger& ledger, const FoundDevice& device,
                                  const SupposedProject* supposed = nullptr);

}  // namespace lcl
