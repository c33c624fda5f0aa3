// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/question_text.hpp"

#include <doctest/doctest.h>

namespace lcl::test {
namespace {

const page::Speech english(page::Language::english);
const page::Speech french(page::Language::french);
constexpr const char* siret = "03571592900010";

/// A question of `test`, with as many figures as any has.
Question question_of(PlausibilityTest test) {
  return {.test = test,
          .about = siret,
          .figures = {Decimal(9), *parse_decimal("20.55"), Decimal(180), Decimal(1'234), Decimal(5)},
          .quantity = Quantity::distance_resale,
          .kind = EventKind::resale,
          .at = *parse_instant("2026-02-02T09:15:00Z"),
          .entries = {1, 2, 3},
          .entry_count = 3};
}

}  // namespace

TEST_CASE("question text: every test has its question in both languages, and every value its place") {
  for (std::size_t i = 0; i < test_words.size(); ++i) {
    const auto test = static_cast<PlausibilityTest>(i);
    CAPTURE(word(test));
    CHECK(test_text(test, english).ends_with("?"));
    CHECK(test_text(test, french).ends_with("?"));
    CHECK(test_text(test, english) != test_text(test, french));
    for (const page::Speech& say : {english, french}) {
      const std::string text = question_text(question_of(test), say);
      CAPTURE(text);
      CHECK(text.starts_with(siret));
      CHECK(text.find("{}") == std::string::npos);
    }
    CHECK(question_text(question_of(test), english) != question_text(question_of(test), french));
  }
}

TEST_CASE("question text: figures are written as each language writes them") {
  const Question apart = question_of(PlausibilityTest::participant_apart);
  CHECK(question_text(apart, english) ==
        "03571592900010: 9.00 km per resale (21 events), all others 180.00 (1,234 events)");
  CHECK(question_text(apart, french) ==
        "03571592900010\u00a0: 9,00 km par revente (21 événements), tous les autres 180,00 (1\u202f234 "
        "événements)");
}

TEST_CASE("question text: entries are named up to a number, and the rest counted") {
  Question question = question_of(PlausibilityTest::too_fast);
  CHECK(entries_text(question, 3, english) == "1, 2, 3");
  CHECK(entries_text(question, 2, english) == "1, 2 and 1 more");
  question.entry_count = 2'003;
  CHECK(entries_text(question, 20, english) == "1, 2, 3 and 2,000 more");
}

}  // namespace lcl::test
