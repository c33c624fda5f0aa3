// SPDX-License-Identifier: Apache-2.0
// The vectors that a document carries: facts, and the figures that its
// formulas must yield for them. A methodology that fails its own is not loaded.
#pragma once

#include "ledger/methodology/fields.hpp"
#include "ledger/methodology/methodology.hpp"
#include "ledger/values/json.hpp"

namespace lcl::methodology {

/// Runs every vector of the array `vectors` against `methodology` and reports what is malformed,
/// what failed, and what differs.
void run_vectors(const Json& vectors, const Methodology& methodology, Faults& faults);

}  // namespace lcl::methodology
