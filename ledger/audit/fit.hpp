// SPDX-License-Identifier: Apache-2.0
// Whether an opened ledger is the one that somebody knows from elsewhere: what
// is held to anchors without reading it from end to end, as verify does.
#pragma once

#include <vector>

#include "ledger/audit/anchor.hpp"
#include "ledger/audit/finding.hpp"
#include "ledger/store/open_ledger.hpp"

namespace lcl {

/// What of `anchors` the ledger does not fit, as verify would find it: nothing where its keys are those
/// given, and it extends each of the checkpoints, which others have seen as was asked for.
[[nodiscard]] std::vector<Finding> what_does_not_fit(const OpenLedger& ledger, const Anchors& anchors);

}  // namespace lcl
