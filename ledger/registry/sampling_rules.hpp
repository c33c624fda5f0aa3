// SPDX-License-Identifier: Apache-2.0
// Rules of samples that are asked before an act is made, too.
#pragma once

#include <optional>

#include "ledger/registry/records.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

/// not_challenged, where nothing can be drawn yet with a commitment of the project.
[[nodiscard]] std::optional<Refused> unchallenged_refusal(const Project& project,
                                                          const SampleCommitment& commitment);

}  // namespace lcl
