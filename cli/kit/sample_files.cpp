// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/sample_files.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "cli/kit/csv_table.hpp"
#include "cli/kit/files.hpp"
#include "ledger/events/device_identity.hpp"
#include "ledger/values/decimal.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_result_file = 1U << 20U;
constexpr std::size_t longest_identifier_file = 16U << 20U;

void check_seq(const CsvRow& row, std::vector<Refused>& refused) {
  if (row.cells[0].empty() || row.cells[0].size() > 15 ||
      row.cells[0].find_first_not_of("0123456789") != std::string::npos) {
    refused.push_back(
        {Refusal::malformed_number, {row.line, 0, "seq"}, '"' + row.cells[0] + "\" is no entry"});
  }
}

void check_result(const CsvRow& row, std::vector<Refused>& refused) {
  check_seq(row, refused);
  const auto kg = parse_decimal(row.cells[1]);
  if (!kg || kg->is_negative()) {
    refused.push_back({Refusal::malformed_number,
                       {row.line, 0, "kgco2e"},
                       '"' + row.cells[1] + "\" is not a quantity of 0 or more"});
  }
  if (row.cells[2].empty())
    refused.push_back({Refusal::missing_field, {row.line, 0, "text"}, "what was found is not described"});
}

/// An identifier as it is typed, normalised into `out`; what is wrong with it is added to `refused`.
void take_identifier(const CsvRow& row, std::size_t cell, const char* name,
                     std::optional<Refusal> (*normalise)(std::string_view, std::string&), std::string& out,
                     std::vector<Refused>& refused) {
  if (row.cells[cell].empty()) return;
  if (const auto refusal = normalise(row.cells[cell], out))
    refused.push_back({*refusal, {row.line, 0, name}, '"' + row.cells[cell] + "\" is none"});
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
                       "the row has neither an IMEI nor manufacturer and serial"});
  }
}

}  // namespace

std::variant<Json, Refusals> read_results(const std::string& path) {
  static constexpr std::array<std::string_view, 3> columns{"seq", "kgco2e", "text"};
  const auto read = read_csv_table(read_file(path, longest_result_file), columns, check_result);
  if (const auto* refused = std::get_if<std::vector<Refused>>(&read))
    return Refusals(*refused, refused->size(), path);
  std::vector<CsvRow> rows = std::get<std::vector<CsvRow>>(read);
  std::sort(rows.begin(), rows.end(), [](const CsvRow& a, const CsvRow& b) {
    return std::stoull(a.cells[0]) < std::stoull(b.cells[0]);
  });
  Json results = Json::array();
  for (const CsvRow& row : rows) {
    results.push_back({{"kgco2e", to_string(*parse_decimal(row.cells[1]))},
                       {"seq", std::stoull(row.cells[0])},
                       {"text", row.cells[2]}});
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
