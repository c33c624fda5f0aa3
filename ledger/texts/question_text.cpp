// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/question_text.hpp"

#include <algorithm>
#include <array>

#include "ledger/texts/public_words.hpp"

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
    {Message::test_one_party, Message::asks_one_party},
    {Message::test_left_out, Message::asks_left_out},
    {Message::test_unusual_mass, Message::asks_unusual_mass},
    {Message::test_other_category, Message::asks_other_category},
    {Message::test_confirmed_slips, Message::asks_confirmed_slips},
    {Message::test_repeated_value, Message::asks_repeated_value},
    {Message::test_last_digits, Message::asks_last_digits},
    {Message::test_same_facts, Message::asks_same_facts},
    {Message::test_copied_block, Message::asks_copied_block},
    {Message::test_recorded_twice, Message::asks_recorded_twice},
    {Message::test_many_identifiers, Message::asks_many_identifiers},
    {Message::test_soon_again, Message::asks_soon_again},
    {Message::test_too_fast, Message::asks_too_fast},
    {Message::test_quick_cycle, Message::asks_quick_cycle},
    {Message::test_impossible_route, Message::asks_impossible_route},
    {Message::test_crowded_day, Message::asks_crowded_day},
    {Message::test_odd_hours, Message::asks_odd_hours},
    {Message::test_regular_intervals, Message::asks_regular_intervals},
    {Message::test_period_end, Message::asks_period_end},
    {Message::test_sudden_month, Message::asks_sudden_month},
    {Message::test_late_recording, Message::asks_late_recording},
}};

/// In the order of Quantity.
constexpr std::array<Message, 6> quantities{Message::energy_reconditioning, Message::parts_reconditioning,
                                            Message::distance_collection,   Message::distance_resale,
                                            Message::packaging_resale,      Message::mass_collection};

/// The values of a case as its message takes them.
class Values {
 public:
  Values(const Case& found, Speech say) : found_(found), say_(say) {}
  [[nodiscard]] std::string about() const {
    return found_.about.empty() ? say_(Message::the_project) : found_.about;
  }
  [[nodiscard]] std::string number(std::size_t i, int digits = 0) const {
    return say_.number(found_.figures[i], digits);
  }
  [[nodiscard]] std::string exact(std::size_t i) const { return say_.exact(found_.figures[i]); }
  [[nodiscard]] std::string quantity() const {
    return found_.quantity ? say_(quantities[static_cast<std::size_t>(*found_.quantity)]) : std::string();
  }
  [[nodiscard]] std::string category() const { return called_as(category_names, found_.category, say_); }
  [[nodiscard]] std::string kind() const { return say_(event_names[static_cast<std::size_t>(*found_.kind)]); }
  [[nodiscard]] Instant at() const { return *found_.at; }

 private:
  const Case& found_;
  Speech say_;
};

}  // namespace

std::string test_text(PlausibilityTest test, Speech say) {
  return say(messages[static_cast<std::size_t>(test)].title);
}

std::string case_text(PlausibilityTest test, const Case& found, Speech say) {
  const Values its(found, say);
  const std::string about = its.about();
  const auto number = [&](std::size_t i, int digits = 0) { return its.number(i, digits); };
  const auto asks = [&](std::initializer_list<std::string_view> values) {
    return say(messages[static_cast<std::size_t>(test)].asks, values);
  };
  switch (test) {
    case PlausibilityTest::avoided_beyond_band:
      return asks({its.category(), number(0, 1), number(1), number(2), number(3)});
    case PlausibilityTest::participant_apart:
      return asks({about, number(0, 2), its.quantity(), number(1), number(2, 2), number(3)});
    case PlausibilityTest::left_out:
      return asks({about, number(0), number(1), its.quantity()});
    case PlausibilityTest::unusual_mass:
      return asks({about, number(0), number(1), its.category(), its.exact(2), its.exact(3)});
    case PlausibilityTest::other_category:
      return asks({about, number(2), its.category(), number(0), number(1)});
    case PlausibilityTest::repeated_value:
      return asks({about, its.exact(0), its.quantity(), number(1), number(2)});
    case PlausibilityTest::last_digits:
      return asks({about, number(0), number(1), its.quantity(), number(2), number(3, 1), number(4)});
    case PlausibilityTest::same_facts:
      return asks({about, number(0), its.kind(), number(1), number(2), say.instant(its.at())});
    case PlausibilityTest::copied_block:
      return asks({about, number(0), number(1), its.kind(), number(2)});
    case PlausibilityTest::many_identifiers:
      return asks({about, number(1), number(0)});
    case PlausibilityTest::soon_again:
      return asks({about, number(6), number(1), number(0), number(3), number(2), number(5), number(4)});
    case PlausibilityTest::quick_cycle:
      return asks({about, number(4), number(1), number(0), number(3), number(2)});
    case PlausibilityTest::impossible_route:
      return asks({about, number(0)});
    case PlausibilityTest::crowded_day:
      return asks({about, number(1), say.date(its.at()), number(2), number(0)});
    case PlausibilityTest::odd_hours:
      return asks({about, number(2), number(0), number(1)});
    case PlausibilityTest::regular_intervals:
      return asks({about, number(0), number(1), its.kind(), number(2)});
    case PlausibilityTest::period_end:
      return asks({about, number(0), number(1), number(2), number(3)});
    case PlausibilityTest::sudden_month:
      return asks({about, number(0), number(1), month_text(month_of(its.at())), number(2), number(3)});
    case PlausibilityTest::too_fast:
    case PlausibilityTest::late_recording:
      return asks({about, number(0), number(1), number(2)});
    case PlausibilityTest::one_party:
    case PlausibilityTest::confirmed_slips:
    case PlausibilityTest::recorded_twice:
      return asks({about, number(0), number(1)});
  }
  return {};
}

std::string question_text(const Question& question, std::size_t most, Speech say) {
  std::string text;
  const std::size_t said = std::min(question.cases.size(), most);
  for (std::size_t i = 0; i < said; ++i)
    text += (i == 0 ? "" : "; ") + case_text(question.test, question.cases[i], say);
  if (said < question.cases.size())
    text = say(Message::more_cases, {text, say.whole(question.cases.size() - said)});
  return say(Message::asks_at_stake, {text, say.number(question.kg_co2e, 2), say.whole(question.devices)});
}

std::string entries_text(const EventsBehind& behind, std::size_t most, Speech say) {
  std::string text;
  const std::size_t named = std::min(behind.entries.size(), most);
  for (std::size_t i = 0; i < named; ++i) text += (i == 0 ? "" : ", ") + std::to_string(behind.entries[i]);
  if (named == behind.count) return text;
  return say(Message::and_more, {text, say.whole(behind.count - named)});
}

}  // namespace lcl
