// SPDX-License-Identifier: Apache-2.0
// Samples drawn again from the entries: the population that reports froze, the
// cycles that number and challenge pick from it, and whether what the acts state
// follows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/figures/sampling.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/replay/recomputation.hpp"

namespace lcl {

/// What the reports of a sample, whose periods follow one another, come to together.
struct SampledSpan {
  Period span;
  Head checkpoint;    ///< the last of theirs: its entries are those that the frame is derived from
  Decimal reduction;  ///< the sum of what they state
};
[[nodiscard]] SampledSpan span_of(const std::vector<const Report*>& reports);

/// Adds what a sample with `commitment` that entry `draw` draws examines whatever else, because of samples
/// before it of earlier reports of one of its periods, or of one that was released: the devices of all that
/// they drew, and categories of which a cycle went beyond the cap.
void add_due(Population& population, const AuthenticatedLog& log, const Project& project,
             const SampleCommitment& commitment, std::uint64_t draw);

/// The seed that `number` gives with the reports and the challenge of a commitment that was challenged.
[[nodiscard]] Digest seed_of(const Project& project, const SampleCommitment& commitment,
                             const Digest& number);

/// The fields of `sample_drawn` that follow from the others: population, kgco2e, interval, size, sample; and
/// the sample itself. Nothing where the reports credit no cycle.
struct Drawing {
  Sample sample;
  std::uint64_t population = 0;  ///< cycles
  Decimal kg_co2e;
  std::vector<FrameStratum> strata;  ///< of the population
};
/// What `seed` draws from a population under a plan.
[[nodiscard]] std::optional<Drawing> drawing_of(const Population& population, const SamplingPlan& plan,
                                                const Digest& seed);
/// The same from the population of a commitment's reports, for a draw at the head; `state` is that at the
/// head. Throws as tallies_at.
[[nodiscard]] std::optional<Drawing> drawing_of(const DerivationSource& source, const RegistryState& state,
                                                const Project& project, const SampleCommitment& commitment,
                                                const Digest& number, const Progress& progress = {});
/// What a plan comes to on the reports of a commitment that is yet to be made, at the head.
struct PlannedSample {
  std::uint64_t population = 0;  ///< cycles
  Decimal kg_co2e;               ///< their sizes
  Decimal reduction;
  Decimal material;
  Decimal interval;
  std::size_t errors_borne = 0;
  SampleSize size;
};
/// `commitment` has reports and a plan that bears what it expects; nothing where there is nothing to draw
/// from. Throws as tallies_at.
[[nodiscard]] std::optional<PlannedSample> planned_sample(const DerivationSource& source,
                                                          const RegistryState& state, const Project& project,
                                                          const SampleCommitment& commitment,
                                                          const Progress& progress = {});
/// A recorded sample of `project`, drawn again. Throws Error (damaged) if it is not the one that was
/// recorded.
[[nodiscard]] Drawing drawn_again(const DerivationSource& source, const RegistryState& state,
                                  const Project& project, const DrawnSample& recorded,
                                  const Progress& progress = {});

/// The collections of the drawn cycles, ascending.
[[nodiscard]] std::vector<std::uint64_t> collections_of(const Sample& sample);

/// What an auditor found in a drawn cycle, beside what the ledger says of it.
struct ExaminedCycle {
  DrawnCycle drawn;
  SampleResult result;
  Decimal difference;  ///< book value less what was found
};
/// Of each of `drawn` that has a result, in their order.
[[nodiscard]] std::vector<ExaminedCycle> examined(const std::vector<DrawnCycle>& drawn,
                                                  const std::vector<SampleResult>& results);

/// nothing_to_sample, where the reports that a `sample_committed` names have this population.
[[nodiscard]] std::optional<Refused> commitment_refusal(const Population& population,
                                                        const Statement& statement);
/// What is wrong with the figures of a `sample_drawn` that is otherwise in order, `population` being that of
/// its reports: figures_differ.
[[nodiscard]] std::optional<Refused> draw_refusal(const Population& population, const RegistryState& state,
                                                  const Statement& statement);
/// The same of a `sample_recorded`: figures_differ.
[[nodiscard]] std::optional<Refused> conclusion_refusal(const Population& population,
                                                        const RegistryState& state,
                                                        const Statement& statement);

}  // namespace lcl
