// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/audit/scenery.hpp"

namespace lcl::test {

TEST_CASE("plausibility: no van covers 110 km in less than an hour") {
  CHECK(least_travel_ms({{"van", Decimal(110)}}) == hour);
  CHECK(least_travel_ms({{"van", Decimal(55)}, {"rail", Decimal(80)}}) == hour);
  CHECK(least_travel_ms({{"container_ship", Decimal(18'000)}}) == 400 * hour);
  CHECK(least_travel_ms({{"bicycle", Decimal(950)}}) == hour);
  CHECK(least_travel_ms({}) == 0);
  // As at 18,000 km over 45 km/h: 400 hours; Shanghai to Le Havre takes a month.
}

TEST_CASE("plausibility: a device reconditioned before it could arrive is asked about") {
  Scenery scenery;
  scenery.add(EventKind::collection, 1, 0).travel_ms = 3 * hour;
  scenery.add(EventKind::reconditioning, 1, 3);
  scenery.add(EventKind::reconditioning, 1, 4);  // again: it is there by now
  CHECK(scenery.questions(PlausibilityTest::too_fast).empty());
  CHECK(scenery.looked_at(PlausibilityTest::too_fast) == 1);
  scenery.add(EventKind::collection, 2, 0).travel_ms = 3 * hour;
  scenery.add(EventKind::reconditioning, 2, 2);
  const auto asked = scenery.cases(PlausibilityTest::too_fast);
  REQUIRE(asked.size() == 1);
  CHECK(figures(asked[0]) == "1 120 180");
  CHECK(asked[0].behind.entries == std::vector<std::uint64_t>{4});
}

TEST_CASE("plausibility: a device collected again within thirty days of its resale is asked about") {
  Scenery scenery;
  scenery.add(EventKind::collection, 1, 0);
  scenery.add(EventKind::resale, 1, 0);
  scenery.add(EventKind::collection, 1, 30 * 24);
  scenery.add(EventKind::collection, 2, 0);
  scenery.add(EventKind::resale, 2, 0);
  scenery.add(EventKind::return_, 2, 24);
  scenery.add(EventKind::collection, 2, 48);
  CHECK(scenery.questions(PlausibilityTest::soon_again).empty());
  CHECK(scenery.looked_at(PlausibilityTest::soon_again) == 1);
  scenery.add(EventKind::collection, 3, 0);
  scenery.add(EventKind::resale, 3, 0);
  scenery.add(EventKind::collection, 3, 30 * 24 - 1);
  CHECK(scenery.questions(PlausibilityTest::soon_again).size() == 1);
}

TEST_CASE("plausibility: a log sent again with its identifiers damaged is asked about") {
  Scenery scenery;
  for (int i = 0; i < 10; ++i) {
    for (const int again : {0, 100})
      scenery.add(EventKind::collection, static_cast<std::uint64_t>(i + again), i).alike = 7;
    if (i < 9) CHECK(scenery.questions(PlausibilityTest::recorded_twice).empty());
  }
  const auto asked = scenery.cases(PlausibilityTest::recorded_twice);
  REQUIRE(asked.size() == 1);
  CHECK(asked.front().about == one);
  CHECK(figures(asked.front()) == "20 20");
  CHECK(asked.front().behind.count == 20);
  for (int i = 0; i < 20; ++i)
    scenery.add(EventKind::collection, static_cast<std::uint64_t>(200 + i), 30 + i);
  CHECK(scenery.questions(PlausibilityTest::recorded_twice).empty());
}

TEST_CASE("plausibility: a device with more identifiers than a device has is asked about") {
  Scenery scenery;
  scenery.add(EventKind::collection, 1, 1).brought = 2;
  scenery.add(EventKind::collection, 2, 1).brought = 1;
  scenery.add(EventKind::reconditioning, 2, 2).brought = 1;
  CHECK(scenery.questions(PlausibilityTest::many_identifiers).empty());
  scenery.add(EventKind::resale, 2, 3).brought = 1;
  const auto asked = scenery.cases(PlausibilityTest::many_identifiers);
  REQUIRE(asked.size() == 1);
  CHECK(figures(asked.front()) == "1 3");
  CHECK(scenery.looked_at(PlausibilityTest::many_identifiers) == 2);
}

TEST_CASE("plausibility: a quantity that most of fifty events leave out is asked about, half of them not") {
  Scenery scenery;
  for (std::uint64_t i = 0; i < 60; ++i) {
    Observation& event = scenery.add(EventKind::reconditioning, i, static_cast<std::int64_t>(i));
    event.new_parts = 1;
    if (i % 2 == 0) event.energy_kwh = Decimal(2);
  }
  CHECK(scenery.cases(PlausibilityTest::left_out).empty());
  scenery.add(EventKind::reconditioning, 70, 70).new_parts = 1;
  const auto asked = scenery.cases(PlausibilityTest::left_out);
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].quantity == Quantity::energy_reconditioning);
  CHECK(figures(asked[0]) == "31 61");
}

TEST_CASE("plausibility: parts, energy, journeys and packaging left out are one question") {
  Scenery scenery;
  for (std::uint64_t i = 0; i < 50; ++i) {
    scenery.add(EventKind::collection, i, 1);
    scenery.add(EventKind::reconditioning, i, 2);
    scenery.add(EventKind::resale, i, 3);
  }
  const auto asked = scenery.questions(PlausibilityTest::left_out);
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].cases.size() == 6);
  CHECK(asked[0].devices == 50);
  CHECK(asked[0].behind.count == 150);  // a reconditioning without energy and parts is one
}

TEST_CASE("plausibility: what is sold over the counter needs no journey and no box") {
  Scenery scenery;
  for (std::uint64_t i = 0; i < 50; ++i) scenery.add(EventKind::resale, i, 3).over_the_counter = true;
  CHECK(scenery.cases(PlausibilityTest::left_out).empty());
}

TEST_CASE("plausibility: laptops as light as phones are asked about") {
  Scenery scenery;
  for (std::uint64_t i = 0; i < 50; ++i) {
    Observation& event = scenery.add(EventKind::collection, i, 1);
    event.category = scenery.text("laptop");
    event.unchecked = Unchecked::serial;
    event.mass_kg = i < 9 ? *parse_decimal("0.6") : Decimal(2);
  }
  CHECK(scenery.cases(PlausibilityTest::unusual_mass).empty());
  Observation& event = scenery.add(EventKind::collection, 60, 1);
  event.category = scenery.text("laptop");
  event.mass_kg = *parse_decimal("0.2");
  const auto asked = scenery.cases(PlausibilityTest::unusual_mass);
  REQUIRE(asked.size() == 1);
  CHECK(figures(asked[0]) == "10 51 0.7 3.5");
}

TEST_CASE("plausibility: laptops under IMEIs, and a model of two categories, are asked about") {
  Scenery scenery;
  for (std::uint64_t i = 0; i < 9; ++i)
    scenery.add(EventKind::collection, i, 1).category = scenery.text("laptop");
  for (std::uint64_t i = 10; i < 24; ++i) {
    Observation& event = scenery.add(EventKind::collection, i, 1);
    event.category = scenery.text(i < 20 ? "smartphone" : "tablet");
    event.model = scenery.text("Galaxy S21");
  }
  CHECK(scenery.cases(PlausibilityTest::other_category).empty());
  scenery.add(EventKind::collection, 30, 1).category = scenery.text("laptop");
  Observation& event = scenery.add(EventKind::collection, 31, 1);
  event.category = scenery.text("tablet");
  event.model = scenery.text("Galaxy S21");
  const auto asked = scenery.questions(PlausibilityTest::other_category);
  REQUIRE(asked.size() == 1);
  REQUIRE(asked[0].cases.size() == 2);
  CHECK(figures(asked[0].cases[0]) == "10 0 10");
  CHECK(figures(asked[0].cases[1]) == "0 5 5");
}

TEST_CASE("plausibility: ten likely slips that were confirmed are asked about") {
  Scenery scenery;
  for (std::uint64_t i = 0; i < 9; ++i) scenery.add(EventKind::collection, i, 1).confirmed = true;
  CHECK(scenery.cases(PlausibilityTest::confirmed_slips).empty());
  scenery.add(EventKind::resale, 1, 2).confirmed = true;
  const auto asked = scenery.cases(PlausibilityTest::confirmed_slips);
  REQUIRE(asked.size() == 1);
  CHECK(figures(asked[0]) == "10 10");
}

TEST_CASE("plausibility: a device collected for the fourth time within a year is asked about") {
  Scenery scenery;
  scenery.period("2026-01-01", "2027-01-01");
  for (std::int64_t i = 0; i < 3; ++i) {
    scenery.add(EventKind::collection, 1, i * 31 * 24);
    scenery.add(EventKind::resale, 1, i * 31 * 24);
  }
  CHECK(scenery.cases(PlausibilityTest::soon_again).empty());
  scenery.add(EventKind::collection, 1, 3 * 31 * 24);
  const auto asked = scenery.cases(PlausibilityTest::soon_again);
  REQUIRE(asked.size() == 1);
  CHECK(figures(asked[0]) == "0 30 3 120 1 3 4");
}

TEST_CASE("plausibility: twenty devices collected again 31 days after their resale are asked about") {
  Scenery scenery;
  scenery.period("2026-01-01", "2027-01-01");
  for (std::uint64_t i = 0; i < 20; ++i) {
    scenery.add(EventKind::collection, i, 0);
    scenery.add(EventKind::resale, i, 0);
    CHECK(scenery.cases(PlausibilityTest::soon_again).empty());
    scenery.add(EventKind::collection, i, 31 * 24);
  }
  REQUIRE(scenery.cases(PlausibilityTest::soon_again).size() == 1);
}

TEST_CASE("plausibility: whole cycles within hours, and resales right after repair, are asked about") {
  Scenery scenery;
  for (std::uint64_t i = 0; i < 5; ++i) {
    CHECK(scenery.cases(PlausibilityTest::quick_cycle).empty());
    scenery.add(EventKind::collection, i, 0);
    scenery.add(EventKind::reconditioning, i, 1);
    scenery.add(EventKind::resale, i, 3);
  }
  CHECK(figures(scenery.cases(PlausibilityTest::quick_cycle).at(0)) == "5 4 0 15 5");
  for (std::uint64_t i = 10; i < 20; ++i) {
    scenery.add(EventKind::collection, i, 0, other);
    scenery.add(EventKind::reconditioning, i, 100, other);
    scenery.add(EventKind::resale, i, 100, other);
  }
  CHECK(figures(scenery.cases(PlausibilityTest::quick_cycle).at(1)) == "0 4 10 15 10");
}

TEST_CASE("plausibility: one party that has most devices from collection to resale is asked about") {
  Scenery scenery;
  for (std::uint64_t i = 0; i < 50; ++i) {
    scenery.add(EventKind::collection, i, 0, i < 25 ? one : other);
    scenery.add(EventKind::reconditioning, i, 100, one);
    scenery.add(EventKind::resale, i, 200, one);
  }
  CHECK(scenery.cases(PlausibilityTest::one_party).empty());
  scenery.add(EventKind::collection, 60, 0, one);
  scenery.add(EventKind::reconditioning, 60, 100, one);
  scenery.add(EventKind::resale, 60, 200, one);
  const auto asked = scenery.cases(PlausibilityTest::one_party);
  REQUIRE(asked.size() == 1);
  CHECK(figures(asked[0]) == "26 51");
}

TEST_CASE("plausibility: nothing comes from China by van") {
  Scenery scenery;
  for (const std::uint64_t device : {1U, 2U, 3U, 4U}) {
    Observation& event = scenery.add(EventKind::collection, device, 0);
    event.country = scenery.text(device == 1 ? "DE" : device == 4 ? "RE" : "CN");
    event.by_road = device != 2;  // by ship and van
    scenery.add(EventKind::reconditioning, device, 500).country = scenery.text(device == 4 ? "RE" : "FR");
    scenery.add(EventKind::resale, device, 600).country = scenery.text(device == 4 ? "RE" : "FR");
  }
  const auto asked = scenery.cases(PlausibilityTest::impossible_route);
  REQUIRE(asked.size() == 1);
  CHECK(figures(asked[0]) == "1");
  CHECK(asked[0].behind.entries == std::vector<std::uint64_t>{6});
}

}  // namespace lcl::test
