// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/plausibility.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace lcl::test {
namespace {

constexpr std::int64_t hour = 3'600'000;
const Period january{*parse_date("2026-01-01"), *parse_date("2026-02-01")};
constexpr std::string_view one = "01234567400019";
constexpr std::string_view other = "02468013400020";

/// Observations written by hand; what a test does not set is unremarkable.
class Scenery {
 public:
  Observation& add(EventKind kind, std::uint64_t device, std::int64_t at_hours,
                   std::string_view siret = one) {
    Observation event;
    event.seq = observed_.events.size();
    event.kind = kind;
    event.device.bytes[0] = static_cast<std::uint8_t>(device >> 8U);
    event.device.bytes[1] = static_cast<std::uint8_t>(device);
    event.occurred_at = {january.from.milliseconds + at_hours * hour};
    event.recorded_at = event.occurred_at;
    event.participant = observed_.texts.number_of(siret);
    event.alike = event.seq;
    observed_.events.push_back(event);
    return observed_.events.back();
  }
  void avoided(const std::string& category, std::int64_t cycles, std::int64_t kg) {
    TallyRow row{{category}, {}, {}};
    row.amounts.kg[Amounts::index(Effect::avoided_manufacture, false, false)] = Decimal(kg);
    row.cycles.credited = cycles;
    tally_.rows.push_back(row);
  }
  [[nodiscard]] std::vector<Question> questions(PlausibilityTest test) {
    tally_.period = january;
    std::vector<Question> asked;
    for (const Question& question : plausibility(observed_, tally_).questions) {
      if (question.test == test) asked.push_back(question);
    }
    return asked;
  }
  [[nodiscard]] std::uint64_t looked_at(PlausibilityTest test) {
    tally_.period = january;
    return plausibility(observed_, tally_).tests[static_cast<std::size_t>(test)].looked_at;
  }

 private:
  Observations observed_;
  Tally tally_;
};

std::string figures(const Question& question) {
  std::string all;
  for (const Decimal& figure : question.figures) all += (all.empty() ? "" : " ") + to_string(figure);
  return all;
}

TEST_CASE("plausibility: every test is run, even where there is nothing to look at") {
  Observations nothing;
  Tally tally;
  tally.period = january;
  const Plausibility found = plausibility(nothing, tally);
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
  const auto asked = scenery.questions(PlausibilityTest::avoided_beyond_band);
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].about == "laptop");
  CHECK(figures(asked[0]) == "150.1 150 54 81");
}

TEST_CASE("plausibility: a participant beyond three times all others is asked about, at three times not") {
  Scenery scenery;
  for (std::uint64_t i = 0; i < 30; ++i) {
    scenery.add(EventKind::collection, i, 1, one).distance_km = Decimal(300);
    scenery.add(EventKind::collection, 100 + i, 1, other).distance_km = Decimal(100);
  }
  CHECK(scenery.questions(PlausibilityTest::participant_apart).empty());
  scenery.add(EventKind::collection, 99, 1, one).distance_km = Decimal(400);
  const auto asked = scenery.questions(PlausibilityTest::participant_apart);
  REQUIRE(asked.size() == 2);  // each of the two stands apart from the other
  CHECK(asked[0].about == one);
  CHECK(asked[0].quantity == Quantity::distance_collection);
  CHECK(figures(asked[0]) == "303.225806452 31 100 30");
  CHECK(asked[0].entry_count == 31);
  CHECK(asked[0].entries.size() == 20);
  CHECK(std::is_sorted(asked[0].entries.begin(), asked[0].entries.end()));
}

TEST_CASE("plausibility: five events of one participant, instant and facts are asked about, four not") {
  Scenery scenery;
  for (std::uint64_t i = 0; i < 4; ++i) scenery.add(EventKind::resale, i, 7).alike = 42;
  scenery.add(EventKind::resale, 8, 7, other).alike = 42;
  scenery.add(EventKind::resale, 9, 8).alike = 42;
  CHECK(scenery.questions(PlausibilityTest::same_facts).empty());
  scenery.add(EventKind::resale, 5, 7).alike = 42;
  const auto asked = scenery.questions(PlausibilityTest::same_facts);
  REQUIRE(asked.size() == 1);
  CHECK(figures(asked[0]) == "5");
  CHECK(asked[0].kind == EventKind::resale);
  CHECK(to_string(*asked[0].at) == "2026-01-01T07:00:00.000Z");
  CHECK(asked[0].entries == std::vector<std::uint64_t>{0, 1, 2, 3, 6});
}

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
  const auto asked = scenery.questions(PlausibilityTest::too_fast);
  REQUIRE(asked.size() == 1);
  CHECK(figures(asked[0]) == "1 120 180");
  CHECK(asked[0].entries == std::vector<std::uint64_t>{4});
}

TEST_CASE("plausibility: a day of more than fifty and five times the median is asked about") {
  Scenery scenery;
  std::uint64_t device = 0;
  for (std::int64_t day = 0; day < 5; ++day) {
    for (int i = 0; i < 12; ++i) scenery.add(EventKind::reconditioning, device++, day * 24 + 9);
  }
  for (int i = 0; i < 60; ++i) scenery.add(EventKind::reconditioning, device++, 10 * 24 + 9);
  CHECK(scenery.questions(PlausibilityTest::crowded_day).empty());
  scenery.add(EventKind::reconditioning, device, 10 * 24 + 9);
  const auto asked = scenery.questions(PlausibilityTest::crowded_day);
  REQUIRE(asked.size() == 1);
  CHECK(figures(asked[0]) == "61 12");
  CHECK(date_of(*asked[0].at) == "2026-01-11");
}

TEST_CASE("plausibility: resales that gather in the last three days are asked about") {
  Scenery scenery;
  std::uint64_t device = 0;
  for (std::int64_t i = 0; i < 38; ++i) scenery.add(EventKind::resale, device++, i * 17);
  for (std::int64_t i = 0; i < 24; ++i) scenery.add(EventKind::resale, device++, 28 * 24 + i);
  CHECK(scenery.questions(PlausibilityTest::period_end).empty());  // 24 × 31 is 4 × 62 × 3
  scenery.add(EventKind::resale, device, 30 * 24);
  const auto asked = scenery.questions(PlausibilityTest::period_end);
  REQUIRE(asked.size() == 1);
  CHECK(figures(asked[0]) == "25 63 3 31");
}

TEST_CASE("plausibility: a quantity that is the same in more than half of a hundred events is asked about") {
  Scenery scenery;
  for (std::int64_t i = 0; i < 100; ++i) {
    scenery.add(EventKind::reconditioning, static_cast<std::uint64_t>(i), i).energy_kwh =
        i < 50 ? Decimal(2) : Decimal(100 + i);
  }
  CHECK(scenery.questions(PlausibilityTest::repeated_value).empty());
  scenery.add(EventKind::reconditioning, 200, 200).energy_kwh = Decimal(2);
  const auto asked = scenery.questions(PlausibilityTest::repeated_value);
  REQUIRE(asked.size() == 1);
  CHECK(figures(asked[0]) == "2 51 101");
}

TEST_CASE("plausibility: the powers of two begin as Benford's law expects, the numbers up to 1000 do not") {
  Scenery grown;
  Decimal::Scaled power = Decimal::scale;
  for (std::uint64_t i = 0; i < 60; ++i, power *= 2) {
    grown.add(EventKind::collection, i, 1).distance_km = Decimal::from_scaled(power);
    grown.add(EventKind::collection, i, 1).distance_km = Decimal::from_scaled(power * 3);
  }
  CHECK(grown.looked_at(PlausibilityTest::first_digits) == 120);
  CHECK(grown.questions(PlausibilityTest::first_digits).empty());

  Scenery counted;
  for (std::int64_t i = 1; i <= 1'000; ++i) {
    counted.add(EventKind::collection, static_cast<std::uint64_t>(i), 1).distance_km = Decimal(i);
  }
  const auto asked = counted.questions(PlausibilityTest::first_digits);
  REQUIRE(asked.size() == 1);
  // 112 begin with 1, 111 with each other digit: Python, sum((f - 1000*log10(1+1/d))**2/(1000*log10(1+1/d))).
  REQUIRE(asked[0].figures.size() == 3);
  CHECK(asked[0].figures[0] == Decimal(1'000));
  CHECK(display(asked[0].figures[1], 3) == "399.637");
  CHECK(display(asked[0].figures[2], 3) == "26.124");
}

TEST_CASE("plausibility: whole numbers that all end in 0 are asked about, those of every ending not") {
  Scenery scenery;
  for (std::int64_t i = 1; i <= 60; ++i) {
    scenery.add(EventKind::resale, static_cast<std::uint64_t>(i), 1).distance_km = Decimal(i);
    scenery.add(EventKind::resale, static_cast<std::uint64_t>(i), 1, other).distance_km = Decimal(i * 10);
    scenery.add(EventKind::collection, static_cast<std::uint64_t>(i), 1).distance_km =
        Decimal::from_scaled(i * Decimal::scale / 2 * 3);
  }
  const auto asked = scenery.questions(PlausibilityTest::last_digits);
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].about == other);
  CHECK(figures(asked[0]) == "60 60 0 540 27.877165");
}

TEST_CASE("plausibility: one event in ten recorded after ninety days is asked about") {
  Scenery scenery;
  for (std::uint64_t i = 0; i < 10; ++i) scenery.add(EventKind::resale, i, 1);
  Observation& late = scenery.add(EventKind::resale, 11, 1);
  late.recorded_at.milliseconds += 90 * day_ms + 1;
  CHECK(scenery.questions(PlausibilityTest::late_recording).empty());  // one in eleven
  Observation& later = scenery.add(EventKind::resale, 12, 1);
  later.recorded_at.milliseconds += 91 * day_ms;
  const auto asked = scenery.questions(PlausibilityTest::late_recording);
  REQUIRE(asked.size() == 1);
  CHECK(figures(asked[0]) == "2 12 90");
}

TEST_CASE("plausibility: a device collected again within thirty days of its resale is asked about") {
  Scenery scenery;
  scenery.add(EventKind::resale, 1, 0);
  scenery.add(EventKind::collection, 1, 30 * 24);
  scenery.add(EventKind::resale, 2, 0);
  scenery.add(EventKind::return_, 2, 24);
  scenery.add(EventKind::collection, 2, 48);
  CHECK(scenery.questions(PlausibilityTest::soon_again).empty());
  CHECK(scenery.looked_at(PlausibilityTest::soon_again) == 1);
  scenery.add(EventKind::resale, 3, 0);
  scenery.add(EventKind::collection, 3, 30 * 24 - 1);
  CHECK(scenery.questions(PlausibilityTest::soon_again).size() == 1);
}

TEST_CASE("plausibility: what happened outside the period is not looked at") {
  Scenery scenery;
  for (std::uint64_t i = 0; i < 10; ++i) scenery.add(EventKind::resale, i, 31 * 24).alike = 1;
  CHECK(scenery.looked_at(PlausibilityTest::same_facts) == 0);
  CHECK(scenery.questions(PlausibilityTest::same_facts).empty());
}

}  // namespace
TEST_CASE("plausibility: a log sent again with its identifiers damaged is asked about") {
  Scenery scenery;
  for (int i = 0; i < 10; ++i) {
    for (const int again : {0, 100})
      scenery.add(EventKind::collection, static_cast<std::uint64_t>(i + again), i).alike = 7;
    if (i < 9) CHECK(scenery.questions(PlausibilityTest::recorded_twice).empty());
  }
  const auto asked = scenery.questions(PlausibilityTest::recorded_twice);
  REQUIRE(asked.size() == 1);
  CHECK(asked.front().about == one);
  CHECK(figures(asked.front()) == "20 20");
  CHECK(asked.front().entry_count == 20);
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
  const auto asked = scenery.questions(PlausibilityTest::many_identifiers);
  REQUIRE(asked.size() == 1);
  CHECK(figures(asked.front()) == "1 3");
  CHECK(scenery.looked_at(PlausibilityTest::many_identifiers) == 2);
}

}  // namespace lcl::test
