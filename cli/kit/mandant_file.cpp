// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/mandant_file.hpp"

#include <array>

#include "cli/kit/csv_table.hpp"
#include "cli/kit/files.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_mandant_file = 1U << 20U;

void check_mandant(const CsvRow& row, std::vector<Refused>& refused) {
  if (!is_siret(row.cells[0])) {
    refused.push_back(
        {Refusal::malformed_siret, {row.line, 0, "siret"}, phrase("\"{}\" is not a SIRET", row.cells[0])});
  }
  if (!parse_date(row.cells[1])) {
    refused.push_back({Refusal::impossible_date,
                       {row.line, 0, "notified_on"},
                       phrase("\"{}\" is not a date like 2026-02-02", row.cells[1])});
  }
}

}  // namespace

std::variant<Json, Refusals> read_mandants(const std::string& path) {
  static constexpr std::array<std::string_view, 2> columns{"siret", "notified_on"};
  const auto read = read_csv_table(read_file(path, longest_mandant_file), columns, check_mandant);
  if (const auto* refused = std::get_if<std::vector<Refused>>(&read)) {
    return Refusals(*refused, refused->size(), path);
  }
  Json mandants = Json::array();
  for (const CsvRow& row : std::get<std::vector<CsvRow>>(read)) {
    mandants.push_back({{"notified_on", row.cells[1]}, {"siret", row.cells[0]}});
  }
  return mandants;
}

}  // namespace lcl::cli
