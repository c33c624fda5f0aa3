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
#include "ledger/figures/cycle_lines.hpp"
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
  packaging_resale,       ///< kg a resale
  mass_collection,        ///< kg a device
};

/// Events behind a question.
struct EventsBehind {
  std::vector<std::uint64_t> entries{};  ///< seq of the first, ascending, 20 at most
  std::uint64_t count = 0;               ///< of all
};

/// What a test found at one participant. How it reads is texts/question_text.hpp.
struct Case {
  std::string about{};             ///< SIRET of the participant; empty: the project as a whole
  std::vector<Decimal> figures{};  ///< what it rests on, in the order of schemas/plausibility.md
  std::optional<Quantity> quantity{};
  std::optional<EventKind> kind{};  ///< of the events, where the test looks at several
  std::optional<Instant> at{};      ///< when the gravest of it happened
  std::string category{};           ///< where it is about one
  EventsBehind behind{};
};

/// One fact worth asking about, with all participants whom it concerns.
struct Question {
  PlausibilityTest test{};
  std::vector<Case> cases{};  ///< at least one
  EventsBehind behind{};      ///< of all cases, each once
  std::uint64_t devices = 0;
  Decimal
      kg_co2e;  ///< what the cycles of these devices come to in the period, of those that come to more than 0
};

/// That a test was run, and on how much.
struct TestRun {
  PlausibilityTest test{};
  std::uint64_t looked_at =
      0;  ///< events or, where the test says so, cycles; 0: there was not enough to test
  std::uint64_t questions = 0;
};

struct Plausibility {
  std::vector<TestRun> tests;       ///< all, in the order of PlausibilityTest
  std::vector<Question> questions;  ///< that with the most kgCO2e first, then by test
};

/// Runs every test on the events in `by_category.period`; `by_category` is the project's tally of that
/// period by category, `lines` (ascending) what its cycles come to.
[[nodiscard]] Plausibility plausibility(const Observations& observed, const Tally& by_category,
                                        const std::vector<CycleLine>& lines);

}  // namespace lcl
