// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/tally_text.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "ledger/values/digest.hpp"
#include "tests/texts/sample_tally.hpp"

namespace {

std::string tally_csv(const lcl::Tally& tally) {
  return listing_csv(tally_listing(tally, {}, {}), lcl::page::Language::english);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// The only line that begins with `start`, its blanks squeezed to one.
std::string line_that_begins(const std::string& text, const std::string& start) {
  std::string found;
  for (std::string line : lines_of(text)) {
    if (!line.starts_with(start)) continue;
    REQUIRE_MESSAGE(found.empty(), start);
    for (std::size_t at = line.find("  "); at != std::string::npos; at = line.find("  ")) line.erase(at, 1);
    found = line;
  }
  return found;
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream stream(line.substr(0, line.find('\r')));
  for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
  return cells;
}

std::string cell_named(const std::vector<std::string>& csv, std::size_t row, const std::string& name) {
  const std::vector<std::string> header = cells_of(csv.at(0));
  const auto column = std::find(header.begin(), header.end(), name) - header.begin();
  return cells_of(csv.at(row)).at(static_cast<std::size_t>(column));
}

}  // namespace

TEST_CASE("tally table: France and abroad stand apart, and what is taken off is negative") {
  const std::string table = tally_table(sample_tally({}));
  CHECK(line_that_begins(table, "avoided manufacture") == "avoided manufacture 0.00 2,900.12 2,900.12 0.00");
  CHECK(line_that_begins(table, "avoided journeys") == "avoided journeys 200.00 0.00 200.00 0.00");
  CHECK(line_that_begins(table, "emitted journeys") == "emitted journeys -12.75 0.00 -12.75 -12.75");
  CHECK(line_that_begins(table, "given back") == "given back 0.00 -900.00 -900.00 0.00");
  CHECK(line_that_begins(table, "net, S") == "net, S 187.25 2,000.12 2,187.37 -12.75");
  CHECK(line_that_begins(table, "on French territory") == "on French territory: 6.5 % of what is avoided");
}

TEST_CASE("tally table: every class of cycles is counted, with its share") {
  const std::string table = tally_table(sample_tally({}));
  CHECK(line_that_begins(table, "cycles") == "cycles 100");
  CHECK(line_that_begins(table, "credited") == "credited 90 90.0 %");
  CHECK(line_that_begins(table, "ineligible: data_not_erased") == "ineligible: data_not_erased 1 1.0 %");
  CHECK(line_that_begins(table, "ineligible: warranty_too_short") ==
        "ineligible: warranty_too_short 0 0.0 %");
  CHECK(line_that_begins(table, "open") == "open 5 5.0 %");
}

TEST_CASE("tally table: vintages stand apart, a debt is shown and has no units") {
  const std::string table = tally_table(sample_tally({}));
  CHECK(line_that_begins(table, "2025") == "2025 2,987.62 2,299.45 2");
  CHECK(line_that_begins(table, "2026") == "2026 -800.25 -800.25 0");
}

TEST_CASE("tally table: rows have their share of the net") {
  const std::string table = tally_table(sample_tally({lcl::Grouping::category}));
  CHECK(line_that_begins(table, "smartphone") == "smartphone 90 80 3,000.12 12.50 0.00 2,987.62 136.6 %");
  CHECK(line_that_begins(table, "-tablet") == "-tablet 10 10 100.00 0.25 900.00 -800.25 -36.6 %");
}

TEST_CASE("tally csv: without groupings there is one line per vintage, exact") {
  const std::vector<std::string> csv = lines_of(tally_csv(sample_tally({})));
  REQUIRE(csv.size() == 3);
  CHECK(cell_named(csv, 1, "vintage") == "2025");
  CHECK(cell_named(csv, 1, "avoided_manufacture_abroad_indirect_kg") == "2900.123456789");
  CHECK(cell_named(csv, 1, "net_kg") == "2987.623456789");
  CHECK(cell_named(csv, 1, "units") == "2");
  CHECK(cell_named(csv, 2, "creditable_kg") == "-800.25");
  CHECK(cell_named(csv, 2, "project") == "DEMO");
  CHECK(cell_named(csv, 2, "checkpoint_size") == "12345");
}

TEST_CASE("tally listing: all that S is made of and C rests on is on pages too") {
  lcl::Tally tally = sample_tally({});
  const auto columns = [&] { return lines_of(listing_text(tally_listing(tally, {}, {}))).front(); };
  for (const char* heading :
       {"Avoided", "Emitted", "Given back", "Baseline", "Leakage", "S,", "X_low", "C,"}) {
    CAPTURE(heading);
    CHECK(columns().find(heading) != std::string::npos);
  }
  CHECK(cell_named(lines_of(tally_csv(tally)), 1, "low_kg").empty());
  tally.vintages.front().low = lcl::parse_decimal("2555.5");
  CHECK(cell_named(lines_of(tally_csv(tally)), 1, "low_kg") == "2555.5");
}

TEST_CASE("tally listing: what the project states is said with its figures") {
  using Stated = std::pair<std::string, std::string>;
  const lcl::page::Speech say(lcl::page::Language::french);
  const auto told = [&](const lcl::Tally& tally) {
    return listing_origin(tally_listing(tally, {}, {}), say);
  };
  lcl::Tally tally = sample_tally({});
  const Stated expected{"Déclaré par le projet",
                        "existing_practice: laptop 0, smartphone 1200 (stock books)"};
  CHECK(std::ranges::count(told(tally), expected) == 0);
  tally.parameters = {{"existing_practice",
                       {{"source", "stock books"}, {"values", {{"laptop", "0"}, {"smartphone", "1200"}}}}}};
  CHECK(std::ranges::count(told(tally), expected) == 1);
}

TEST_CASE("tally csv: every line has as many cells as the header, and ends in CRLF") {
  for (const auto& groupings : {std::vector<lcl::Grouping>{}, std::vector{lcl::Grouping::category}}) {
    const std::vector<std::string> csv = lines_of(tally_csv(sample_tally(groupings)));
    for (const std::string& line : csv) {
      CHECK(cells_of(line).size() == cells_of(csv.front()).size());
      CHECK(line.back() == '\r');
    }
  }
}

TEST_CASE("tally csv: rows count their cycles, and a label cannot be a formula") {
  const std::vector<std::string> csv = lines_of(tally_csv(sample_tally({lcl::Grouping::category})));
  REQUIRE(csv.size() == 3);
  CHECK(cell_named(csv, 1, "category") == "smartphone");
  CHECK(cell_named(csv, 1, "credited") == "80");
  CHECK(cell_named(csv, 1, "ineligible_data_not_erased") == "1");
  CHECK(cell_named(csv, 2, "category") == "'-tablet");
}

TEST_CASE("tally csv: rows told apart by effect count no cycles") {
  lcl::Tally tally = sample_tally({lcl::Grouping::category});
  tally.groupings = {lcl::Grouping::effect};
  const std::string header = lines_of(tally_csv(tally)).front();
  CHECK(header.find("credited") == std::string::npos);
  CHECK(header.starts_with("effect,avoided_manufacture_france_direct_kg,"));
}

TEST_CASE("tally json: the digest is that of the body alone, whatever the program and the titles") {
  lcl::Tally tally = sample_tally({lcl::Grouping::category});
  const lcl::Json first = tally_json(tally, "1.2.3");
  tally.project_title = "another title";
  const lcl::Json second = tally_json(tally, "4.5.6");
  CHECK(first["digest"] == second["digest"]);
  CHECK(first["tally"] == second["tally"]);
  CHECK(first["digest"] == hex(lcl::sha256(lcl::canonical(first["tally"]))));
  CHECK(first["program"]["version"] == "1.2.3");
  CHECK(lcl::canonical(first["tally"]).find("1.2.3") == std::string::npos);
}
