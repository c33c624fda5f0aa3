// SPDX-License-Identifier: Apache-2.0
// Samples of credited cycles: how many are drawn, which, what is concluded from
// what was found in them (schemas/README.md, "Sampling"). Functions of the
// population, the plan and a seed alone, so that anybody can draw again.
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <vector>

#include "ledger/figures/derivation.hpp"
#include "ledger/registry/records.hpp"
#include "ledger/registry/sampling_plan.hpp"
#include "ledger/values/decimal.hpp"
#include "ledger/values/digest.hpp"

namespace lcl {

/// What a sample is drawn from: the cycles that a report credits, with the kgCO2e each avoids as book value.
struct Population {
  std::vector<CreditedCycle> cycles;  ///< by ascending collection; each avoids more than 0
  Decimal kg_co2e;                    ///< their sum
  /// Devices that were found wrong before: all their cycles are drawn, as are those that are confirmed.
  std::set<Pseudonym> due{};
};
/// Of the credited cycles of a report, ascending; those that avoid nothing are left out.
[[nodiscard]] Population population_of(std::vector<CreditedCycle> credited, std::set<Pseudonym> due = {});

/// SHA-256("lcl sample 2\n" ‖ reports ‖ number ‖ challenge): the digests of the reports' statements, by
/// period, the number that the auditor was bound to, and the certifier's challenge.
[[nodiscard]] Digest sample_seed(std::span<const Digest> reports, const Digest& number,
                                 const Digest& challenge);

/// A drawn cycle, and how far it speaks for others: an overstatement in it is projected × cycles / drawn or,
/// in monetary unit sampling, as its share of the book value × the interval.
struct DrawnCycle {
  CreditedCycle cycle;
  std::uint64_t cycles = 1;  ///< of its stratum; 1 in monetary unit sampling
  std::uint64_t drawn = 1;   ///< of them
  bool certain = false;      ///< it was to be drawn whatever the seed: it speaks for itself alone
};

struct Sample {
  SamplingMethod method{};
  Decimal interval;                ///< kgCO2e that one drawn cycle may stand for at most
  Decimal precision;               ///< basic precision: the bound where nothing is found, kgCO2e
  std::vector<DrawnCycle> cycles;  ///< by ascending collection
  /// nullptr if it was not drawn.
  [[nodiscard]] const DrawnCycle* drawn(std::uint64_t collection) const;
};

/// interval = allowance × kgCO2e ÷ the reliability factor of no misstatement, rounded down at the ninth
/// digit; at least 0.000000001.
[[nodiscard]] Decimal sampling_interval(const SamplingPlan& plan, const Decimal& kg_co2e);

/// The sample that `seed` draws. `population` must not be empty. Throws Error (arithmetic) where kilograms
/// times cycles leave 128 bits.
[[nodiscard]] Sample draw(const SamplingPlan& plan, const Population& population, const Digest& seed);

/// SHA-256 of one line for each drawn cycle: seq of its collection, space, book value, LF.
[[nodiscard]] Digest digest_of(const Sample& sample);

/// What follows from what was found. Overstatements only: what was found in excess of the book value makes up
/// for nothing.
struct SampleConclusion {
  Decimal projected;  ///< overstatement of the population, kgCO2e
  Decimal bound;      ///< its upper limit at the plan's confidence, after Stringer
};
/// `results` are of drawn cycles that were not found right; one that is not available is wholly wrong. At
/// most 200.
[[nodiscard]] SampleConclusion conclusion(const SamplingPlan& plan, const Sample& sample,
                                          std::span<const SampleResult> results);

/// Most overstatement that is not material: materiality × the population's kgCO2e.
[[nodiscard]] Decimal tolerable(const SamplingPlan& plan, const Decimal& kg_co2e);

}  // namespace lcl
