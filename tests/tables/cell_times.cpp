// SPDX-License-Identifier: Apache-2.0
// Times as people write them, and the clocks of a place. Python's zoneinfo, by
// the same database, said what the offsets are.
#include <doctest/doctest.h>

#include <cstdint>
#include <string>

#include "ledger/tables/cell_values.hpp"
#include "ledger/values/timestamp.hpp"

using namespace lcl;

namespace {

CellDialect in_paris(std::optional<DateOrder> order = std::nullopt, std::string time_of_day = {}) {
  CellDialect dialect;
  dialect.dates = order;
  dialect.zone = TimeZone::named("Europe/Paris");
  dialect.time_of_day = std::move(time_of_day);
  return dialect;
}

/// `text` as RFC 3339, or the word of its refusal.
std::string time(std::string_view text, const CellDialect& dialect) {
  std::string room;
  if (const auto fault = read_time(text, dialect, room)) return std::string(word(fault->refusal));
  return std::string(text);
}

std::string message(std::string_view text, const CellDialect& dialect) {
  std::string room;
  const auto fault = read_time(text, dialect, room);
  REQUIRE(fault);
  return fault->message;
}

constexpr auto dmy = DateOrder::day_month_year;
constexpr auto mdy = DateOrder::month_day_year;
constexpr auto ymd = DateOrder::year_month_day;

}  // namespace

TEST_CASE("times: dates in the order that was said, with the zone's offset in winter and summer") {
  CHECK(time("01/02/2024 14:05", in_paris(dmy)) == "2024-02-01T14:05:00+01:00");
  CHECK(time("01/02/2024 14:05", in_paris(mdy)) == "2024-01-02T14:05:00+01:00");
  CHECK(time("1/7/2024 9:05:07", in_paris(dmy)) == "2024-07-01T09:05:07+02:00");
  CHECK(time("01.07.2024 9h05", in_paris(dmy)) == "2024-07-01T09:05:00+02:00");
  CHECK(time("01-07-2024 09:05:07,250", in_paris(dmy)) == "2024-07-01T09:05:07.250+02:00");
  CHECK(time("12/31/2024, 2:05 PM", in_paris(mdy)) == "2024-12-31T14:05:00+01:00");
  CHECK(time("12/31/2024 12:05 am", in_paris(mdy)) == "2024-12-31T00:05:00+01:00");
  CHECK(time("2024-12-31 14:05", in_paris()) == "2024-12-31T14:05:00+01:00");
  CHECK(time("2024/12/31 14:05", in_paris()) == "2024-12-31T14:05:00+01:00");
  CHECK(time("2024-12-31T14:05:09", in_paris()) == "2024-12-31T14:05:09+01:00");
}

TEST_CASE("times: what has its offset keeps it, and needs no zone") {
  CHECK(time("2024-02-01T14:05:00Z", {}) == "2024-02-01T14:05:00Z");
  CHECK(time("2024-02-01 14:05Z", {}) == "2024-02-01T14:05:00Z");
  CHECK(time("31/12/2024 14:05-05:00", {}) == "2024-12-31T14:05:00-05:00");
  CHECK(time("2024-02-01T14:05:00-0530", {}) == "2024-02-01T14:05:00-05:30");
  CHECK(time("2024-02-01T14:05:00.5+01:00", {}) == "2024-02-01T14:05:00.5+01:00");
}

TEST_CASE("times: an order that was not said is taken only where there is one") {
  CHECK(time("31/12/2024 14:05", in_paris()) == "2024-12-31T14:05:00+01:00");
  CHECK(time("12/31/2024 14:05", in_paris()) == "2024-12-31T14:05:00+01:00");
  CHECK(time("03/03/2024 14:05", in_paris()) == "2024-03-03T14:05:00+01:00");
  CHECK(message("01/02/2024 14:05", in_paris()) == "01/02/2024 14:05 may be 2024-02-01 or 2024-01-02");
  CHECK(time("31/12/24 14:05", in_paris(dmy)) == "ambiguous_date");
  CHECK(time("31/12/2024 14:05", in_paris(mdy)) == "31/12/2024 14:05");  // no such date: the field refuses it
}

TEST_CASE("times: where the year comes first, a date that does not begin with it is refused") {
  CHECK(time("2024-12-31 14:05", in_paris(ymd)) == "2024-12-31T14:05:00+01:00");
  CHECK(message("31/12/2024 14:05", in_paris(ymd)) == "31/12/2024 14:05 does not begin with its year");
  CHECK(time("03/03/2024 14:05", in_paris(ymd)) == "ambiguous_date");
}

TEST_CASE("times: what only looks as a log writes it is read like any other") {
  CHECK(time("2024-12-31T9:05:00+01:00", {}) == "2024-12-31T09:05:00+01:00");
  CHECK(time("2024-12-31T14:05:09,250+01:00", {}) == "2024-12-31T14:05:09.250+01:00");
  CHECK(time("2024-12-31T14h05 +01:00", {}) == "2024-12-31T14:05:00+01:00");
}

TEST_CASE("times: more than three digits of a second are left for the field to refuse") {
  for (const char* text :
       {"2024-12-31T14:05:09.1234Z", "2024-12-31 14:05:09.1234", "31/12/2024 14:05:09,12345"})
    CHECK(time(text, in_paris(dmy)) == text);
}

TEST_CASE("times: a zone and a time of day are asked for, not assumed") {
  CHECK(time("31/12/2024 14:05", {}) == "missing_zone");
  CHECK(time("2024-02-01 14:05", {}) == "missing_zone");
  CHECK(time("31/12/2024", in_paris()) == "missing_time");
  CHECK(time("31/12/2024", in_paris(dmy, "12:00")) == "2024-12-31T12:00:00+01:00");
  CHECK(time("2024-07-01", in_paris(dmy, "12:00")) == "2024-07-01T12:00:00+02:00");
}

TEST_CASE("times: where the clocks were changed, both readings are told") {
  CHECK(message("31/03/2024 02:30", in_paris()) ==
        "clocks in Europe/Paris showed 31/03/2024 02:30 never, as they were put forward: "
        "2024-03-31T02:30:00+01:00 or 2024-03-31T02:30:00+02:00");
  CHECK(message("27/10/2024 02:30", in_paris()) ==
        "clocks in Europe/Paris showed 27/10/2024 02:30 twice, as they were put back: "
        "2024-10-27T02:30:00+02:00 or 2024-10-27T02:30:00+01:00");
  CHECK(time("31/03/2024 01:59:59", in_paris()) == "2024-03-31T01:59:59+01:00");
  CHECK(time("31/03/2024 03:00", in_paris()) == "2024-03-31T03:00:00+02:00");
  CHECK(time("31/03/2024 02:00", in_paris()) == "clock_change");
  CHECK(time("27/10/2024 01:59:59", in_paris()) == "2024-10-27T01:59:59+02:00");
  CHECK(time("27/10/2024 02:00", in_paris()) == "clock_change");
  CHECK(time("27/10/2024 03:00", in_paris()) == "2024-10-27T03:00:00+01:00");
}

TEST_CASE("times: what is none is left for its field to refuse") {
  for (const char* text :
       {"", "hier", "2024", "2024-02", "31/12/2024 25:00", "31/12/2024 14:60", "31/12/2024 14",
        "31/12-2024 14:05", "30/02/2024 14:05", "31/12/2024 14:05 x", "1/1/1/2024", "99/99/9999 1:00",
        "31/12/2024 13:05 PM", "31/12/20245 10:00", "1-2-3+01:00"}) {
    CAPTURE(text);
    CHECK(time(text, in_paris(dmy)) == text);
  }
}
