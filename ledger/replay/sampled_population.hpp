// SPDX-License-Identifier: Apache-2.0
// The population that an act on a sample rests on, among figures that several
// acts rest on.
#pragma once

#include <cstdint>

#include "ledger/figures/sampling.hpp"
#include "ledger/registry/acts.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/registry/statement.hpp"
#include "ledger/replay/figures_batch.hpp"
#include "ledger/store/authenticated_log.hpp"

namespace lcl {

/// Whether an act is on a sample: sample_committed, sample_drawn, sample_recorded.
[[nodiscard]] bool rests_on_population(Act act);
/// The figures of which the frame is wanted for such an act.
[[nodiscard]] FiguresBatch::Key population_key(const Project& project, const Statement& statement);
/// The population, for an act that is or would be entry `seq`.
[[nodiscard]] Population sampled_population(const AuthenticatedLog& log, const FiguresBatch& figures,
                                            const RegistryState& state, const Statement& statement,
                                            std::uint64_t seq);

}  // namespace lcl
