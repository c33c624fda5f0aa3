// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/refusal.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string_view>

namespace lcl {
namespace {

constexpr int count = static_cast<int>(Refusal::ledger_behind_head) + 1;

}  // namespace

TEST_CASE("refusal: words are unique, in snake case, and read back") {
  std::set<std::string_view> words;
  for (int i = 0; i < count; ++i) {
    const auto refusal = static_cast<Refusal>(i);
    const std::string_view text = word(refusal);
    CAPTURE(text);
    CHECK(text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos);
    CHECK(words.insert(text).second);
    CHECK(refusal_from_word(text) == refusal);
  }
}

TEST_CASE("refusal: the word is the enumerator") {
  CHECK(word(Refusal::empty_log) == "empty_log");
  CHECK(word(Refusal::resale_before_reconditioning) == "resale_before_reconditioning");
  CHECK(word(Refusal::ledger_behind_head) == "ledger_behind_head");
  CHECK(remedy(Refusal::empty_log) == "submit a file with at least one event");
}

TEST_CASE("refusal: a text that is not a word is none") {
  for (const char* text : {"", "empty", "empty_log ", "Empty_log", "EMPTY_LOG", "empty_logs"}) {
    CAPTURE(text);
    CHECK_FALSE(refusal_from_word(text).has_value());
  }
}

TEST_CASE("refusal: a remedy starts in lower case and has no full stop") {
  for (int i = 0; i < count; ++i) {
    const std::string_view text = remedy(static_cast<Refusal>(i));
    CAPTURE(text);
    REQUIRE(text.size() > 2);
    CHECK(text.front() >= 'a');
    CHECK(text.front() <= 'z');
    CHECK(text.back() != '.');
    CHECK(text.back() != ' ');
    CHECK(text.find(". ") == std::string_view::npos);
  }
}

TEST_CASE("refusal: precedence is the order of the vocabulary") {
  CHECK(Refusal::not_utf8 < Refusal::malformed_json);
  CHECK(Refusal::malformed_json < Refusal::missing_field);
  CHECK(Refusal::missing_field < Refusal::identity_conflict);
}

}  // namespace lcl
