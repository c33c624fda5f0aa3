// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/error.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <string_view>

#include "tests/values/stopped.hpp"

namespace lcl {

TEST_CASE("error: every obstacle has a word of its own") {
  std::set<std::string_view> words;
  for (int i = 0; i <= static_cast<int>(Obstacle::unavailable); ++i) {
    const auto text = word(static_cast<Obstacle>(i));
    CHECK(text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos);
    CHECK(words.insert(text).second);
  }
  CHECK(words.contains("newer_format"));
}

TEST_CASE("error: an exception keeps its obstacle and message") {
  const Error error(Obstacle::busy, "could not lock the ledger");
  CHECK(error.obstacle() == Obstacle::busy);
  CHECK(std::string(error.what()) == "could not lock the ledger");
}

TEST_CASE("error: a broken invariant prints its message and aborts") {
  CHECK(test::message_when_stopped([] { invariant(false, "the sky fell"); }) ==
        "stopped by a bug in the program: the sky fell\n");
  CHECK(test::message_when_stopped([] { invariant(true, "the sky fell"); }).empty());
}

}  // namespace lcl
