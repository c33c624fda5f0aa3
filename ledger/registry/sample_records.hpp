// SPDX-License-Identifier: Apache-2.0
// What is on record of samples: plain data, as in records.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/registry/sampling_plan.hpp"
#include "ledger/values/decimal.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

/// Whose key signed something, and when; and whether that key is in question now, for it may have been
/// stolen.
struct SignedWith {
  Digest key;
  Instant at;
  bool in_question = false;
};

/// An auditor's commitment to a secret number, and all that could steer a draw, before the population is
/// frozen.
struct SampleCommitment {
  std::uint64_t seq = 0;
  Period period;
  Digest number;  ///< SHA-256 of the secret's 32 bytes
  SamplingPlan plan;
  std::string auditor;                      ///< SIRET
  std::optional<std::uint64_t> drawn;       ///< seq of the sample drawn with it
  std::optional<std::uint64_t> released{};  ///< seq: nobody waits for its sample any more
  SignedWith with{};
};

/// What an auditor found in a sampled cycle, where it differs from its book value.
struct SampleResult {
  std::uint64_t collection = 0;  ///< seq
  Decimal found;                 ///< kgCO2e avoided, not negative
};

struct SampleEvaluation {
  std::uint64_t seq = 0;
  std::vector<SampleResult> results;  ///< ascending
  Decimal projected;                  ///< overstatement of the population, kgCO2e
  Decimal bound;                      ///< its upper limit
  std::string reason{};               ///< for which it takes the place of the one before; empty in the first
  SignedWith with{};
};

/// A number revealed, and the sample that it and the frozen population give.
struct DrawnSample {
  std::uint64_t seq = 0;
  std::uint64_t commitment = 0;  ///< seq
  std::uint64_t report = 0;      ///< seq
  Digest number;                 ///< the secret's 32 bytes
  std::uint64_t population = 0;  ///< cycles
  Decimal kg_co2e;               ///< their book value
  Decimal interval;
  std::uint64_t size = 0;
  Digest sample;
  std::vector<SampleEvaluation> evaluations;  ///< the last stands
  SignedWith with{};
  /// The records that bind: the last that is not in question, and what was recorded after it; all, where all
  /// are in question. What may be a thief's can add to what was found, and takes nothing away.
  [[nodiscard]] std::span<const SampleEvaluation> binding() const;
  /// Whether by a record of it more may be overstated than this share of the population.
  [[nodiscard]] bool exceeds(const Decimal& materiality, const SampleEvaluation& record) const;
};

/// Where a commitment stands.
enum class CommitmentStage : std::uint8_t {
  waiting,     ///< its period was not reported since
  unrevealed,  ///< a report froze a population for it, and its number was not revealed
  revealed,
  replaced,  ///< by a later one, before a report counted it
};
[[nodiscard]] std::string_view word(CommitmentStage stage) noexcept;

}  // namespace lcl
