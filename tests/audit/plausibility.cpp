// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/plausibility.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "tests/audit/scenery.hpp"

namespace lcl::test {

TEST_CASE("plausibility: every test is run, even where there is nothing to look at") {
  Observations nothing;
  Tally tally;
  tally.period = january;
  const Plausibility found = plausibility(nothing, tally, {});
  REQUIRE(found.tests.size() == test_words.size());
  for (const TestRun& run : found.tests) {
    CHECK(run.looked_at == 0);
  }
  CHECK(found.questions.empty());
}

TEST_CASE("plausibility: a smartphone that avoids more than 65 kg is asked about, at 65 not") {
  Scenery scenery;
  scenery.avoided("smartphone", 10, 650);
  scenery.avoided("tablet", 10, 99'999);
  CHECK(scenery.questions(PlausibilityTest::avoided_beyond_band).empty());
  CHECK(scenery.looked_at(PlausibilityTest::avoided_beyond_band) == 10);
  scenery.avoided("laptop", 10, 1'501);
  const auto asked = scenery.cases(PlausibilityTest::avoided_beyond_band);
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].category == "laptop");
  CHECK(figures(asked[0]) == "150.1 150 54 81");
}

TEST_CASE("plausibility: a participant beyond five times all others is asked about, at five times not") {
  Scenery scenery;
  for (std::uint64_t i = 0; i < 30; ++i) {
    scenery.travelled(scenery.add(EventKind::collection, i, 1, one), 500);
    scenery.travelled(scenery.add(EventKind::collection, 100 + i, 1, other), 100);
  }
  CHECK(scenery.questions(PlausibilityTest::participant_apart).empty());
  scenery.add(EventKind::collection, 98, 1, one);  // says nothing of its journey
  scenery.travelled(scenery.add(EventKind::collection, 99, 1, one), 600);
  const auto asked = scenery.cases(PlausibilityTest::participant_apart);
  REQUIRE(asked.size() == 2);  // each of the two stands apart from the other
  CHECK(asked[0].about == one);
  CHECK(asked[0].quantity == Quantity::distance_collection);
  CHECK(figures(asked[0]) == "503.225806452 31 100 30");
  CHECK(asked[0].behind.count == 31);
  CHECK(asked[0].behind.entries.size() == 20);
  CHECK(std::is_sorted(asked[0].behind.entries.begin(), asked[0].behind.entries.end()));
}

TEST_CASE("plausibility: five events of one participant, instant and facts are asked about, four not") {
  Scenery scenery;
  for (std::uint64_t i = 0; i < 4; ++i) scenery.add(EventKind::resale, i, 7).alike = 42;
  scenery.add(EventKind::resale, 8, 7, other).alike = 42;
  scenery.add(EventKind::resale, 9, 8).alike = 42;
  CHECK(scenery.questions(PlausibilityTest::same_facts).empty());
  scenery.add(EventKind::resale, 5, 7).alike = 42;
  const auto asked = scenery.cases(PlausibilityTest::same_facts);
  REQUIRE(asked.size() == 1);
  CHECK(figures(asked[0]) == "5 1 5");
  CHECK(asked[0].kind == EventKind::resale);
  CHECK(to_string(*asked[0].at) == "2026-01-01T07:00:00.000Z");
  CHECK(asked[0].behind.entries == std::vector<std::uint64_t>{0, 1, 2, 3, 6});
}

TEST_CASE("plausibility: a quantity that is the same in more than half of a hundred events is asked about") {
  Scenery scenery;
  for (std::int64_t i = 0; i < 100; ++i) {
    scenery.add(EventKind::reconditioning, static_cast<std::uint64_t>(i), i).energy_kwh =
        i < 50 ? Decimal(2) : Decimal(100 + i);
  }
  CHECK(scenery.questions(PlausibilityTest::repeated_value).empty());
  scenery.add(EventKind::reconditioning, 200, 200).energy_kwh = Decimal(2);
  const auto asked = scenery.cases(PlausibilityTest::repeated_value);
  REQUIRE(asked.size() == 1);
  CHECK(figures(asked[0]) == "2 51 101");
}

TEST_CASE("plausibility: whole numbers that all end in 0 are asked about, those of every ending not") {
  Scenery scenery;
  for (std::int64_t i = 1; i <= 60; ++i) {
    scenery.add(EventKind::resale, static_cast<std::uint64_t>(i), 1).distance_km = Decimal(i);
    scenery.add(EventKind::resale, static_cast<std::uint64_t>(i), 1, other).distance_km = Decimal(i * 10);
    scenery.add(EventKind::collection, static_cast<std::uint64_t>(i), 1).distance_km =
        Decimal::from_scaled(i * Decimal::scale / 2 * 3);
  }
  const auto asked = scenery.cases(PlausibilityTest::last_digits);
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].about == other);
  CHECK(figures(asked[0]) == "60 60 10 540 30");
}

TEST_CASE("plausibility: what happened outside the period is not looked at") {
  Scenery scenery;
  for (std::uint64_t i = 0; i < 10; ++i) scenery.add(EventKind::resale, i, 31 * 24).alike = 1;
  CHECK(scenery.looked_at(PlausibilityTest::same_facts) == 0);
  CHECK(scenery.questions(PlausibilityTest::same_facts).empty());
}

TEST_CASE("plausibility: one fact is one question, with all whom it concerns and what is at stake") {
  Scenery scenery;
  for (std::uint64_t i = 0; i < 10; ++i) scenery.worth(i, i < 9 ? 40 : -5);
  for (std::uint64_t i = 0; i < 5; ++i) {
    scenery.add(EventKind::resale, i, 7, one).alike = 1;
    scenery.add(EventKind::resale, 5 + i, 8, other).alike = 2;
    scenery.add(EventKind::resale, i, 9, other).alike = 3;  // the same devices again
  }
  const auto asked = scenery.questions(PlausibilityTest::same_facts);
  REQUIRE(asked.size() == 1);
  REQUIRE(asked[0].cases.size() == 2);
  CHECK(asked[0].cases[0].about == one);
  CHECK(asked[0].cases[1].about == other);
  CHECK(figures(asked[0].cases[1]) == "10 2 5");
  CHECK(asked[0].devices == 10);
  CHECK(asked[0].kg_co2e == Decimal(360));
  CHECK(asked[0].behind.count == 15);
}

TEST_CASE("plausibility: the question with the most at stake comes first") {
  Scenery scenery;
  scenery.worth(1, 10);
  scenery.worth(2, 20);
  scenery.add(EventKind::collection, 1, 1).brought = 3;
  scenery.add(EventKind::collection, 2, 0).travel_ms = 3 * hour;
  scenery.add(EventKind::reconditioning, 2, 2);
  const Plausibility found = scenery.all();
  REQUIRE(found.questions.size() == 2);
  CHECK(found.questions[0].test == PlausibilityTest::too_fast);
  CHECK(found.questions[1].test == PlausibilityTest::many_identifiers);
}

TEST_CASE("plausibility: journeys made again and again are no rounding, many round ones are") {
  Scenery scenery;
  for (std::uint64_t i = 0; i < 300; ++i) {
    // Three depots, two of them at round distances.
    constexpr std::array<std::int64_t, 3> depots{40, 25, 37};
    scenery.travelled(scenery.add(EventKind::collection, i, 1), depots[i % 3]);
    // Half of them told to the next five kilometres.
    const auto km = static_cast<std::int64_t>(20 + i % 41);
    scenery.travelled(scenery.add(EventKind::resale, i, 1), i % 2 == 0 ? km : (km + 2) / 5 * 5);
  }
  const auto asked = scenery.cases(PlausibilityTest::last_digits);
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].quantity == Quantity::distance_resale);
  CHECK(asked[0].figures[2] == Decimal(5));
}

TEST_CASE("plausibility: facts copied one minute apart are asked about") {
  Scenery scenery;
  for (std::int64_t i = 0; i < 200; ++i) {
    const auto device = static_cast<std::uint64_t>(i);
    const auto copied = static_cast<std::uint64_t>(i < 20 ? i / 5 : i);
    scenery.add(EventKind::reconditioning, device, i).alike = copied;
  }
  const auto asked = scenery.cases(PlausibilityTest::same_facts);
  REQUIRE(asked.size() == 1);
  CHECK(figures(asked[0]) == "20 4 5");
}

TEST_CASE("plausibility: usual facts that come in a row again and again are not asked about") {
  Scenery scenery;
  for (std::int64_t i = 0; i < 200; ++i)
    scenery.add(EventKind::resale, static_cast<std::uint64_t>(i), i).alike =
        static_cast<std::uint64_t>(i / 4 % 7);
  CHECK(scenery.cases(PlausibilityTest::same_facts).empty());
}

TEST_CASE("plausibility: a block of a hundred facts copied eight times is asked about") {
  Scenery scenery;
  Scenery honest;
  std::uint64_t scattered = 1;
  for (std::int64_t i = 0; i < 800; ++i) {
    const auto device = static_cast<std::uint64_t>(i);
    scattered = scattered * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
    scenery.add(EventKind::reconditioning, device, i / 2).alike = device % 100;
    honest.add(EventKind::reconditioning, device, i / 2).alike = (scattered >> 33U) % 100;
  }
  const auto asked = scenery.cases(PlausibilityTest::copied_block);
  REQUIRE(asked.size() == 1);
  CHECK(figures(asked[0]) == "800 800 8");
  CHECK(honest.cases(PlausibilityTest::copied_block).empty());
}

}  // namespace lcl::test
