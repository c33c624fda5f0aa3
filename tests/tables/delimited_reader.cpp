// SPDX-License-Identifier: Apache-2.0
// Delimited text: separators, quotes, blank rows and columns, and where things stand.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "ledger/tables/line_source.hpp"
#include "tests/tables/log_file.hpp"
#include "tests/tables/read_table.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

using Rows = std::vector<std::vector<std::string>>;

}  // namespace

TEST_CASE("delimited: the separator is the one of four that the header holds most often outside quotes") {
  for (const char separator : {',', ';', '\t', '|'}) {
    std::string text = "IMEI?Nom, pr\u00e9nom?\"a;b,c\t|;,\t|\"?Date\n1?x?\"say \"\"hi\"\"?\"?2\n";
    std::replace(text.begin(), text.end(), '?', separator);
    if (separator == ',') text.replace(text.find("Nom, "), 5, "Nom ");
    const ReadTable read = read_table(text);
    CAPTURE(separator);
    REQUIRE(read.words() == "");
    CHECK(read.traits.separator == separator);
    CHECK_FALSE(read.traits.separator_stated);
    CHECK(read.header.size() == 4);
    CHECK(read.rows == Rows{{"1", "x", std::string("say \"hi\"") + separator, "2"}});
  }
}

TEST_CASE("delimited: one column needs no separator, and two candidates in equal number are asked about") {
  CHECK(read_table("IMEI\n1\n").rows == Rows{{"1"}});
  const ReadTable tie = read_table("a,b;c\n1,2;3\n");
  REQUIRE(tie.words() == "wrong_separator");
  CHECK(tie.refused[0].place == Place{1, 2, ""});
}

TEST_CASE("delimited: a line sep= states the separator, and is no row") {
  const ReadTable read = read_table("sep=;\r\na,b;c\r\n1,2;3\r\n");
  REQUIRE(read.words() == "");
  CHECK(read.traits.separator_stated);
  CHECK(read.header == std::vector<std::string>{"a,b", "c"});
  CHECK(read.rows == Rows{{"1,2", "3"}});
  CHECK(read.lines == std::vector<std::uint64_t>{3});
  CHECK(read_table("sep=:\na:b\n").words() == "wrong_separator");
  CHECK(read_table("sep=\na;b\n").words() == "wrong_separator");
  CHECK(read_table("sep=;\n").words() == "empty_log");
}

TEST_CASE("delimited: blank rows are counted and left out, however many separators they hold") {
  const ReadTable read = read_table("\n\na;b\n;\n1;2\n  \n\"\";\n3;4\n;;;;\n");
  REQUIRE(read.words() == "");
  CHECK(read.rows == Rows{{"1", "2"}, {"3", "4"}});
  CHECK(read.lines == std::vector<std::uint64_t>{5, 8});
  CHECK(read.traits.blank_rows == 4);
}

TEST_CASE(
    "delimited: empty columns behind the last header are left out, and what stands in them is refused") {
  const ReadTable read = read_table("a,b,, ,\n1,2,,,\n3,4\n5,6,,x,\n7\n");
  CHECK(read.header == std::vector<std::string>{"a", "b"});
  CHECK(read.rows == Rows{{"1", "2"}, {"3", "4"}});
  REQUIRE(read.words() == "ragged_row ragged_row");
  CHECK(read.refused[0].place == Place{4, 6, ""});
  CHECK(read.refused[0].message == "the row has 5 cells, the header 2");
  CHECK(read.refused[1].place == Place{5, 2, ""});
}

TEST_CASE("delimited: headers lose the blanks around them, no-break ones too") {
  CHECK(read_table(" a\u00a0;\u00a0 b ;c d\n").header == std::vector<std::string>{"a", "b", "c d"});
}

TEST_CASE("delimited: a cell has its place in the file and its name in the sheet") {
  const LogFile file("sep=;\n\nk;\"x\ny\"\n\n1;\"2\n3\"\n4;5\n");
  const auto opened = TableReader::open(file.descriptor(), {});
  REQUIRE(opened);
  TableReader& table = **opened;
  CHECK(table.header_place(1) == Place{3, 3, "x\ny", "B2"});
  CHECK(table.header_text() == "k;\"x\ny\"");
  REQUIRE(table.next() == TableReader::Step::row);
  CHECK(table.place(1) == Place{6, 3, "x\ny", "B4"});
  CHECK(table.row_text() == "1;\"2\n3\"");
  CHECK(table.row_number() == 6);
  REQUIRE(table.next() == TableReader::Step::row);
  CHECK(table.place(0) == Place{8, 1, "k", "A5"});
  CHECK(table.next() == TableReader::Step::end);
  CHECK(table.next() == TableReader::Step::end);
}

TEST_CASE("delimited: columns are named as spreadsheets name them") {
  CHECK(cell_name(0, 1) == "A1");
  CHECK(cell_name(25, 184) == "Z184");
  CHECK(cell_name(26, 2) == "AA2");
  CHECK(cell_name(701, 2) == "ZZ2");
  CHECK(cell_name(702, 2) == "AAA2");
  CHECK(cell_name(16383, 1048576) == "XFD1048576");
}

TEST_CASE("delimited: rows that cannot be read are refused, and the others are read") {
  const ReadTable rows = read_table("a,b\n3,x\"y\"\n\"4\"z,5\n6,\xFF\n7," + std::string(1, '\0') + "\n" +
                                        std::string(max_line_bytes + 1, 'x') + "\n8,9\n",
                                    {TextEncoding::utf_8});
  CHECK(rows.words() == "malformed_quote malformed_quote not_utf8 nul_byte line_too_long");
  CHECK(rows.rows == Rows{{"8", "9"}});
  const ReadTable open = read_table("a,b\n1,\"2\n3,4\n");
  CHECK(open.words() == "unclosed_quote");
  CHECK(open.rows == Rows{{"3", "4"}});
}

TEST_CASE("delimited: without a header there is no table") {
  for (const char* text : {"", "\n \n", ";;;\n;;\n", "\xEF\xBB\xBF", "\xFF\xFE"}) {
    CAPTURE(text);
    CHECK(read_table(text).words() == "empty_log");
  }
}

TEST_CASE("delimited: what a worksheet says before its rows is passed over, and cells keep their own names") {
  const ReadTable read = read_table("line;cell;why;a;b\n4;C4;\"wrong; mend it\";1;2\n;;;3;x\n5;;odd;5\n");
  CHECK(read.header == std::vector<std::string>{"a", "b"});
  CHECK(read.rows == Rows{{"1", "2"}, {"3", "x"}});
  REQUIRE(read.words() == "ragged_row");
  CHECK(read.refused[0].message == "the row has 4 cells, the header 5");
  const LogFile file("line;cell;why;\"a\nb\";c\n4;C4;\"x;y\";1;2\n7;;;\"3\n");
  const auto opened = TableReader::open(file.descriptor(), {});
  REQUIRE(opened);
  TableReader& reader = **opened;
  CHECK(reader.header_text() == "\"a\nb\";c");
  CHECK(reader.header_place(1).cell == "E1");
  REQUIRE(reader.next() == TableReader::Step::row);
  CHECK(reader.row_text() == "1;2");
  CHECK(reader.place(0).cell == "D2");
  CHECK(reader.place(1).field == "c");
}

TEST_CASE("delimited: it takes all three headers, in their order and in front, to be a worksheet") {
  for (const std::string header : {"line;cell;a", "cell;line;why;a", "a;line;cell;why", "line;cell;why"}) {
    CAPTURE(header);
    const ReadTable read = read_table(header + "\n");
    CHECK(read.header.front() == header.substr(0, header.find(';')));
  }
}
