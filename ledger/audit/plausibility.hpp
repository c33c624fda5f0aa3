// SPDX-License-Identifier: Apache-2.0
// Tests that an examiner of frauds would run over a project's events
// (schemas/plausibility.md). What they find are questions, not verdicts: each
// can be asked and answered in the ledger.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/audit/observations.hpp"
#include "ledger/figures/tally.hpp"
#include "ledger/registry/words.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

/// A quantity that tests compare.
enum class Quantity : std::uint8_t {
  energy_reconditioning,  ///< kWh a reconditioning
  parts_reconditioning,   ///< new parts a reconditioning
  distance_collection,    ///< km a collection
  distance_resale,        ///< km a resale
};

/// What one test found worth asking. How it reads is texts/question_text.hpp.
struct Question {
  PlausibilityTest test{};
  std::string about{};             ///< SIRET of the participant; category for avoided_beyond_band
  std::vector<Decimal> figures{};  ///< what it rests on, in the order of schemas/plausibility.md
  std::optional<Quantity> quantity{};
  std::optional<EventKind> kind{};       ///< of the events, for same_facts
  std::optional<Instant> at{};           ///< of same_facts; the start of the day of crowded_day
  std::vector<std::uint64_t> entries{};  ///< seq of the first of those behind it, ascending, 20 at most
  std::uint64_t entry_count = 0;         ///< of all behind it
};

/// That a test was run, and on how much.
struct TestRun {
  PlausibilityTest test{};
  std::uint64_t looked_at = 0;  ///< events; cycles for avoided_beyond_band; 0: there was not enough to test
  std::uint64_t questions = 0;
};

struct Plausibility {
  std::vector<TestRun> tests;       ///< all, in the order of PlausibilityTest
  std::vector<Question> questions;  ///< by test, then as the test orders them
};

/// Runs every test on the events in `by_category.period`; `by_category` is the project's tally of that
/// period by category.
[[nodiscard]] Plausibility plausibility(const Observations& observed, const Tally& by_category);

}  // namespace lcl
