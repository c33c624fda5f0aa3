// SPDX-License-Identifier: Apache-2.0
// Samples drawn again from the entries: the population that a report froze, the
// cycles that a commitment's number picks from it, and whether what the acts
// state follows.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ledger/figures/sampling.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/replay/recomputation.hpp"

namespace lcl {

/// The devices that a sample of an earlier report of the period found wrong, by any record below entry
/// `draw`: a sample of `report` that this entry draws examines them again.
[[nodiscard]] std::set<Pseudonym> due_devices(const AuthenticatedLog& log, const Project& project,
                                              const Report& report, std::uint64_t draw);

/// The fields of `sample_drawn` that follow from the others: population, kgco2e, interval, size, sample; and
/// the sample itself. Nothing where the report credits no cycle.
struct Drawing {
  Sample sample;
  std::uint64_t population = 0;  ///< cycles
  Decimal kg_co2e;
};
/// What `number` draws from a population that was frozen at `root`, under the plan of the commitment.
[[nodiscard]] std::optional<Drawing> drawing_of(const Population& population, const Digest& root,
                                                const SamplingPlan& plan, const Digest& number);
/// The same from the population of `report`, at its own checkpoint, for a draw at the head; `state` is that
/// at the head. Throws as tallies_at.
[[nodiscard]] std::optional<Drawing> drawing_of(const DerivationSource& source, const RegistryState& state,
                                                const std::string& project, const Report& report,
                                                const SamplingPlan& plan, const Digest& number,
                                                const Progress& progress = {});
/// A recorded sample of `project`, drawn again. Throws Error (damaged) if it is not the one that was
/// recorded.
[[nodiscard]] Drawing drawn_again(const DerivationSource& source, const RegistryState& state,
                                  const Project& project, const DrawnSample& recorded,
                                  const Progress& progress = {});

/// not_sampled, where a result is of a cycle that was not drawn.
[[nodiscard]] std::optional<Refused> results_refusal(const Sample& sample,
                                                     const std::vector<SampleResult>& results);

/// What is wrong with the figures of a `sample_drawn` that is otherwise in order, `population` being that of
/// its report: nothing_to_sample, figures_differ.
[[nodiscard]] std::optional<Refused> draw_refusal(const Population& population, const RegistryState& state,
                                                  const Statement& statement);
/// The same of a `sample_recorded`: not_sampled, figures_differ.
[[nodiscard]] std::optional<Refused> conclusion_refusal(const Population& population,
                                                        const RegistryState& state,
                                                        const Statement& statement);

}  // namespace lcl
