// SPDX-License-Identifier: Apache-2.0
// Rules of samples that are asked before an act is made, too.
#pragma once

#include <optional>
#include <vector>

#include "ledger/registry/records.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

/// not_challenged, where nothing can be drawn yet with a commitment of the project.
[[nodiscard]] std::optional<Refused> unchallenged_refusal(const Project& project,
                                                          const SampleCommitment& commitment);

/// Every drawn cycle is examined, and no other: not_sampled, not_examined.
[[nodiscard]] std::optional<Refused> examination_refusal(const DrawnSample& sample,
                                                         const std::vector<SampleResult>& found);

/// malformed_statement, where a plan's shares are none, or no sample bears what it expects.
[[nodiscard]] std::optional<Refused> plan_refusal(const SamplingPlan& plan);

}  // namespace lcl
