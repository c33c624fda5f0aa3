// SPDX-License-Identifier: Apache-2.0
// What the acts of a draw rest on: the reports that they name, and their
// population, from figures that were made.
#pragma once

#include <cstdint>
#include <vector>

#include "ledger/figures/sampling.hpp"
#include "ledger/registry/acts.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/replay/figures_batch.hpp"

namespace lcl {

/// sample_committed, sample_drawn, sample_recorded.
[[nodiscard]] bool rests_on_population(Act act);
/// The reports whose population such an act of `project` rests on, by period.
[[nodiscard]] std::vector<const Report*> sampled_reports(const Project& project, const Statement& statement);
/// Their population, for an act that is or would be entry `seq`; what each report credits is in `figures`.
[[nodiscard]] Population sampled_population(const AuthenticatedLog& log, const FiguresBatch& figures,
                                            const RegistryState& state, const Statement& statement,
                                            std::uint64_t seq);

}  // namespace lcl
