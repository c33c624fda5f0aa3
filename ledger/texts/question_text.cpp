// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/question_text.hpp"

#include <algorithm>
#include <array>

namespace lcl {
namespace {

using page::Message;
using page::Speech;

struct TestMessages {
  Message title;
  Message asks;
};
/// In the order of PlausibilityTest.
constexpr std::array<TestMessages, test_words.size()> messages{{
    {Message::test_avoided_beyond_band, Message::asks_avoided_beyond_band},
    {Message::test_participant_apart, Message::asks_participant_apart},
    {Message::test_same_facts, Message::asks_same_facts},
    {Message::test_too_fast, Message::asks_too_fast},
    {Message::test_crowded_day, Message::asks_crowded_day},
    {Message::test_period_end, Message::asks_period_end},
    {Message::test_repeated_value, Message::asks_repeated_value},
    {Message::test_first_digits, Message::asks_first_digits},
    {Message::test_last_digits, Message::asks_last_digits},
    {Message::test_late_recording, Message::asks_late_recording},
    {Message::test_soon_again, Message::asks_soon_again},
    {Message::test_recorded_twice, Message::asks_recorded_twice},
    {Message::test_many_identifiers, Message::asks_many_identifiers},
}};

/// In the order of Quantity.
constexpr std::array<Message, 4> quantities{Message::energy_reconditioning, Message::parts_reconditioning,
                                            Message::distance_collection, Message::distance_resale};

}  // namespace

std::string test_text(PlausibilityTest test, Speech say) {
  return say(messages[static_cast<std::size_t>(test)].title);
}

std::string question_text(const Question& question, Speech say) {
  const std::vector<Decimal>& figures = question.figures;
  const std::string& about = question.about;
  const auto number = [&](std::size_t i, int digits = 0) { return say.number(figures[i], digits); };
  const std::string quantity =
      question.quantity ? say(quantities[static_cast<std::size_t>(*question.quantity)]) : std::string();
  const auto asks = [&](std::initializer_list<std::string_view> values) {
    return say(messages[static_cast<std::size_t>(question.test)].asks, values);
  };
  switch (question.test) {
    case PlausibilityTest::avoided_beyond_band:
      return asks({about, number(0, 1), number(1), number(2), number(3)});
    case PlausibilityTest::participant_apart:
      return asks({about, number(0, 2), quantity, number(1), number(2, 2), number(3)});
    case PlausibilityTest::same_facts:
      return asks({about, number(0), word(*question.kind), say.instant(*question.at)});
    case PlausibilityTest::too_fast:
      return asks({about, number(0), number(1), number(2)});
    case PlausibilityTest::crowded_day:
      return asks({about, number(0), say.date(*question.at), number(1)});
    case PlausibilityTest::period_end:
      return asks({about, number(0), number(1), number(2), number(3)});
    case PlausibilityTest::repeated_value:
      return asks({about, say.exact(figures[0]), quantity, number(1), number(2)});
    case PlausibilityTest::first_digits:
      return asks({about, number(0), quantity, number(1, 1), number(2, 1)});
    case PlausibilityTest::last_digits:
      return asks({about, number(0), number(1), quantity, number(2), number(3, 1), number(4, 1)});
    case PlausibilityTest::late_recording:
      return asks({about, number(0), number(1), number(2)});
    case PlausibilityTest::soon_again:
      return asks({about, number(1), number(0)});
    case PlausibilityTest::recorded_twice:
      return asks({about, number(0), number(1)});
    case PlausibilityTest::many_identifiers:
      return asks({about, number(1), number(0)});
  }
  return {};
}

std::string entries_text(const Question& question, std::size_t most, Speech say) {
  std::string text;
  const std::size_t named = std::min(question.entries.size(), most);
  for (std::size_t i = 0; i < named; ++i) text += (i == 0 ? "" : ", ") + std::to_string(question.entries[i]);
  if (named == question.entry_count) return text;
  return say(Message::and_more, {text, say.whole(question.entry_count - named)});
}

}  // namespace lcl
