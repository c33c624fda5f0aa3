// SPDX-License-Identifier: Apache-2.0
// That its text is what it should be, pdftotext says in tests/cli/test_reports.py.
#include "ledger/texts/page/pdf.hpp"

#include <doctest/doctest.h>

#include <string>

#include "tests/texts/page/sample_page.hpp"

using namespace lcl;

namespace {

/// The number of sheets that the file says it has.
int sheets_in(const std::string& pdf) {
  const std::string name = "/Count ";
  int most = 0;
  for (std::size_t at = pdf.find(name); at != std::string::npos; at = pdf.find(name, at + 1))
    most = std::max(most, std::stoi(pdf.substr(at + name.size())));
  return most;
}

page::Page table_of(std::size_t rows, const std::string& text) {
  page::Page made = page_with("title");
  page::Table table{
      "caption", {{"words"}, {"number", page::Cells::numbers}, {"code", page::Cells::code}}, {}};
  for (std::size_t i = 0; i < rows; ++i) table.rows.push_back({text, std::to_string(i), "00ff"});
  made.blocks = {page::Heading{"heading"}, std::move(table)};
  return made;
}

}  // namespace

TEST_CASE("pdf: the same page gives the same bytes, dated as the page and not by the clock") {
  const std::string pdf = page::pdf_of(page_with("text"));
  CHECK(pdf.starts_with("%PDF-1."));
  CHECK(pdf == page::pdf_of(page_with("text")));
  CHECK(pdf.find("20260202091500") != std::string::npos);
}

TEST_CASE("pdf: it says that it is tagged, in which language, and where its table of objects begins") {
  const std::string pdf = page::pdf_of(table_of(400, "row"));
  CHECK(pdf.find("/MarkInfo << /Marked true >>") != std::string::npos);
  CHECK(pdf.find("/StructTreeRoot") != std::string::npos);
  CHECK(pdf.find("/Lang (") != std::string::npos);
  const std::string start = "startxref\n";
  const std::size_t table = std::stoul(pdf.substr(pdf.rfind(start) + start.size()));
  CHECK(pdf.substr(table, 5) == "xref\n");
}

TEST_CASE("pdf: a chart higher than a sheet is drawn smaller, so that it ends above the foot") {
  page::Page made = page_with("title");
  page::Drawing drawing;
  drawing.height = 3'000;
  for (int i = 0; i < 140; ++i)
    drawing.shapes.emplace_back(page::Rectangle{{0, i * 20}, 400, 12, page::Ink::orange});
  made.blocks = {page::Chart{"chart", "bars", drawing}};
  CHECK(sheets_in(page::pdf_of(made)) <= 2);
}

TEST_CASE("pdf: a long table goes on over as many sheets as it takes") {
  CHECK(sheets_in(page::pdf_of(table_of(5, "row"))) == 1);
  const int sheets = sheets_in(page::pdf_of(table_of(400, "row")));
  CHECK(sheets > 5);
  CHECK(sheets < 20);
}

TEST_CASE("pdf: a row higher than a sheet is divided, and a text without blanks too") {
  std::string long_text;
  for (int i = 0; i < 4'000; ++i) long_text += "word ";
  CHECK(sheets_in(page::pdf_of(table_of(2, long_text))) > 2);
  CHECK(sheets_in(page::pdf_of(table_of(1, std::string(4'000, 'x')))) >= 1);
  page::Page paragraph = page_with("title");
  paragraph.blocks = {page::Paragraph{long_text}, page::Remark{page::Tone::good, long_text},
                      page::FactList{{{"name", long_text}}}};
  CHECK(sheets_in(page::pdf_of(paragraph)) > 5);
}

TEST_CASE("pdf: text of any script, and hostile text, is written") {
  CHECK_FALSE(page::pdf_of(page_with("手机 هاتف \U0001F4F1 \u202E%n %s (\\) <script>")).empty());
  CHECK_FALSE(page::pdf_of(page_with("")).empty());
}
