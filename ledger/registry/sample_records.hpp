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

/// The certifier's part in a draw: 32 bytes that nobody else could know before.
struct SampleChallenge {
  std::uint64_t seq = 0;
  Digest challenge;
  SignedWith with{};
};

/// An auditor's commitment to a secret number and to all else that could steer a draw from reports on record.
struct SampleCommitment {
  std::uint64_t seq = 0;
  std::vector<std::uint64_t> reports;  ///< seqs, ascending
  Period period;                       ///< of all of them; they follow one another
  Digest number;                       ///< SHA-256 of the secret's 32 bytes
  SamplingPlan plan;
  std::string auditor;  ///< SIRET
  std::optional<SampleChallenge> challenged{};
  std::optional<std::uint64_t> drawn;       ///< seq of the sample drawn with it
  std::optional<std::uint64_t> released{};  ///< seq: nobody waits for its sample any more
  SignedWith with{};
  [[nodiscard]] bool names(std::uint64_t report) const;
  /// Whether a key that it or its challenge was signed with may have been stolen.
  [[nodiscard]] bool in_question() const {
    return with.in_question || (challenged && challenged->with.in_question);
  }
  /// Whether `other` is one of the periods of the reports that it names.
  [[nodiscard]] bool covers(const Period& other) const {
    return period.from <= other.from && other.to <= period.to;
  }
};

/// What an auditor found in a drawn cycle.
struct SampleResult {
  std::uint64_t collection = 0;  ///< seq
  Decimal found;                 ///< kgCO2e, where it differs: what it avoids less what it emits
  SampleOutcome outcome = SampleOutcome::differing;
};

struct SampleEvaluation {
  std::uint64_t seq = 0;
  std::vector<SampleResult> results;  ///< of every drawn cycle, ascending
  Decimal projected;                  ///< overstatement of the population, kgCO2e
  Decimal bound;                      ///< its upper limit
  /// Categories whose cap what was found goes beyond, ascending: nothing is concluded then.
  std::vector<std::string> beyond_cap{};
  std::string reason{};  ///< for which it takes the place of the one before; empty in the first
  SignedWith with{};
  /// Those that were not found right.
  [[nodiscard]] std::vector<SampleResult> wrong() const;
  /// nullptr where there is none.
  [[nodiscard]] const SampleResult* of(std::uint64_t collection) const;
};

/// A number revealed, and the sample that it, the challenge and the reports give.
struct DrawnSample {
  std::uint64_t seq = 0;
  std::uint64_t commitment = 0;  ///< seq
  Digest number;                 ///< the secret's 32 bytes
  std::uint64_t population = 0;  ///< cycles
  Decimal kg_co2e;               ///< their sizes
  Decimal reduction;             ///< that the reports state: what is material is a share of it
  Decimal interval;
  std::uint64_t size = 0;
  Digest sample;
  std::vector<std::uint64_t> cycles;          ///< the collections of those drawn, ascending
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
  waiting,     ///< for the certifier's challenge
  unrevealed,  ///< challenged, and its number was not revealed
  revealed,
  replaced,  ///< before it was challenged, a report that it names was replaced or its period given up
};
[[nodiscard]] std::string_view word(CommitmentStage stage) noexcept;

}  // namespace lcl
