// SPDX-License-Identifier: Apache-2.0
// Samples of cycles: how many are drawn, which, what is concluded from what was
// found in them (schemas/README.md, "Sampling"). Functions of the population,
// the plan and a seed alone, so that anybody can draw again.
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ledger/figures/frame.hpp"
#include "ledger/registry/records.hpp"
#include "ledger/registry/sampling_plan.hpp"
#include "ledger/values/decimal.hpp"
#include "ledger/values/digest.hpp"

namespace lcl {

/// What a sample is drawn from, and what it is planned on.
struct Population {
  Frame frame;
  Decimal kg_co2e;    ///< the sum of the sizes of its cycles
  Decimal reduction;  ///< what the reports state as reduced: materiality is a share of it, whatever its sign
  std::set<Pseudonym> due{};      ///< devices of which all cycles are drawn, because of an earlier sample
  std::set<std::string> whole{};  ///< categories of which all are: an earlier sample went beyond their cap
  /// Of cycles in the order of their collections.
  Population(Frame cycles, const Decimal& reduced) : frame(std::move(cycles)), reduction(reduced) {
    for (const FrameCycle& cycle : frame.cycles) kg_co2e += cycle.size();
  }
};

/// SHA-256("lcl sample 2\n" ‖ reports ‖ number ‖ challenge): the digests of the reports' statements, by
/// period, the number that the auditor was bound to, and the certifier's challenge.
[[nodiscard]] Digest sample_seed(std::span<const Digest> reports, const Digest& number,
                                 const Digest& challenge);

/// A drawn cycle, and how far it speaks for others: an overstatement in it is projected × cycles / drawn or,
/// in monetary unit sampling, as its share of the size × the interval.
struct DrawnCycle {
  FrameCycle cycle;
  std::uint64_t cycles = 1;  ///< of its stratum; 1 in monetary unit sampling
  std::uint64_t drawn = 1;   ///< of them
  bool certain = false;      ///< it was to be drawn whatever the seed: it speaks for itself alone
  bool whole = false;        ///< its category is examined whole
  /// Whether it shows that the cap of its category is none: it was found to emit more, and stated no more.
  [[nodiscard]] bool goes_beyond(const Decimal& found) const;
};

struct Sample {
  SamplingMethod method{};
  Decimal interval;                       ///< kgCO2e that one drawn cycle may stand for at most
  Decimal precision;                      ///< basic precision: the bound where nothing is found, kgCO2e
  Decimal kg_co2e;                        ///< the sum of the sizes of the frame's cycles
  std::vector<DrawnCycle> cycles;         ///< by ascending collection
  std::vector<std::string> categories;    ///< the frame's, as the participants
  std::vector<std::string> participants;  ///< SIRET
  /// nullptr if it was not drawn.
  [[nodiscard]] const DrawnCycle* drawn(std::uint64_t collection) const;
};

/// interval = materiality × |reduction| ÷ the factor of the errors that the plan bears, rounded down at the
/// ninth digit; at least 0.000000001. The plan bears what it expects.
[[nodiscard]] Decimal sampling_interval(const SamplingPlan& plan, const Decimal& reduction);

/// How many cycles a plan draws from a population, before the seed is known.
struct SampleSize {
  std::uint64_t certain = 0;
  std::uint64_t fewest = 0;  ///< with these
  std::uint64_t most = 0;
};
[[nodiscard]] SampleSize sample_size(const SamplingPlan& plan, const Population& population);

/// The sample that `seed` draws. `population` must not be empty. Throws Error (arithmetic) where kilograms
/// times cycles or kilograms leave 128 bits.
[[nodiscard]] Sample draw(const SamplingPlan& plan, const Population& population, const Digest& seed);

/// SHA-256 of one line for each drawn cycle: seq of its collection, space, book value, space, size, LF.
[[nodiscard]] Digest digest_of(const Sample& sample);

/// What follows from what was found. Overstatements only: what was found in excess of the book value makes up
/// for nothing.
struct SampleConclusion {
  Decimal projected;  ///< overstatement of the population, kgCO2e
  Decimal bound;      ///< its upper limit at the plan's confidence, after Stringer
  /// Categories whose cap what was found goes beyond, ascending: nothing is concluded then, and the bound is
  /// all that could be wrong.
  std::vector<std::string> beyond_cap{};
};
/// `results` are of drawn cycles that were not found right; one that is not available is wholly wrong.
[[nodiscard]] SampleConclusion conclusion(const SamplingPlan& plan, const Sample& sample,
                                          std::span<const SampleResult> results);

/// Most overstatement that is not material: materiality × |reduction|.
[[nodiscard]] Decimal tolerable(const SamplingPlan& plan, const Decimal& reduction);

}  // namespace lcl
