// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/csv.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

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
