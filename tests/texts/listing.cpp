// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/listing/listing.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "ledger/texts/listing/export_origin.hpp"
#include "ledger/texts/listing/listing_page.hpp"
#include "ledger/texts/listing/workbook.hpp"
#include "ledger/values/error.hpp"

namespace {

using lcl::ColumnUse;
using lcl::Decimal;
using lcl::Listing;
using lcl::ListingRow;
using lcl::ValueKind;
using lcl::page::Language;
using lcl::page::Message;

/// Of three columns told and one of the basis.
Listing listing_with(std::vector<ListingRow> rows) {
  return {.name = "things",
          .title = Message::listing_units_of_project,
          .subject = "DEMO",
          .columns = {{"name", ValueKind::words, Message::name},
                      {"mass_kg", ValueKind::decimal, Message::column_net},
                      {"seen", ValueKind::instant, Message::day_word},
                      {"origin", ValueKind::words, std::nullopt, ColumnUse::basis}},
          .each_row = lcl::given_rows(std::move(rows)),
          .basis = {.origin = "registry.example/lbc",
                    .head = {25, {}},
                    .time = *lcl::parse_instant("2026-02-02T09:15:00Z"),
                    .question = "lcl things",
                    .program = "lcl 1"}};
}

ListingRow row(const std::string& name, const char* kg, const std::string& origin = "here") {
  return {name, *lcl::parse_decimal(kg), *lcl::parse_instant("2025-03-01T08:00:00.250Z"), origin};
}

}  // namespace

TEST_CASE("listing: CSV is exact and quotes what it must, and no cell is a formula") {
  const std::string csv =
      listing_csv(listing_with({row("a,b", "-1234.5"), row("=1+1", "0.000000001")}), Language::english);
  CHECK(csv ==
        "name,mass_kg,seen,origin\r\n"
        "\"a,b\",-1234.5,2025-03-01T08:00:00.250Z,here\r\n"
        "'=1+1,0.000000001,2025-03-01T08:00:00.250Z,here\r\n");
}

TEST_CASE(
    "listing: a French spreadsheet's CSV has a mark, semicolons, decimal commas and no guarded number") {
  const std::string csv =
      listing_csv(listing_with({row("a,b", "-1234.5"), row("a;b", "7")}), Language::french);
  CHECK(csv ==
        "\xEF\xBB\xBFname;mass_kg;seen;origin\r\n"
        "a,b;-1234,5;2025-03-01 08:00:00,250;here\r\n"
        "\"a;b\";7;2025-03-01 08:00:00,250;here\r\n");
}

TEST_CASE("listing: its content is what it says, not what it was computed from") {
  const Listing one = listing_with({row("a", "1")});
  Listing elsewhere = listing_with({row("a", "1", "there")});
  elsewhere.basis.head.size = 99;
  CHECK(content_of(one) == content_of(elsewhere));
  CHECK(content_of(one) != content_of(listing_with({row("a", "1.000000001")})));
  CHECK(content_of(one) != content_of(listing_with({row("a", "1"), row("a", "1")})));
  CHECK(content_of(one) != content_of(listing_with({})));
}

TEST_CASE("listing: a workbook is the same bytes for the same listing, and other bytes for another") {
  const std::string one = workbook_of(listing_with({row("a", "1")}), Language::english);
  CHECK(one == workbook_of(listing_with({row("a", "1")}), Language::english));
  CHECK(one != workbook_of(listing_with({row("a", "2")}), Language::english));
  CHECK(one.starts_with("PK"));
}

TEST_CASE("listing: a worksheet without room is an obstacle, not a shorter workbook") {
  Listing listing = listing_with({});
  listing.columns = {{"n", ValueKind::whole}};
  listing.each_row = [](const lcl::RowTaker& take) {
    for (std::uint32_t i = 0; i < lcl::worksheet_rows; ++i) take({lcl::ListingCell()});
  };
  CHECK_THROWS_AS((void)workbook_of(listing, Language::english), lcl::Error);
  listing = listing_with({row(std::string(40'000, 'x'), "1")});
  CHECK_THROWS_AS((void)workbook_of(listing, Language::english), lcl::Error);
}

TEST_CASE(
    "listing: a page shows the columns that have a heading, rounded, with public words in its language") {
  Listing listing = listing_with({row("issued", "1234.567")});
  listing.columns.front().called = {{"issued", Message::unit_issued}};
  const lcl::page::Page french = listing_page(listing, Language::french);
  const auto& table = std::get<lcl::page::Table>(french.blocks.front());
  REQUIRE(table.columns.size() == 3);
  CHECK(table.rows.front()[0] == "délivrées, chez le porteur");
  CHECK(table.rows.front()[1] == "1\u202f234,57");
}

TEST_CASE("export origin: it is read only as it was written") {
  const lcl::ExportOrigin origin{.question = {"units", "list", "DEMO"},
                                 .form = "csv",
                                 .locale = "fr",
                                 .ledger = "registry.example/lbc",
                                 .head = {25, lcl::sha256("root")},
                                 .bytes = 12,
                                 .sha256 = lcl::sha256("file"),
                                 .methodologies = {lcl::sha256("one")},
                                 .program_version = "1.2.3"};
  const std::string text = export_origin_text(origin);
  const auto read = lcl::parse_export_origin(text);
  REQUIRE(read);
  CHECK(export_origin_text(*read) == text);
  CHECK(read->question == origin.question);
  CHECK(read->head == origin.head);
  for (const char* other : {"", "{}", "[]", "1", "{\"question\":[1]}"})
    CHECK_FALSE(lcl::parse_export_origin(other));
  CHECK_FALSE(lcl::parse_export_origin(' ' + text));
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string shorter = text.substr(0, i) + text.substr(i + 1);
    const auto other = lcl::parse_export_origin(shorter);
    if (other) CHECK(export_origin_text(*other) == shorter);
  }
}
