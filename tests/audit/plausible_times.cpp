// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/audit/scenery.hpp"

namespace lcl::test {

TEST_CASE("plausibility: a day of more than fifty and five times the median is asked about") {
  Scenery scenery;
  std::uint64_t device = 0;
  for (std::int64_t day = 0; day < 5; ++day) {
    for (int i = 0; i < 12; ++i) scenery.add(EventKind::reconditioning, device++, day * 24 + 9);
  }
  for (int i = 0; i < 60; ++i) scenery.add(EventKind::reconditioning, device++, 10 * 24 + 9);
  CHECK(scenery.questions(PlausibilityTest::crowded_day).empty());
  scenery.add(EventKind::reconditioning, device, 10 * 24 + 9);
  const auto asked = scenery.cases(PlausibilityTest::crowded_day);
  REQUIRE(asked.size() == 1);
  CHECK(figures(asked[0]) == "1 61 12");
  CHECK(date_of(*asked[0].at) == "2026-01-11");
}

TEST_CASE("plausibility: resales that gather in the last three days are asked about") {
  Scenery scenery;
  std::uint64_t device = 0;
  for (std::int64_t i = 0; i < 38; ++i) scenery.add(EventKind::resale, device++, i * 17);
  for (std::int64_t i = 0; i < 24; ++i) scenery.add(EventKind::resale, device++, 28 * 24 + i);
  CHECK(scenery.questions(PlausibilityTest::period_end).empty());  // 24 × 31 is 4 × 62 × 3
  scenery.add(EventKind::resale, device, 30 * 24);
  const auto asked = scenery.cases(PlausibilityTest::period_end);
  REQUIRE(asked.size() == 1);
  CHECK(figures(asked[0]) == "25 63 3 31");
}

TEST_CASE("plausibility: one event in ten recorded after ninety days is asked about") {
  Scenery scenery;
  for (std::uint64_t i = 0; i < 10; ++i) scenery.add(EventKind::resale, i, 1);
  Observation& late = scenery.add(EventKind::resale, 11, 1);
  late.recorded_at.milliseconds += 90 * day_ms + 1;
  CHECK(scenery.questions(PlausibilityTest::late_recording).empty());  // one in eleven
  Observation& later = scenery.add(EventKind::resale, 12, 1);
  later.recorded_at.milliseconds += 91 * day_ms;
  const auto asked = scenery.cases(PlausibilityTest::late_recording);
  REQUIRE(asked.size() == 1);
  CHECK(figures(asked[0]) == "2 12 90");
}

TEST_CASE("plausibility: reconditioning on Sundays at three is asked about, a date without a time is not") {
  Scenery scenery;
  scenery.period("2026-01-01", "2027-01-01");
  for (std::int64_t i = 0; i < 51; ++i) {
    const auto device = static_cast<std::uint64_t>(i);
    scenery.add(EventKind::reconditioning, device, i * 24);
    scenery.add(EventKind::reconditioning, device, (3 + i * 7) * 24 + 3, other);  // 4 January is a Sunday
  }
  const auto asked = scenery.cases(PlausibilityTest::odd_hours);
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].about == other);
  CHECK(figures(asked[0]) == "51 51 51");
}

TEST_CASE("plausibility: one event after the other every ten minutes is asked about") {
  Scenery scenery;
  for (std::int64_t day = 0; day < 2; ++day) {
    for (std::int64_t i = 0; i < 20; ++i) {
      CHECK(scenery.cases(PlausibilityTest::regular_intervals).empty());
      const auto device = static_cast<std::uint64_t>(day * 20 + i);
      scenery.add(EventKind::reconditioning, device, day * 24).occurred_at.milliseconds += i * 600'000;
    }
  }
  const auto asked = scenery.cases(PlausibilityTest::regular_intervals);
  REQUIRE(asked.size() == 1);
  CHECK(figures(asked[0]) == "40 40 600");
}

TEST_CASE("plausibility: five events a day at the same interval are asked about, at different ones are not") {
  Scenery regular;
  Scenery honest;
  for (std::int64_t day = 0; day < 8; ++day) {
    for (std::int64_t i = 0; i < 5; ++i) {
      CHECK(regular.cases(PlausibilityTest::regular_intervals).empty());
      const auto device = static_cast<std::uint64_t>(day * 5 + i);
      regular.add(EventKind::reconditioning, device, day * 24).occurred_at.milliseconds += i * 420'000;
      honest.add(EventKind::reconditioning, device, day * 24).occurred_at.milliseconds += i * i * 60'000;
    }
  }
  const auto asked = regular.cases(PlausibilityTest::regular_intervals);
  REQUIRE(asked.size() == 1);
  CHECK(figures(asked[0]) == "40 40 420");
  CHECK(honest.cases(PlausibilityTest::regular_intervals).empty());
}

TEST_CASE("plausibility: a workshop that notes quarters of an hour is not asked about its intervals") {
  Scenery scenery;
  for (std::int64_t i = 0; i < 100; ++i) {
    scenery.add(EventKind::reconditioning, static_cast<std::uint64_t>(i), i / 10 * 24)
        .occurred_at.milliseconds += i % 10 * 900'000;
  }
  CHECK(scenery.cases(PlausibilityTest::regular_intervals).empty());
}

TEST_CASE("plausibility: a third of the intervals may be the same") {
  const auto asked = [](std::int64_t regular_days) {
    Scenery scenery;
    std::uint64_t device = 0;
    for (std::int64_t day = 0; day < 30; ++day) {
      for (std::int64_t i = 0; i < 5; ++i) {
        const std::int64_t apart = day < regular_days ? 60'000 : 60'000 + (day * 5 + i) * 1'000;
        scenery.add(EventKind::reconditioning, device++, day * 24).occurred_at.milliseconds += i * apart;
      }
    }
    return scenery.cases(PlausibilityTest::regular_intervals).size();
  };
  CHECK(asked(10) == 0);
  CHECK(asked(11) == 1);
}

TEST_CASE("plausibility: half of a year's resales in the week before Christmas are asked about") {
  Scenery scenery;
  scenery.period("2026-01-01", "2027-01-01");
  for (std::int64_t i = 0; i < 100; ++i) {
    const std::int64_t day = i < 50 ? i * 7 : 354 + i % 7;
    scenery.add(EventKind::resale, static_cast<std::uint64_t>(i), day * 24);
  }
  const auto asked = scenery.cases(PlausibilityTest::period_end);
  REQUIRE(asked.size() == 1);
  CHECK(figures(asked[0]) == "50 100 14 365");
}

TEST_CASE("plausibility: a month of more than three times the three before it is asked about") {
  Scenery scenery;
  scenery.period("2026-01-01", "2027-01-01");
  std::uint64_t device = 0;
  for (std::int64_t month = 0; month < 3; ++month) {
    for (int i = 0; i < 40; ++i) scenery.add(EventKind::resale, device++, (month * 30 + 10) * 24);
  }
  for (int i = 0; i < 120; ++i) scenery.add(EventKind::resale, device++, 100 * 24);
  CHECK(scenery.cases(PlausibilityTest::sudden_month).empty());
  scenery.add(EventKind::resale, device, 100 * 24);
  const auto asked = scenery.cases(PlausibilityTest::sudden_month);
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].about.empty());
  CHECK(figures(asked[0]) == "121 241 120 3");
}

TEST_CASE("plausibility: more than half of a year's resales in one month are asked about") {
  Scenery scenery;
  scenery.period("2026-01-01", "2027-01-01");
  for (std::uint64_t i = 0; i < 100; ++i) scenery.add(EventKind::collection, i, 24);
  for (std::uint64_t i = 0; i < 100; ++i) {
    CHECK(scenery.cases(PlausibilityTest::sudden_month).empty());
    scenery.add(EventKind::resale, i, 240 * 24);
  }
  CHECK(scenery.cases(PlausibilityTest::sudden_month).size() == 1);
}

}  // namespace lcl::test
