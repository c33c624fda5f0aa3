// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/csv.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "tests/values/other_program.hpp"
#include "tests/values/seed.hpp"

namespace {

/// Mostly what quoting and guards are about.
std::string random_cell(std::mt19937& random) {
  static const std::vector<std::string> pieces = {"'", "'",  "=", "+",  "-", "@",    "\t", "\r",
                                                  ",", "\"", " ", "\n", "1", "\r\n", "x",  "é"};
  std::string text;
  for (std::size_t left = random() % 6; left > 0; --left) text += pieces[random() % pieces.size()];
  return text;
}

std::string hex_of(std::string_view text) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    out += {digits[byte / 16], digits[byte % 16]};
  }
  return out;
}

std::string cell(std::string_view text) {
  std::string out;
  lcl::append_csv_cell(text, out);
  return out;
}

}  // namespace

TEST_CASE("csv: the examples of RFC 4180 are quoted as it has them") {
  CHECK(cell("aaa") == "aaa");
  CHECK(cell("b \r\nbb") == "\"b \r\nbb\"");
  CHECK(cell("b\"bb") == "\"b\"\"bb\"");
  CHECK(cell("a,b") == "\"a,b\"");
  CHECK(cell("").empty());
}

TEST_CASE("csv: a cell that a spreadsheet would run gets an apostrophe") {
  CHECK(cell("=1+1") == "'=1+1");
  CHECK(cell("+33 5 61") == "'+33 5 61");
  CHECK(cell("-x") == "'-x");
  CHECK(cell("@sum") == "'@sum");
  CHECK(cell("\tx") == "'\tx");
  CHECK(cell("\rx") == "\"'\rx\"");
  CHECK(cell("=HYPERLINK(\"a\",\"b\")") == "\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\"");
}

TEST_CASE("csv: a negative number stays a number") {
  CHECK(cell("-12.5") == "-12.5");
  CHECK(cell("-1") == "-1");
  CHECK(cell("-1e3") == "'-1e3");
  CHECK(cell("-") == "'-");
}

TEST_CASE("csv: rows end in CRLF") {
  std::string out;
  lcl::append_csv_row(std::vector<std::string>{"a", "", "b c"}, out);
  CHECK(out == "a,,b c\r\n");
}

TEST_CASE("csv: a row of one empty cell is no empty line") {
  std::string out;
  lcl::append_csv_row(std::vector<std::string>{""}, out);
  CHECK(out == "\"\"\r\n");
}

TEST_CASE("csv: a guard is taken off, and only a guard") {
  CHECK(lcl::without_guard("'=1+1") == "=1+1");
  CHECK(lcl::without_guard("'+33 5 61") == "+33 5 61");
  CHECK(lcl::without_guard("''=1+1") == "'=1+1");
  CHECK(lcl::without_guard("=1+1") == "=1+1");
  CHECK(lcl::without_guard("'-12.5") == "'-12.5");
  CHECK(lcl::without_guard("'s-Hertogenbosch") == "'s-Hertogenbosch");
  CHECK(lcl::without_guard("'") == "'");
  CHECK(lcl::without_guard("").empty());
}

TEST_CASE("csv: a text that reads as guarded is guarded itself, other apostrophes are left alone") {
  CHECK(cell("'=1+1") == "''=1+1");
  CHECK(cell("'-12.5") == "'-12.5");
  CHECK(cell("'s-Hertogenbosch") == "'s-Hertogenbosch");
  CHECK(cell("''") == "''");
}

TEST_CASE("csv: what is written reads back as the same cells, by Python too") {
  std::mt19937 random(lcl::test::seed());
  std::string text;
  std::string expected;  // of Python
  std::vector<std::vector<std::string>> rows;
  for (int round = 0; round < lcl::test::rounds(5'000); ++round) {
    std::vector<std::string>& row = rows.emplace_back(1 + random() % 4);
    for (std::size_t i = 0; i < row.size(); ++i) {
      row[i] = random_cell(random);
      expected += (i > 0 ? "," : "") + hex_of(row[i]);
    }
    expected += '\n';
    lcl::append_csv_row(row, text);
  }
  lcl::CsvText read(text);
  for (const std::vector<std::string>& row : rows) {
    REQUIRE(read.next());
    REQUIRE_FALSE(read.fault());
    REQUIRE(read.cells() == row);
  }
  CHECK_FALSE(read.next());
  CHECK(lcl::test::output_of("python3 tests/values/csv_oracle.py", text) == expected);
}

TEST_CASE("csv: records end in LF, CR LF or CR, and know the lines they begin on") {
  lcl::CsvText text("\r\na,\"b\nc\"\r\n\n\nd\re,f\n\"g\"");
  const auto check = [&](std::uint64_t line, const std::vector<std::string>& cells) {
    REQUIRE(text.next());
    CHECK_FALSE(text.fault());
    CHECK(text.cells() == cells);
    CHECK(text.place(0) == lcl::Place{line, 1, {}});
  };
  check(2, {"a", "b\nc"});
  CHECK(text.place(5) == lcl::Place{3, 1, {}});
  check(6, {"d"});
  check(6, {"e", "f"});
  check(7, {"g"});
  CHECK_FALSE(text.next());
  CHECK_FALSE(text.next());
}

TEST_CASE("csv: a wrong quote is a fault at its place, and the next record is read") {
  lcl::CsvText text("a,b\"b\nc,\"d\"d\ne,\"f\n");
  REQUIRE(text.next());
  REQUIRE(text.fault());
  CHECK(text.fault()->refusal == lcl::Refusal::malformed_quote);
  CHECK(text.place(text.fault()->offset) == lcl::Place{1, 4, {}});
  REQUIRE(text.next());
  REQUIRE(text.fault());
  CHECK(text.fault()->refusal == lcl::Refusal::malformed_quote);
  CHECK(text.place(text.fault()->offset) == lcl::Place{2, 6, {}});
  REQUIRE(text.next());
  REQUIRE(text.fault());
  CHECK(text.fault()->refusal == lcl::Refusal::unclosed_quote);
  CHECK(text.place(text.fault()->offset) == lcl::Place{3, 3, {}});
  CHECK_FALSE(text.next());
}

TEST_CASE("csv: a record splits as a plain loop over its characters splits it") {
  std::mt19937 random(lcl::test::seed());
  for (int round = 0; round < 2000; ++round) {
    std::string row(random() % 40, 'x');
    for (char& c : row) c = random() % 3 == 0 ? ',' : static_cast<char>(random() % 255 + 1);
    std::erase(row, '"');
    std::vector<std::string> expected(1);
    for (const char c : row) {
      if (c == ',') {
        expected.emplace_back();
      } else {
        expected.back().push_back(c);
      }
    }
    for (const bool has_quotes : {false, true}) {
      lcl::CsvRecord split;
      REQUIRE_FALSE(split.split(row, has_quotes));
      std::vector<std::string> found;
      for (const lcl::CsvCell& cell : split.cells()) found.emplace_back(cell.text);
      CHECK(found == expected);
    }
  }
}
