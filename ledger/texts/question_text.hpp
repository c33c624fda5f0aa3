// SPDX-License-Identifier: Apache-2.0
// The tests of plausibility and what they ask, in words.
#pragma once

#include <string>

#include "ledger/audit/plausibility.hpp"
#include "ledger/texts/page/language.hpp"

namespace lcl {

/// What a test looks into, as a question.
[[nodiscard]] std::string test_text(PlausibilityTest test, page::Speech say);
/// One line, with the figures it rests on: `03571592900010: 25 of 63 resales in the last 3 of 31 days`.
[[nodiscard]] std::string case_text(PlausibilityTest test, const Case& found, page::Speech say);
/// The cases of a question, at most `most` of them, and what is at stake, in one line.
[[nodiscard]] std::string question_text(const Question& question, std::size_t most, page::Speech say);
/// `12, 14, 15 and 31 more`, at most `most` of them named.
[[nodiscard]] std::string entries_text(const EventsBehind& behind, std::size_t most, page::Speech say);

}  // namespace lcl
