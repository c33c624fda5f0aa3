// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/question_text.hpp"

#include <doctest/doctest.h>

#include <string>

namespace lcl::test {
namespace {

const page::Speech english(page::Language::english);
const page::Speech french(page::Language::french);
constexpr const char* siret = "03571592900010";

/// A case with as many figures as any has.
Case any_case() {
  return {.about = siret,
          .figures = {Decimal(9), *parse_decimal("20.55"), Decimal(180), Decimal(1'234), Decimal(5),
                      Decimal(6), Decimal(7)},
          .quantity = Quantity::distance_resale,
          .kind = EventKind::resale,
          .at = *parse_instant("2026-02-02T09:15:00Z"),
          .category = "laptop",
          .behind = {{1, 2, 3}, 3}};
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
      const std::string text = case_text(test, any_case(), say);
      CAPTURE(text);
      const std::string category = say(page::Message::category_laptop);
      CHECK(text.starts_with(test == PlausibilityTest::avoided_beyond_band ? category : siret));
      CHECK(text.find("{}") == std::string::npos);
    }
    CHECK(case_text(test, any_case(), english) != case_text(test, any_case(), french));
  }
}

TEST_CASE("question text: figures are written as each language writes them") {
  const Case apart = any_case();
  CHECK(case_text(PlausibilityTest::participant_apart, apart, english) ==
        "03571592900010: 9.00 km per resale (21 events), all others 180.00 (1,234 events)");
  CHECK(case_text(PlausibilityTest::participant_apart, apart, french) ==
        "03571592900010\u00a0: 9,00 km par revente (21 événements), tous les autres 180,00 (1\u202f234 "
        "événements)");
}

TEST_CASE("question text: kinds of events and categories are said in the page's language") {
  CHECK(case_text(PlausibilityTest::copied_block, any_case(), english).find("of kind resale") !=
        std::string::npos);
  const std::string copied = case_text(PlausibilityTest::copied_block, any_case(), french);
  CHECK(copied.find("du type revente") != std::string::npos);
  const std::string masses = case_text(PlausibilityTest::unusual_mass, any_case(), french);
  CHECK(masses.find("ordinateur portable") != std::string::npos);
}

TEST_CASE("question text: whom it concerns is named up to a number, and then what is at stake") {
  Question question{
      PlausibilityTest::impossible_route, {any_case(), any_case(), any_case()}, {}, 12, Decimal(480)};
  question.cases[0].about.clear();
  const std::string of_all =
      "the project: by road alone between countries that no road joins: 9; "
      "03571592900010: by road alone between countries that no road joins: 9";
  CHECK(question_text(question, 2, english) == of_all + "; and 1 more; 480.00 kgCO2e of 12 devices at stake");
  question.cases.pop_back();
  CHECK(question_text(question, 2, english) == of_all + "; 480.00 kgCO2e of 12 devices at stake");
}

TEST_CASE("question text: entries are named up to a number, and the rest counted") {
  EventsBehind behind{{1, 2, 3}, 3};
  CHECK(entries_text(behind, 3, english) == "1, 2, 3");
  CHECK(entries_text(behind, 2, english) == "1, 2 and 1 more");
  behind.count = 2'003;
  CHECK(entries_text(behind, 20, english) == "1, 2, 3 and 2,000 more");
}

}  // namespace lcl::test
