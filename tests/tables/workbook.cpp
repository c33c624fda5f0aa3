// SPDX-License-Identifier: Apache-2.0
// Sheets of XLSX and ODS workbooks as tables: the cells they give, and what no workbook should hold.
#include <doctest/doctest.h>

#include <string>

#include "ledger/tables/sheet_rows.hpp"
#include "ledger/tables/xml_stream.hpp"
#include "tests/tables/log_file.hpp"
#include "tests/tables/read_table.hpp"
#include "tests/tables/zip_file.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

using Rows = std::vector<std::vector<std::string>>;

constexpr std::string_view header =
    "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>";

/// The workbook whose sheet has the header above, and `rows` below it.
ReadTable xlsx(std::string_view rows, std::string_view behind = "") {
  return read_table(zip_of(xlsx_parts(std::string(header).append(rows), behind)));
}

ReadTable without(const std::string& part) {
  Parts parts = xlsx_parts(header);
  REQUIRE(parts.erase(part) == 1);
  return read_table(zip_of(parts));
}

ReadTable with(const std::string& part, std::string_view text, const TableOptions& options = {}) {
  Parts parts = xlsx_parts(header);
  parts[part] = text;
  return read_table(zip_of(parts), options);
}

ReadTable ods(std::string_view rows, const TableOptions& options = {}) {
  const std::string table =
      "<table:table "
      "table:name=\"Orders\"><table:table-row><table:table-cell><text:p>kind</text:p></table:table-cell>"
      "<table:table-cell><text:p>IMEI</text:p></table:table-cell></table:table-row>";
  return read_table(zip_of(ods_parts(table + std::string(rows) + "</table:table>")), options);
}

}  // namespace

TEST_CASE("xlsx: cells are what they are stored as, whichever way") {
  const ReadTable read = xlsx(
      "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>2</v></c><c r=\"B2\"><v>358817110000176</v></c></row>"
      "<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><r><t>o</t></r><r><t xml:space=\"preserve\">ui </t></r>"
      "<rPh><t>ui</t></rPh></is></c><c r=\"B3\" t=\"b\"><v>1</v></c></row>"
      "<row r=\"4\"><c r=\"A4\" s=\"1\"><v>45352</v></c><c r=\"B4\" "
      "s=\"2\"><v>45352.416666666664</v></c></row>"
      "<row r=\"5\"><c r=\"A5\" t=\"e\"><v>#REF!</v></c><c r=\"B5\" s=\"3\"><v>0.4375</v></c></row>"
      "<row r=\"6\"><c r=\"A6\" t=\"str\"><f>A2</f><v>a_x000D_b_x005F_</v></c><c "
      "r=\"B6\"><f>1+1</f></c></row>"
      "<row r=\"7\"><c r=\"A7\" t=\"d\"><v>2024-03-01</v></c><c r=\"B7\"><f>1+1</f><v>2</v></c></row>");
  REQUIRE(read.words() == "");
  CHECK(read.header == std::vector<std::string>{"kind", "IMEI"});
  CHECK(read.rows == Rows{{"a b", "number:358817110000176"},
                          {"oui ", "truth:true"},
                          {"date:2024-03-01", "instant:2024-03-01T10:00:00"},
                          {"fault:#REF!", "10:30:00"},
                          {"a\rb_", "fault:=1+1"},
                          {"date:2024-03-01", "number:2"}});
  CHECK(read.traits.form == TableForm::xlsx);
  CHECK(read.traits.sheet == "Orders");
  CHECK(read.traits.formulas == 3);
}

TEST_CASE("xlsx: rows and cells without numbers follow one another, and blank rows are counted") {
  const ReadTable read = xlsx(
      "<row><c><v>1</v></c><c><v>2</v></c></row><row r=\"3\"><c r=\"A3\" s=\"1\"/></row>"
      "<row r=\"6\"><c r=\"B6\"><v>3</v></c></row><row r=\"9\"/>");
  REQUIRE(read.words() == "");
  CHECK(read.rows == Rows{{"number:1", "number:2"}, {"", "number:3"}});
  CHECK(read.lines == std::vector<std::uint64_t>{2, 6});
  CHECK(read.traits.blank_rows == 3);
}

TEST_CASE("xlsx: the header is the first row that is not empty, and nothing may stand right of it") {
  const ReadTable read =
      read_table(zip_of(xlsx_parts("<row r=\"4\"><c r=\"B4\" t=\"inlineStr\"><is><t> IMEI </t></is></c></row>"
                                   "<row r=\"5\"><c r=\"B5\"><v>1</v></c><c r=\"D5\"><v>2</v></c></row>")));
  CHECK(read.header == std::vector<std::string>{"", "IMEI"});
  REQUIRE(read.words() == "ragged_row");
  CHECK(read.refused[0].place == Place{5, 4, "", "Orders!D5"});
  CHECK(read.refused[0].message == "something stands right of the last header, B4");
  CHECK(read_table(zip_of(xlsx_parts(""))).words() == "empty_log");
}

TEST_CASE("xlsx: a cell has its place by the sheet's name, in apostrophes if that has blanks") {
  Parts parts = xlsx_parts(std::string(header) + "<row r=\"7\"><c r=\"A7\"><v>1</v></c></row>");
  std::string& book = parts["xl/workbook.xml"];
  book.replace(book.find("Orders"), 6, "Ventes 2026");
  const std::string zip = zip_of(parts);
  const LogFile file(zip);
  const auto opened = TableReader::open(file.descriptor(), {});
  REQUIRE(opened);
  REQUIRE((*opened)->next() == TableReader::Step::row);
  CHECK((*opened)->place(1) == Place{7, 2, "IMEI", "'Ventes 2026'!B7"});
  CHECK((*opened)->header_place(0) == Place{1, 1, "kind", "'Ventes 2026'!A1"});
  CHECK((*opened)->header_text() == "kind,IMEI");
  CHECK((*opened)->row_text() == "1,");
}

TEST_CASE("xlsx: cells that are merged below the header are refused once for each range") {
  const std::string_view rows =
      "<row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"3\"><c r=\"A3\"><v>1</v></c></row>"
      "<row r=\"4\"><c r=\"A4\"><v>1</v></c></row>";
  const ReadTable read = xlsx(rows,
                              "<mergeCells><mergeCell ref=\"B3:B4\"/><mergeCell ref=\"A1:B1\"/>"
                              "<mergeCell ref=\"H2:I4\"/></mergeCells>");
  REQUIRE(read.words() == "merged_cells");
  CHECK(read.refused[0].place == Place{3, 2, "IMEI", "Orders!B3:B4"});
  CHECK(read.rows.size() == 2);
  CHECK(xlsx(rows, "<mergeCells><mergeCell ref=\"A1:A2\"/></mergeCells>").words() == "merged_cells");
  CHECK(xlsx(rows, "<mergeCells><mergeCell ref=\"B3\"/></mergeCells>").words() == "damaged_file");
}

TEST_CASE("xlsx: the first sheet that is shown is read, or the one that is named") {
  Parts parts = xlsx_parts(header);
  parts["xl/workbook.xml"] =
      "<x:workbook xmlns:x=\"m\" xmlns:r=\"r\"><x:workbookPr date1904=\"1\"/><x:sheets>"
      "<x:sheet name=\"Secret\" r:id=\"rId4\" state=\"veryHidden\"/><x:sheet name=\"Chart\" r:id=\"rId6\"/>"
      "<x:sheet name=\"Orders\" r:id=\"rId1\"/><x:sheet name=\"Stock\" "
      "r:id=\"rId5\"/></x:sheets></x:workbook>";
  parts["xl/worksheets/sheet2.xml"] =
      "<x:worksheet xmlns:x=\"m\"><x:sheetData><x:row><x:c t=\"s\"><x:v>1</x:v></x:c></x:row>"
      "<x:row><x:c s=\"1\"><x:v>43890</x:v></x:c></x:row></x:sheetData></x:worksheet>";
  parts["xl/_rels/workbook.xml.rels"] =
      "<Relationships><Relationship Id=\"rId1\" Type=\"a/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
      "<Relationship Id=\"rId2\" Type=\"a/sharedStrings\" Target=\"../xl/sharedStrings.xml\"/>"
      "<Relationship Id=\"rId3\" Type=\"a/styles\" Target=\"styles.xml\"/>"
      "<Relationship Id=\"rId4\" Type=\"a/worksheet\" Target=\"worksheets/sheet3.xml\"/>"
      "<Relationship Id=\"rId5\" Type=\"a/worksheet\" Target=\"worksheets/sheet2.xml\"/>"
      "<Relationship Id=\"rId6\" Type=\"a/chartsheet\" Target=\"chart.xml\"/>"
      "<Relationship Id=\"rId7\" Type=\"a/externalLink\" Target=\"file:///etc/passwd\" "
      "TargetMode=\"External\"/>"
      "</Relationships>";
  const std::string zip = zip_of(parts);
  const ReadTable first = read_table(zip);
  CHECK(first.traits.sheet == "Orders");
  CHECK(first.traits.other_sheets == std::vector<std::string>{"Stock"});
  CHECK(first.traits.hidden_sheets == std::vector<std::string>{"Secret"});
  TableOptions options;
  options.sheet = "Stock";
  CHECK(read_table(zip, options).rows == Rows{{"date:2024-03-01"}});
  options.sheet = "Secret";
  REQUIRE(read_table(zip, options).words() == "unknown_sheet");
  CHECK(read_table(zip, options).refused[0].message ==
        "the sheet \"Secret\" is hidden; those that are shown: \"Orders\", \"Stock\"");
  options.sheet = "stock";
  CHECK(read_table(zip, options).words() == "unknown_sheet");
  CHECK(read_table("kind\n1\n", options).words() == "unknown_sheet");
}

TEST_CASE("xlsx: a workbook of which parts are missing or wrong is damaged") {
  for (const char* part : {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml",
                           "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}) {
    CAPTURE(part);
    CHECK(without(part).words() == "damaged_file");
    CHECK(with(part, "<a><b></a>").words() == "damaged_file");
    CHECK(with(part, "<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>").words() == "damaged_file");
  }
  CHECK(without("_rels/.rels").words() == "not_a_table");
  CHECK(without("[Content_Types].xml").words() == "not_a_table");
  CHECK(with("_rels/.rels",
             "<Relationships><Relationship Id=\"a\" Type=\"a/officeDocument\" Target=\"word/document.xml\"/>"
             "</Relationships>")
            .words() == "not_a_table");
  CHECK(with("xl/workbook.xml", "<workbook><sheets/></workbook>").words() == "unknown_sheet");
  // A relation to itself, and out of the archive.
  CHECK(with("xl/_rels/workbook.xml.rels",
             "<Relationships><Relationship Id=\"rId1\" Type=\"a/worksheet\" "
             "Target=\"../../../../etc/passwd\"/></Relationships>")
            .words() == "damaged_file");
}

TEST_CASE("xlsx: rows and cells that stand where they cannot are damage") {
  const std::string deep(2000, 'x');
  const auto wrong = std::to_array<std::string>({
      "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>",
      "<row r=\"5\"/><row r=\"4\"/>",
      "<row r=\"-2\"/>",
      "<row r=\"x\"/>",
      "<row r=\"1048577\"><c><v>1</v></c></row>",
      "<row r=\"99999999999999999999999\"/>",
      "<row r=\"2\"><c r=\"B2\"><v>1</v></c><c r=\"A2\"><v>1</v></c></row>",
      "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"A2\"><v>1</v></c></row>",
      "<row r=\"2\"><c r=\"A3\"><v>1</v></c></row>",
      "<row r=\"2\"><c r=\"XFE2\"><v>1</v></c></row>",
      "<row r=\"2\"><c r=\"2\"><v>1</v></c></row>",
      "<row r=\"2\"><c r=\"A0\"><v>1</v></c></row>",
      "<row r=\"2\"><c t=\"s\"><v>3</v></c></row>",
      "<row r=\"2\"><c t=\"s\"><v>-1</v></c></row>",
      "<row r=\"2\"><c t=\"s\"><v>x</v></c></row>",
      "<row r=\"2\"><row r=\"3\"/></row>",
      "<row r=\"2\"><c r=\"A2\"><c r=\"B2\"/></c></row>",
      "<row r=\"2\"><c r=\"A2\"><v>1</v></c>",
      "<row r=\"2\"><c r=\"A2\" t=\"" + std::string(longest_xml_tag + (1U << 17U), 'x') +
          "\"><v>1</v></c></row>",
      "<row r=\"2\"><c t=\"inlineStr\"><is><t>" + std::string(longest_sheet_row + 1, 'x') +
          "</t></is></c></row>",
  });
  for (const std::string& rows : wrong) {
    CAPTURE(rows.substr(0, 100));
    CHECK(xlsx(rows).words() == "damaged_file");
  }
  std::string many = "<row r=\"2\">";
  for (int i = 0; i < 1'000'000; ++i) many += "<c/>";
  CHECK(xlsx(many + "</row>").words() == "damaged_file");
}

TEST_CASE("xlsx: a file that is cut off, or whose bytes were changed, is damaged") {
  const std::string zip = zip_of(xlsx_parts(std::string(header) + "<row><c><v>1</v></c></row>"));
  for (const std::size_t size : {std::size_t{4}, std::size_t{100}, zip.size() / 2, zip.size() - 30}) {
    CAPTURE(size);
    CHECK(read_table(zip.substr(0, size)).words() == "damaged_file");
  }
  std::string changed = zip;
  changed[changed.find("<v>1</v>") + 3] = '2';
  CHECK(read_table(changed).words() == "damaged_file");
}

TEST_CASE("ods: cells are what their value type says") {
  const ReadTable read = ods(
      "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>a<text:s "
      "text:c=\"2\"/>b</text:p>"
      "<text:p>c<text:tab/><text:span>d</text:span><office:annotation><text:p>note</text:p></"
      "office:annotation></text:p>"
      "</table:table-cell><table:table-cell office:value-type=\"float\" office:value=\"12.300000000000001\">"
      "<text:p>12,3</text:p></table:table-cell></table:table-row>"
      "<table:table-row><table:table-cell office:value-type=\"date\" "
      "office:date-value=\"2024-03-01\"><text:p>1</text:p>"
      "</table:table-cell><table:table-cell office:value-type=\"date\" "
      "office:date-value=\"2024-03-01T10:00:00\"/>"
      "</table:table-row>"
      "<table:table-row><table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"/>"
      "<table:table-cell office:value-type=\"time\" office:time-value=\"PT10H30M00S\"/></table:table-row>"
      "<table:table-row><table:table-cell table:formula=\"of:=[.A1]\" office:value-type=\"string\" "
      "calcext:value-type=\"error\"><text:p>#REF!</text:p></table:table-cell>"
      "<table:table-cell table:formula=\"of:=1+1\"/></table:table-row>"
      "<table:table-row><table:table-cell office:value-type=\"currency\" office:value=\"3\"/>"
      "<table:table-cell office:value-type=\"string\" office:string-value=\"x\" "
      "table:formula=\"of:=1\"/></table:table-row>");
  REQUIRE(read.words() == "");
  CHECK(read.rows == Rows{{"a  b\nc\td", "number:12.3"},
                          {"date:2024-03-01", "instant:2024-03-01T10:00:00"},
                          {"truth:true", "10:30:00"},
                          {"fault:#REF!", "fault:=1+1"},
                          {"number:3", "x"}});
  CHECK(read.traits.form == TableForm::ods);
  CHECK(read.traits.formulas == 3);
}

TEST_CASE("ods: what is written once and stands for several is several, unless it is empty") {
  const ReadTable read =
      ods("<table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"float\" "
          "office:value=\"1\" "
          "table:number-columns-repeated=\"2\"/><table:table-cell "
          "table:number-columns-repeated=\"16382\"/></table:table-row>"
          "<table:table-row table:number-rows-repeated=\"1048573\"><table:table-cell "
          "table:number-columns-repeated=\"16384\"/></table:table-row>");
  REQUIRE(read.words() == "");
  CHECK(read.rows == Rows{{"number:1", "number:1"}, {"number:1", "number:1"}});
  CHECK(read.lines == std::vector<std::uint64_t>{2, 3});
  const std::string cell =
      "<table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row>";
  CHECK(ods("<table:table-row table:number-rows-repeated=\"1048576\">" + cell).words() == "damaged_file");
  CHECK(ods("<table:table-row table:number-rows-repeated=\"99999999999999999999\"/><table:table-row>" + cell)
            .words() == "damaged_file");
  CHECK(ods("<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"1\" "
            "table:number-columns-repeated=\"16385\"/></table:table-row>")
            .words() == "damaged_file");
}

TEST_CASE("ods: merged cells, hidden sheets and sheets of another name") {
  const ReadTable merged =
      ods("<table:table-row><table:table-cell table:number-rows-spanned=\"2\" office:value-type=\"float\" "
          "office:value=\"1\"/>"
          "</table:table-row><table:table-row><table:covered-table-cell/><table:table-cell "
          "office:value-type=\"float\" "
          "office:value=\"2\"/></table:table-row>");
  REQUIRE(merged.words() == "merged_cells");
  CHECK(merged.refused[0].place == Place{2, 1, "kind", "Orders!A2:A3"});
  const std::string zip = zip_of(ods_parts(
      "<table:table table:name=\"Secret\" "
      "table:style-name=\"hidden\"><table:table-row><table:table-cell><text:p>no</text:p>"
      "</table:table-cell></table:table-row></table:table><table:table "
      "table:name=\"Orders\"><table:table-row>"
      "<table:table-cell><text:p>IMEI</text:p></table:table-cell></table:table-row></table:table>"
      "<table:table "
      "table:name=\"Stock\"><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell>"
      "</table:table-row></table:table>"));
  const ReadTable first = read_table(zip);
  CHECK(first.header == std::vector<std::string>{"IMEI"});
  CHECK(first.rows.empty());
  CHECK(first.traits.other_sheets == std::vector<std::string>{"Stock"});
  CHECK(first.traits.hidden_sheets == std::vector<std::string>{"Secret"});
  TableOptions options;
  options.sheet = "Stock";
  CHECK(read_table(zip, options).header == std::vector<std::string>{"x"});
  options.sheet = "Nowhere";
  CHECK(read_table(zip, options).words() == "unknown_sheet");
}

TEST_CASE("ods: a workbook with a password, and one that is cut off") {
  Parts parts = ods_parts("<table:table table:name=\"a\"/>");
  parts["META-INF/manifest.xml"] =
      "<manifest:manifest xmlns:manifest=\"m\"><manifest:encryption-data/></manifest:manifest>";
  CHECK(read_table(zip_of(parts)).words() == "not_a_table");
  parts = ods_parts("<table:table><table:table-row>");
  CHECK(read_table(zip_of(parts)).words() == "damaged_file");
  CHECK(read_table(zip_of({{"a.txt", "text"}})).words() == "not_a_table");
}
