// SPDX-License-Identifier: Apache-2.0
// Questions about a project, and their answers.
#include <doctest/doctest.h>

#include "tests/registry/trial_registry.hpp"

namespace lcl {
namespace {

using namespace test;

/// DEMO, labelled.
struct Questioned {
  TrialRegistry registry;
  Questioned() { registry.bring("DEMO", ProjectState::labelled); }
  std::string ask(const Json& act) { return registry.act("question_asked", "DEMO", act, registry.auditor); }
  std::string answer(std::uint64_t question, const char* text) {
    return registry.act("question_answered", "DEMO", {{"question", question}, {"text", text}},
                        registry.developer);
  }
  [[nodiscard]] const std::vector<AskedQuestion>& questions() const {
    return registry.state.project("DEMO")->questions;
  }
};

}  // namespace

TEST_CASE("question acts: a question stands with its test, its entries, and every answer") {
  Questioned bench;
  REQUIRE(bench.ask({{"test", "too_fast"}, {"entries", {1, 2}}, {"text", "how did they arrive?"}}) == "done");
  const std::uint64_t question = bench.registry.last();
  REQUIRE(bench.questions().size() == 1);
  const AskedQuestion& asked = bench.questions()[0];
  CHECK(asked.seq == question);
  CHECK(asked.test == PlausibilityTest::too_fast);
  CHECK(asked.entries == std::vector<std::uint64_t>{1, 2});
  CHECK(asked.answers.empty());
  CHECK(bench.answer(question, "the workshop is next door") == "done");
  CHECK(bench.answer(question, "and open at night") == "done");
  REQUIRE(bench.questions()[0].answers.size() == 2);
  CHECK(bench.questions()[0].answers[1].text == "and open at night");
}

TEST_CASE("question acts: a question may be about nothing that a test or an entry says") {
  Questioned bench;
  CHECK(bench.ask({{"text", "who owns the workshop?"}}) == "done");
  CHECK_FALSE(bench.questions()[0].test.has_value());
}

TEST_CASE("question acts: only what its signer saw can be asked about, and only what was asked answered") {
  Questioned bench;
  const std::uint64_t unseen = bench.registry.last() + 1;
  CHECK(bench.ask({{"text", "why?"}, {"entries", {0, unseen}}}) == "malformed_statement act.entries");
  CHECK(bench.ask({{"text", "why?"}, {"entries", {2, 1}}}) == "malformed_statement act.entries");
  CHECK(bench.ask({{"text", "why?"}, {"entries", {1, 1}}}) == "malformed_statement act.entries");
  CHECK(bench.ask({{"text", "why?"}, {"entries", Json::array()}}) == "malformed_statement act.entries");
  CHECK(bench.ask({{"text", "why?"}, {"test", "too_slow"}}) == "malformed_statement act.test");
  CHECK(bench.answer(1, "because") == "unknown_question act.question");
}

}  // namespace lcl
