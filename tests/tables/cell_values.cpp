// SPDX-License-Identifier: Apache-2.0
// Cells as people write them: numbers, truths, digits and error values.
#include "ledger/tables/cell_values.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace lcl;

namespace {

CellDialect marks(std::optional<DecimalMark> mark, bool stated = false) {
  CellDialect dialect;
  dialect.decimal = mark;
  dialect.decimal_stated = stated;
  return dialect;
}
const CellDialect comma = marks(DecimalMark::comma);
const CellDialect point = marks(DecimalMark::point);
const CellDialect unknown = marks(std::nullopt);

/// What `text` is as a number; the word of the refusal if it is ambiguous or spoilt.
std::string number(std::string_view text, const CellDialect& dialect) {
  std::string room;
  if (const auto fault = read_number(text, dialect, room)) return std::string(word(fault->refusal));
  return std::string(text);
}

std::string digits(std::string_view text) {
  std::string room;
  if (const auto fault = read_digits(text, room)) return std::string(word(fault->refusal));
  return std::string(text);
}

std::string truth(std::string_view text) {
  read_truth(text);
  return std::string(text);
}

}  // namespace

TEST_CASE("numbers: what reads one way only is read so, whatever the file's decimal mark") {
  for (const CellDialect& dialect : {comma, point, unknown}) {
    CHECK(number("0,194", dialect) == "0.194");
    CHECK(number("0.194", dialect) == "0.194");
    CHECK(number("12,5", dialect) == "12.5");
    CHECK(number("1249,9000", dialect) == "1249.9000");
    CHECK(number(".194", dialect) == "0.194");
    CHECK(number("-,5", dialect) == "-0.5");
    CHECK(number("1 234,5", dialect) == "1234.5");
    CHECK(number("1 234,567", dialect) == "1234.567");
    CHECK(number("1\u202f234\u00a0567", dialect) == "1234567");
    CHECK(number("1'234.5", dialect) == "1234.5");
    CHECK(number("1\u2019234", dialect) == "1234");
    CHECK(number("1,234.5", dialect) == "1234.5");
    CHECK(number("1.234,5", dialect) == "1234.5");
    CHECK(number("1.234.567", dialect) == "1234567");
    CHECK(number("12,345,678.25", dialect) == "12345678.25");
    CHECK(number("'12", dialect) == "12");
    CHECK(number(" 12 ", dialect) == "12");
    CHECK(number("1234,567", dialect) == "1234.567");
  }
}

TEST_CASE("numbers: what may be thousands or decimals is read by the file's mark, or asked about") {
  CHECK(number("1,234", comma) == "1.234");
  CHECK(number("1.234", point) == "1.234");
  CHECK(number("1,234", point) == "ambiguous_number");
  CHECK(number("1.234", comma) == "ambiguous_number");
  CHECK(number("-12,345", unknown) == "ambiguous_number");
  CHECK(number("123.456", unknown) == "ambiguous_number");
  CHECK(number("1,234", marks(DecimalMark::point, true)) == "1234");
  CHECK(number("1.234", marks(DecimalMark::comma, true)) == "1234");
  CHECK(number("1.234", marks(DecimalMark::point, true)) == "1.234");
  std::string room;
  std::string_view text = "1,234";
  CHECK(read_number(text, point, room)->message == "1,234 may be 1.234 or 1234");
}

TEST_CASE("numbers: what is none, or is grouped wrongly, is left for its field to refuse") {
  for (const char* text :
       {"", "-", ",", "12,", "1 23", "12 34,5", "1,23,456", "1.234.56", "1 234 5", "1,2,3.4.5", "1 234,567,8",
        "12 kg", "12%", "+5", "1e3x", "0x10", "--1", "1'23,4.5"}) {
    CAPTURE(text);
    CHECK(number(text, unknown) == text);
  }
}

TEST_CASE("numbers: what a spreadsheet has rounded is named, and not read") {
  for (const char* text : {"3,56741E+14", "3.56741E+14", "7e+13", "'1E-05"}) {
    CAPTURE(text);
    CHECK(number(text, comma) == "rounded_by_spreadsheet");
    CHECK(digits(text) == "rounded_by_spreadsheet");
  }
  CHECK(digits("E14") == "E14");
  CHECK(number("1e2", comma) == "1e2");
  CHECK(digits("12E3456") == "12E3456");
}

TEST_CASE("digits: blanks and a leading apostrophe go, anything else stays") {
  CHECK(digits("35 860129 040479 0") == "358601290404790");
  CHECK(digits("732\u00a0829\u202f320 00074") == "73282932000074");
  CHECK(digits("'354833788762322") == "354833788762322");
  CHECK(digits(" 356741081234584 ") == "356741081234584");
  CHECK(digits("01234567400019") == "01234567400019");
  for (const char* text : {"", "'", "35-860129", "35'860129", "35860129A", "\u200b358601290404790"}) {
    CAPTURE(text);
    CHECK(digits(text) == text);
  }
}

TEST_CASE("truths: in any case, in English and French, and as 1 or 0") {
  for (const char* text : {"TRUE", "True", "true", "VRAI", "oui", "Oui", "yes", "1"})
    CHECK(truth(text) == "true");
  for (const char* text : {"FALSE", "faux", "NON", "no", "No", "0"}) CHECK(truth(text) == "false");
  for (const char* text : {"", "x", "10", "vraiment", "tru", "\u00d4UI"}) CHECK(truth(text) == text);
}

TEST_CASE("error values: as spreadsheets show them") {
  for (const char* text : {"#REF!", "#N/A", "#VALEUR!", "#DIV/0!", "####", "Err:502"})
    CHECK(is_error_value(text));
  for (const char* text : {"", "#1", "#", "##", "Err:", "Err:x", "REF!", "#REF"})
    CHECK_FALSE(is_error_value(text));
}
