// SPDX-License-Identifier: Apache-2.0
// Numbers and times as workbooks store them.
#include "ledger/tables/sheet_values.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <utility>

using namespace lcl;

namespace {

constexpr std::array<std::string_view, 8> kinds = {"empty",   "text", "number", "beyond_digits",
                                                   "instant", "date", "truth",  "fault"};

std::string with_kind(CellKind kind, const std::string& text) {
  return std::string(kinds.at(static_cast<std::size_t>(kind))) + ":" + text;
}

std::string number(std::string_view stored) {
  std::string out;
  const CellKind kind = append_number(stored, out);
  return with_kind(kind, out);
}

std::string time(std::string_view stored, NumberLook look = NumberLook::date_and_time,
                 FirstDay first_day = FirstDay::of_1900) {
  std::string out;
  const CellKind kind = append_time(stored, look, first_day, out);
  return with_kind(kind, out);
}

std::string iso(std::string_view stored) {
  std::string out;
  const CellKind kind = append_iso_time(stored, out);
  return with_kind(kind, out);
}

}  // namespace

TEST_CASE("sheet values: a number is read to the fifteen digits that a spreadsheet keeps") {
  const auto expected = std::to_array<std::pair<std::string_view, std::string_view>>({
      {"0", "0"},
      {"-0", "0"},
      {"0.0", "0"},
      {"007", "7"},
      {"12.5", "12.5"},
      {"12.50", "12.5"},
      {".5", "0.5"},
      {"-3.25", "-3.25"},
      {"0.19400000000000001", "0.194"},
      {"12.300000000000001", "12.3"},
      {"0.30000000000000004", "0.3"},
      {"9.9999999999999996", "10"},
      {"0.99999999999999989", "1"},
      {"9999999999999.99", "9999999999999.99"},
      {"1.25E-3", "0.00125"},
      {"1.25e+3", "1250"},
      {"3.56741E14", "356741000000000"},
      {"358817110000176", "358817110000176"},
      {"123456789012344.9", "123456789012345"},
  });
  for (const auto& one : expected) {
    CAPTURE(one.first);
    CHECK(number(one.first) == "number:" + std::string(one.second));
  }
}

TEST_CASE(
    "sheet values: a number of more than fifteen digits has lost some, and one that is none is a text") {
  CHECK(number("3588171100001761") == "beyond_digits:3588171100001761");
  CHECK(number("1E+15") == "beyond_digits:1E+15");
  CHECK(number("999999999999999.9") == "beyond_digits:999999999999999.9");
  for (const std::string_view text :
       {"", "-", ".", "abc", "1,5", "1e", "0x10", "NaN", "1e401", "1E99999999999"}) {
    CAPTURE(text);
    CHECK(number(text) == "text:" + std::string(text));
  }
}

TEST_CASE("sheet values: days since 1900 have a false leap day, and those since 1904 begin at 0") {
  CHECK(time("45352", NumberLook::date) == "date:2024-03-01");
  CHECK(time("45352") == "instant:2024-03-01T00:00:00");
  CHECK(time("45352.416666666664") == "instant:2024-03-01T10:00:00");
  CHECK(time("45352.4166666667", NumberLook::date) == "instant:2024-03-01T10:00:00");
  CHECK(time("45352.999999999", NumberLook::date) == "date:2024-03-02");
  CHECK(time("45352.0000014468") == "instant:2024-03-01T00:00:00.125");
  CHECK(time("1", NumberLook::date) == "date:1900-01-01");
  CHECK(time("59", NumberLook::date) == "date:1900-02-28");
  CHECK(time("60", NumberLook::date) == "number:60");
  CHECK(time("61", NumberLook::date) == "date:1900-03-01");
  CHECK(time("2958465", NumberLook::date) == "date:9999-12-31");
  CHECK(time("2958466", NumberLook::date) == "number:2958466");
  CHECK(time("-1", NumberLook::date) == "number:-1");
  CHECK(time("1E+300", NumberLook::date) == "beyond_digits:1E+300");
  CHECK(time("43890", NumberLook::date, FirstDay::of_1904) == "date:2024-03-01");
  CHECK(time("0", NumberLook::date, FirstDay::of_1904) == "date:1904-01-01");
}

TEST_CASE("sheet values: a time alone is the clock's") {
  CHECK(time("0.4375", NumberLook::time) == "text:10:30:00");
  CHECK(time("0", NumberLook::time) == "text:00:00:00");
  CHECK(time("45352.4375", NumberLook::time) == "instant:2024-03-01T10:30:00");
}

TEST_CASE("sheet values: a format shows a date if it has years, months or days outside quotes and brackets") {
  const auto looks = std::to_array<std::pair<std::string_view, NumberLook>>({
      {"General", NumberLook::number},
      {"0.00", NumberLook::number},
      {"#,##0.00\\ \"d'achat\"", NumberLook::number},
      {"[Red]#,##0 [$\u20ac-40C];-0", NumberLook::number},
      {"0.00E+00", NumberLook::number},
      {"0\\d", NumberLook::number},
      {"@", NumberLook::number},
      {"0;dd", NumberLook::number},
      {"dd/mm/yyyy", NumberLook::date},
      {"[$-40C]d mmmm yyyy;@", NumberLook::date},
      {"mmm", NumberLook::date},
      {"YYYY-MM-DD HH:MM:SS", NumberLook::date_and_time},
      {"d/m/yy h:mm AM/PM", NumberLook::date_and_time},
      {"hh:mm", NumberLook::time},
      {"[h]:mm", NumberLook::time},
      {"mm:ss.0", NumberLook::time},
      {"\"", NumberLook::number},
      {"[", NumberLook::number},
  });
  for (const auto& one : looks) {
    CAPTURE(one.first);
    CHECK(look_of_format(one.first) == one.second);
  }
  CHECK(look_of_format(std::uint64_t{13}) == NumberLook::number);
  CHECK(look_of_format(std::uint64_t{14}) == NumberLook::date);
  CHECK(look_of_format(std::uint64_t{20}) == NumberLook::time);
  CHECK(look_of_format(std::uint64_t{22}) == NumberLook::date_and_time);
  CHECK(look_of_format(std::uint64_t{37}) == NumberLook::number);
  CHECK(look_of_format(std::uint64_t{46}) == NumberLook::time);
  CHECK(look_of_format(std::uint64_t{57}) == NumberLook::date);
}

TEST_CASE("sheet values: ISO 8601 is a date or a time without a zone, and nothing else") {
  CHECK(iso("2024-03-01") == "date:2024-03-01");
  CHECK(iso("2024-03-01T10:00:00") == "instant:2024-03-01T10:00:00");
  CHECK(iso("2024-03-01T10:00:00.000000000") == "instant:2024-03-01T10:00:00");
  CHECK(iso("2024-03-01T10:00:00.5") == "instant:2024-03-01T10:00:00.500");
  for (const std::string_view text :
       {"2024-02-30", "2024-03-01T10:00:00Z", "2024-03-01T25:00:00", "2024-03-01 ", ""}) {
    CAPTURE(text);
    CHECK(iso(text) == "text:" + std::string(text));
  }
}
