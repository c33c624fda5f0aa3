// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/sample_files.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "cli/kit/csv_table.hpp"
#include "cli/kit/evidence.hpp"
#include "cli/kit/files.hpp"
#include "ledger/events/device_identity.hpp"
#include "ledger/registry/words.hpp"
#include "ledger/values/decimal.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_result_file = 1U << 20U;
constexpr std::size_t longest_identifier_file = 16U << 20U;

void check_seq(const CsvRow& row, std::vector<Refused>& refused) {
  if (row.cells[0].empty() || row.cells[0].size() > 15 ||
      row.cells[0].find_first_not_of("0123456789") != std::string::npos) {
    refused.push_back(
        {Refusal::malformed_number, {row.line, 0, "seq"}, phrase("\"{}\" is no entry", row.cells[0])});
  }
}

/// seq, result, found_kgco2e, evidence, text
void check_result(const CsvRow& row, std::vector<Refused>& refused) {
  check_seq(row, refused);
  const auto outcome = place_in(sample_result_words, row.cells[1]);
  if (!outcome) {
    refused.push_back({row.cells[1].empty() ? Refusal::missing_field : Refusal::malformed_text,
                       {row.line, 0, "result"},
                       phrase("the result is right, differing or not_available, not \"{}\"", row.cells[1])});
    return;
  }
  const bool differs = static_cast<SampleOutcome>(*outcome) == SampleOutcome::differing;
  if (differs && !parse_decimal(row.cells[2])) {
    refused.push_back({Refusal::malformed_number,
                       {row.line, 0, "found_kgco2e"},
                       phrase("\"{}\" is no quantity; state what the cycle really comes to", row.cells[2])});
  }
  if (!differs && !row.cells[2].empty()) {
    refused.push_back({Refusal::unknown_field,
                       {row.line, 0, "found_kgco2e"},
                       phrase("a quantity is stated of a cycle that is {}", row.cells[1])});
  }
  if (static_cast<SampleOutcome>(*outcome) != SampleOutcome::right && row.cells[4].empty())
    refused.push_back(
        {Refusal::missing_field, {row.line, 0, "text"}, phrase("what was found is not described")});
}

/// An identifier as it is typed, normalised into `out`; what is wrong with it is added to `refused`.
void take_identifier(const CsvRow& row, std::size_t cell, const char* name,
                     std::optional<Refusal> (*normalise)(std::string_view, std::string&), std::string& out,
                     std::vector<Refused>& refused) {
  if (row.cells[cell].empty()) return;
  if (const auto refusal = normalise(row.cells[cell], out))
    refused.push_back({*refusal, {row.line, 0, name}, phrase("\"{}\" is none", row.cells[cell])});
}

Identifiers identifiers_in(const CsvRow& row, std::vector<Refused>& refused) {
  Identifiers identifiers;
  take_identifier(row, 1, "imei", normalise_imei, identifiers.imei, refused);
  take_identifier(row, 2, "imei2", normalise_imei, identifiers.imei2, refused);
  take_identifier(row, 3, "manufacturer", normalise_manufacturer, identifiers.manufacturer, refused);
  take_identifier(row, 4, "serial", normalise_serial, identifiers.serial, refused);
  return identifiers;
}

void check_identifiers(const CsvRow& row, std::vector<Refused>& refused) {
  check_seq(row, refused);
  const std::size_t before = refused.size();
  const Identifiers read = identifiers_in(row, refused);
  const bool lacks_half = read.manufacturer.empty() != read.serial.empty();
  const bool has_none = read.imei.empty() && read.imei2.empty() && read.serial.empty();
  if (refused.size() == before && (lacks_half || has_none)) {
    refused.push_back({Refusal::missing_identifier,
                       {row.line, 0, "imei"},
                       phrase("the row has neither an IMEI nor manufacturer and serial")});
  }
}

}  // namespace

std::variant<Json, Refusals> read_results(const std::string& path) {
  static constexpr std::array<std::string_view, 2> columns{"seq", "result"};
  static constexpr std::array<std::string_view, 3> optional{"found_kgco2e", "evidence", "text"};
  static constexpr std::array<ForeignColumn, 2> foreign{{
      {"error_kgco2e",
       translatable("error_kgco2e is a column of misstatements, for lcl opinion give; a sample's file states "
                    "found_kgco2e, "
                    "what the cycle really comes to")},
      {"kgco2e",
       translatable(
           "kgco2e is what the ledger says; a sample's file states found_kgco2e, what the cycle really comes "
           "to")},
  }};
  const auto read =
      read_csv_table(read_file(path, longest_result_file), columns, optional, foreign, check_result);
  if (const auto* refused = std::get_if<std::vector<Refused>>(&read))
    return Refusals(*refused, refused->size(), path);
  std::vector<CsvRow> rows = std::get<std::vector<CsvRow>>(read);
  std::sort(rows.begin(), rows.end(), [](const CsvRow& a, const CsvRow& b) {
    return std::stoull(a.cells[0]) < std::stoull(b.cells[0]);
  });
  Json results = Json::array();
  for (const CsvRow& row : rows) {
    Json result{{"result", row.cells[1]}, {"seq", std::stoull(row.cells[0])}};
    if (!row.cells[2].empty()) result["found_kgco2e"] = to_string(*parse_decimal(row.cells[2]));
    if (!row.cells[3].empty())
      result["evidence"] = evidence_in(row.cells[3], phrase("{}, line {}, evidence", path, row.line));
    if (!row.cells[4].empty()) result["text"] = row.cells[4];
    results.push_back(std::move(result));
  }
  return results;
}

std::variant<NamedIdentifiers, Refusals> read_identifiers(const std::string& path) {
  static constexpr std::array<std::string_view, 5> columns{"seq", "imei", "imei2", "manufacturer", "serial"};
  const auto read = read_csv_table(read_file(path, longest_identifier_file), columns, check_identifiers);
  if (const auto* refused = std::get_if<std::vector<Refused>>(&read))
    return Refusals(*refused, refused->size(), path);
  NamedIdentifiers named;
  std::vector<Refused> none;
  for (const CsvRow& row : std::get<std::vector<CsvRow>>(read))
    Pepper::identifier_texts(identifiers_in(row, none), named[std::stoull(row.cells[0])]);
  return named;
}

}  // namespace lcl::cli
