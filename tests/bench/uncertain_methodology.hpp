// SPDX-License-Identifier: Apache-2.0
// A methodology with many uncertain factors, to measure what they cost.
#pragma once

#include "ledger/ledger.hpp"
#include "ledger/methodology/methodology.hpp"

namespace lcl::bench {

/// The one adopted method of `ledger`, with 40 sources of uncertainty: factors by category each one of its
/// own.
[[nodiscard]] Methodology uncertain_methodology(const Ledger& ledger);

}  // namespace lcl::bench
