// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/time_zone.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "ledger/values/timestamp.hpp"

using namespace lcl;

namespace {

std::int64_t seconds_of(std::string_view local) {
  return parse_instant(std::string(local) + "Z").value().milliseconds / 1000;
}

/// The offsets in hours of a local time.
std::vector<std::int64_t> hours(std::string_view zone, std::string_view local) {
  std::vector<std::int64_t> offsets = TimeZone::named(zone).value().offsets_of_local(seconds_of(local));
  for (std::int64_t& offset : offsets) offset /= 3600;
  return offsets;
}

using Hours = std::vector<std::int64_t>;

}  // namespace

// Directive 2000/84/EC: on the last Sundays of March and October, at 01:00 UTC.
TEST_CASE("time zones: summer time, the hour that is skipped and the one that is twice, in Paris") {
  CHECK(hours("Europe/Paris", "2025-01-15T12:00:00") == Hours{1});
  CHECK(hours("Europe/Paris", "2025-07-15T12:00:00") == Hours{2});
  CHECK(hours("Europe/Paris", "2025-03-30T01:59:59") == Hours{1});
  CHECK(hours("Europe/Paris", "2025-03-30T02:00:00") == Hours{});
  CHECK(hours("Europe/Paris", "2025-03-30T02:59:59") == Hours{});
  CHECK(hours("Europe/Paris", "2025-03-30T03:00:00") == Hours{2});
  CHECK(hours("Europe/Paris", "2025-10-26T01:59:59") == Hours{2});
  CHECK(hours("Europe/Paris", "2025-10-26T02:00:00") == Hours{2, 1});
  CHECK(hours("Europe/Paris", "2025-10-26T03:00:00") == Hours{1});
}

TEST_CASE("time zones: the rule of the footer goes on after the last transition of the file") {
  CHECK(hours("Europe/Paris", "2150-01-15T12:00:00") == Hours{1});
  CHECK(hours("Europe/Paris", "2150-07-15T12:00:00") == Hours{2});
  CHECK(hours("Europe/Paris", "2150-03-29T02:30:00") == Hours{});  // a Sunday, the last in March
  CHECK(hours("Europe/Paris", "2150-10-25T02:30:00") == Hours{2, 1});
}

TEST_CASE("time zones: the South, zones without summer time, and overseas France") {
  CHECK(hours("Pacific/Auckland", "2025-01-15T12:00:00") == Hours{13});
  CHECK(hours("Pacific/Auckland", "2150-01-15T12:00:00") == Hours{13});
  CHECK(hours("Pacific/Auckland", "2150-07-15T12:00:00") == Hours{12});
  CHECK(hours("Indian/Reunion", "2025-07-15T12:00:00") == Hours{4});
  CHECK(hours("America/Martinique", "2025-07-15T12:00:00") == Hours{-4});
  CHECK(hours("UTC", "2025-07-15T12:00:00") == Hours{0});
}

TEST_CASE("time zones: a name is no path, and a file that is not one is none") {
  for (const char* name :
       {"", "Europe", "Europe/Pari", "../../../etc/passwd", "/etc/passwd", "Europe//Paris", "tzdata.zi"}) {
    CAPTURE(name);
    CHECK_FALSE(TimeZone::named(name));
  }
}

TEST_CASE("time zones: a file that is cut off anywhere is refused, or says the same") {
  std::ifstream file("/usr/share/zoneinfo/Europe/Paris", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  REQUIRE(TimeZone::read(bytes));
  for (std::size_t size = 0; size < bytes.size(); ++size) CHECK_FALSE(TimeZone::read(bytes.substr(0, size)));
}
