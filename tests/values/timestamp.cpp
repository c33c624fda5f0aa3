// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/timestamp.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <cstdio>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/values/other_program.hpp"
#include "tests/values/seed.hpp"
#include "tests/values/stopped.hpp"

namespace lcl {
namespace {

constexpr std::int64_t ms_per_day = 86'400'000;

std::string text_or_none(const std::optional<Instant>& instant) {
  return instant ? to_string(*instant) : "none";
}
std::string text_or_none(const std::optional<Period>& period) { return period ? to_string(*period) : "none"; }

std::string written(const char* format, int a, int b, int c) {
  std::string text(32, '\0');
  text.resize(static_cast<std::size_t>(std::snprintf(text.data(), text.size(), format, a, b, c)));
  return text;
}

Instant instant(std::string_view text) { return parse_canonical_instant(text).value(); }

}  // namespace

TEST_CASE("timestamp: the fixed form is written and read back") {
  for (const char* text :
       {"2026-02-02T09:15:00.000Z", "0001-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z",
        "1969-12-31T23:59:59.999Z", "1970-01-01T00:00:00.000Z", "2000-02-29T12:34:56.789Z"}) {
    CHECK(text_or_none(parse_canonical_instant(text)) == text);
  }
  CHECK(instant("1970-01-01T00:00:00.000Z").milliseconds == 0);
  CHECK(instant("1969-12-31T23:59:59.999Z").milliseconds == -1);
  CHECK(instant("2001-09-09T01:46:40.000Z").milliseconds == 1'000'000'000'000);
  std::string text = "t=";
  append_instant(Instant{1}, text);
  CHECK(text == "t=1970-01-01T00:00:00.001Z");
}

TEST_CASE("timestamp: an instant outside the years 1 to 9999 is never written") {
  const auto stops = [](std::int64_t milliseconds) {
    return !test::message_when_stopped([&] { static_cast<void>(to_string(Instant{milliseconds})); }).empty();
  };
  CHECK(stops(instant("0001-01-01T00:00:00.000Z").milliseconds - 1));
  CHECK(stops(instant("9999-12-31T23:59:59.999Z").milliseconds + 1));
  CHECK(stops(std::numeric_limits<std::int64_t>::min()));
  CHECK(stops(std::numeric_limits<std::int64_t>::max()));
}

TEST_CASE("timestamp: anything but the fixed form is not canonical") {
  for (const char* text : {"", "2026-02-02T09:15:00Z", "2026-02-02T09:15:00.0Z", "2026-02-02T09:15:00.0000Z",
                           "2026-02-02 09:15:00.000Z", "2026-02-02t09:15:00.000Z", "2026-02-02T09:15:00.000z",
                           "2026-02-02T09:15:00+01:0Z", "2026-02-02T09:15:00+00:00",
                           "2026-02-30T09:15:00.000Z", "2026-02-02T24:00:00.000Z", "0000-12-31T00:00:00.000Z",
                           "2026-02-02T09:15:00.000Z ", "2026-02-02T09:15:00,000Z"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_canonical_instant(text).has_value());
  }
}

TEST_CASE("timestamp: the examples of RFC 3339 section 5.8") {
  CHECK(text_or_none(parse_instant("1985-04-12T23:20:50.52Z")) == "1985-04-12T23:20:50.520Z");
  CHECK(text_or_none(parse_instant("1996-12-19T16:39:57-08:00")) == "1996-12-20T00:39:57.000Z");
  CHECK(text_or_none(parse_instant("1937-01-01T12:00:27.87+00:20")) == "1937-01-01T11:40:27.870Z");
  CHECK(text_or_none(parse_instant("1990-12-31T23:59:60Z")) == "none");  // a leap second
  CHECK(text_or_none(parse_instant("1990-12-31T15:59:60-08:00")) == "none");
}

TEST_CASE("timestamp: logs may write a space, lower case, an offset and up to three digits") {
  for (const char* text :
       {"2026-02-02T09:15:00Z", "2026-02-02 09:15:00Z", "2026-02-02t09:15:00z", "2026-02-02T09:15:00.0Z",
        "2026-02-02T09:15:00.00Z", "2026-02-02T10:15:00+01:00", "2026-02-02T09:15:00-00:00",
        "2026-02-01T09:16:00-23:59", "2026-02-03T09:14:00+23:59"}) {
    CAPTURE(text);
    CHECK(text_or_none(parse_instant(text)) == "2026-02-02T09:15:00.000Z");
  }
  CHECK(text_or_none(parse_instant("2026-02-02T09:15:00.5Z")) == "2026-02-02T09:15:00.500Z");
  CHECK(text_or_none(parse_instant("2026-02-02T09:15:00.05Z")) == "2026-02-02T09:15:00.050Z");
  CHECK(text_or_none(parse_instant("2026-02-02T09:15:00.005Z")) == "2026-02-02T09:15:00.005Z");
}

TEST_CASE("timestamp: offsets cross the ends of days and years") {
  CHECK(text_or_none(parse_instant("2026-01-01T00:30:00+01:00")) == "2025-12-31T23:30:00.000Z");
  CHECK(text_or_none(parse_instant("2025-12-31T23:30:00-01:00")) == "2026-01-01T00:30:00.000Z");
  CHECK(text_or_none(parse_instant("2024-03-01T00:30:00+01:00")) == "2024-02-29T23:30:00.000Z");
  CHECK(text_or_none(parse_instant("0001-01-01T00:00:00+00:01")) == "none");
  CHECK(text_or_none(parse_instant("9999-12-31T23:59:00-00:01")) == "none");
  CHECK(text_or_none(parse_instant("9999-12-31T23:59:00-00:00")) == "9999-12-31T23:59:00.000Z");
}

TEST_CASE("timestamp: what is not RFC 3339, or has no zone, is refused") {
  for (const char* text : {"",
                           "2026-02-02",
                           "2026-02-02T09:15Z",
                           "2026-02-02T09:15:00",
                           "2026-02-02T09:15:00.123",
                           "2026-02-30T00:00:00Z",
                           "2025-02-29T00:00:00Z",
                           "1900-02-29T00:00:00Z",
                           "2026-04-31T00:00:00Z",
                           "2026-13-01T00:00:00Z",
                           "2026-00-01T00:00:00Z",
                           "2026-01-00T00:00:00Z",
                           "2026-02-02T24:00:00Z",
                           "2026-02-02T09:60:00Z",
                           "2026-02-02T09:15:00+24:00",
                           "2026-02-02T09:15:00+01:60",
                           "2026-02-02T09:15:00+0100",
                           "2026-02-02T09:15:00+01",
                           "2026-02-02T09:15:00.Z",
                           "2026-02-02T09:15:00.1234Z",
                           "2026-02-02T09:15:00,5Z",
                           "2026-02-02  09:15:00Z",
                           "2026-02-02T09:15:00 Z",
                           " 2026-02-02T09:15:00Z",
                           "2026-02-02T09:15:00Z ",
                           "2026-02-02T09:15:00ZZ",
                           "2026-2-2T09:15:00Z",
                           "02/02/2026 09:15:00Z",
                           "2026-02-02T9:15:00Z",
                           "+2026-02-02T09:15:00Z",
                           "-026-02-02T09:15:00Z",
                           "0000-01-01T00:00:00Z",
                           "12026-02-02T09:15:00Z",
                           "2026-02-02T09:15:00UTC",
                           "20260202T091500Z",
                           "1770023700",
                           "2026-02-02T09:15:+1Z"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_instant(text).has_value());
  }
}

TEST_CASE("timestamp: every day of the calendar is as the standard library has it") {
  using namespace std::chrono;
  const sys_days last = 9999y / December / 31;
  for (sys_days day = 0001y / January / 1; day <= last;
       day += days{day >= sys_days(1890y / 1 / 1) && day < sys_days(2110y / 1 / 1) ? 1 : 5}) {
    const year_month_day date = day;
    const Instant start{std::int64_t{day.time_since_epoch().count()} * ms_per_day};
    const Instant end{start.milliseconds + ms_per_day - 1};
    const int month = int{date.year()} * 12 + static_cast<int>(unsigned{date.month()}) - 1;
    const std::string text =
        written("%04d-%02d-%02d", int{date.year()}, static_cast<int>(unsigned{date.month()}),
                static_cast<int>(unsigned{date.day()}));
    const bool agrees = date_of(start) == text && date_of(end) == text && parse_date(text) == start &&
                        year_of(end) == int{date.year()} && month_of(end) == month &&
                        (unsigned{date.day()} != 1 || start_of_month(month) == start);
    if (!agrees) FAIL_CHECK(text, " is ", date_of(start), " here");
  }
}

TEST_CASE("timestamp: dates that do not exist are refused, and only those") {
  for (const int year : {0, 1, 1900, 1999, 2000, 2024, 2025, 2026, 2100, 9999}) {
    for (int month = 0; month <= 14; ++month) {
      for (int day = 0; day <= 33; ++day) {
        const std::string text = written("%04d-%02d-%02d", year, month, day);
        CAPTURE(text);
        const std::chrono::year_month_day date{std::chrono::year(year),
                                               std::chrono::month(static_cast<unsigned>(month)),
                                               std::chrono::day(static_cast<unsigned>(day))};
        CHECK(parse_date(text).has_value() == (date.ok() && year >= 1));
      }
    }
  }
  for (const char* text : {"", "2026", "2026-02", "2026-02-2", "2026-02-02T", "2026/02/02", " 2026-02-02"}) {
    CHECK_FALSE(parse_date(text).has_value());
  }
}

TEST_CASE("timestamp: random instants with offsets are those of the date program") {
  std::mt19937 random(test::seed());
  const auto below = [&random](unsigned limit) { return static_cast<int>(random() % limit); };
  std::string input;
  std::vector<std::string> texts;
  for (int round = 0; round < 500; ++round) {
    std::string text = written("%04d-%02d-%02d", 1600 + below(1000), 1 + below(12), 1 + below(28)) +
                       written("T%02d:%02d:%02d", below(24), below(60), below(60)) +
                       written(".%03d%c%02d", below(1000), random() % 2 == 0 ? '+' : '-', below(15)) +
                       written(":%02d", below(60), 0, 0);
    input += text + '\n';
    texts.push_back(std::move(text));
  }
  const auto theirs = test::lines_of(test::output_of("date -u -f - +%Y-%m-%dT%H:%M:%S.%3NZ", input));
  REQUIRE(theirs.size() == texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    CAPTURE(texts[i]);
    CHECK(text_or_none(parse_instant(texts[i])) == theirs[i]);
  }
}

TEST_CASE("timestamp: months and years have a start and a text") {
  CHECK(month_text(2026 * 12 + 1) == "2026-02");
  CHECK(month_text(1 * 12) == "0001-01");
  CHECK(month_text(9999 * 12 + 11) == "9999-12");
  CHECK(start_of_year(2026) == instant("2026-01-01T00:00:00.000Z"));
  CHECK(start_of_month(2026 * 12 + 11) == instant("2026-12-01T00:00:00.000Z"));
  CHECK(year_of(instant("2025-12-31T23:59:59.999Z")) == 2025);
  CHECK(year_of(instant("2026-01-01T00:00:00.000Z")) == 2026);
}

TEST_CASE("timestamp: periods are years, months, or from and to") {
  const std::vector<std::pair<const char*, const char*>> same = {
      {"2026", "2026-01-01T00:00:00.000Z/2027-01-01T00:00:00.000Z"},
      {"2026-02", "2026-02-01T00:00:00.000Z/2026-03-01T00:00:00.000Z"},
      {"2026-12", "2026-12-01/2027-01"},
      {"2024-02", "2024-02-01/2024-03-01"},
      {"2026-01-01/2026-07-01", "2026/2026-07"},
      {"2026-01-01/2028-01-01", "2026/2028"},
      {"2026-02-02T09:15:00.000Z/2026-02-03", "2026-02-02T09:15:00.000Z/2026-02-03T00:00:00.000Z"}};
  for (const auto& [shortest, other] : same) {
    REQUIRE(parse_period(other).has_value());
    CHECK(parse_period(shortest) == parse_period(other));
    CHECK(text_or_none(parse_period(other)) == shortest);
  }
  CHECK(parse_period("2026")->from == instant("2026-01-01T00:00:00.000Z"));
  CHECK(parse_period("2026")->to == instant("2027-01-01T00:00:00.000Z"));
}

TEST_CASE("timestamp: a period ends with an instant, so not with the year 9999") {
  CHECK_FALSE(parse_period("9999").has_value());
  CHECK_FALSE(parse_period("9999-12").has_value());
  CHECK_FALSE(parse_period("2026/9999-12-32").has_value());
  CHECK(text_or_none(parse_period("9998")) == "9998");
  CHECK(text_or_none(parse_period("9999-11")) == "9999-11");
  CHECK(parse_period("9998")->to == parse_period("9999/9999-12-31")->from);
  CHECK(text_or_none(parse_period("9999-12/9999-12-31")) == "9999-12-01/9999-12-31");
  CHECK(parse_period("2026/9999-12-31T23:59:59.999Z")->contains(instant("9999-12-31T23:59:59.998Z")));
}

TEST_CASE("timestamp: a period that is malformed, inverted or empty is refused") {
  for (const char* text : {"",
                           "/",
                           "2026/",
                           "/2026",
                           "26",
                           "02026",
                           "2026-13",
                           "2026-00",
                           "2026-2",
                           "0000",
                           "2026-02-02",
                           "2026/2026",
                           "2027/2026",
                           "2026-07-01/2026-01-01",
                           "2026/2027/2028",
                           "2026-02-30/2027",
                           "2026 / 2027",
                           "2026-02-02T09:15:00Z/2027",
                           "2026-02-02T10:15:00+01:00/2027",
                           "9999/10000"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_period(text).has_value());
  }
}

TEST_CASE("timestamp: a period holds its start and not its end") {
  const Period period = parse_period("2026").value();
  CHECK(period.contains(period.from));
  CHECK(period.contains(Instant{period.to.milliseconds - 1}));
  CHECK_FALSE(period.contains(period.to));
  CHECK_FALSE(period.contains(Instant{period.from.milliseconds - 1}));
}

TEST_CASE("timestamp: the clock shows the time of the date program") {
  const Instant before = now();
  const auto theirs =
      parse_canonical_instant(test::lines_of(test::output_of("date -u +%FT%T.%3NZ", "")).at(0));
  const Instant after = now();
  REQUIRE(theirs.has_value());
  CHECK(before <= *theirs);
  CHECK(*theirs <= after);
}

}  // namespace lcl
