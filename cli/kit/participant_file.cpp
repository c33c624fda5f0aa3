// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/participant_file.hpp"

#include <array>

#include "cli/kit/csv_table.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {

std::variant<std::vector<ParticipantRow>, std::vector<Refused>> read_participants(std::string_view text) {
  static constexpr std::array<std::string_view, 2> columns{"siret", "name"};
  const auto read = read_csv_table(text, columns, [](const CsvRow& row, std::vector<Refused>& refused) {
    const std::string& siret = row.cells[0];
    if (!is_siret(siret)) {
      refused.push_back(
          {Refusal::malformed_siret, {row.line, 0, "siret"}, phrase("\"{}\" is not a SIRET", siret)});
    }
    if (row.cells[1].empty()) {
      refused.push_back({Refusal::missing_field, {row.line, 0, "name"}, phrase("the name is empty")});
    }
  });
  if (const auto* refused = std::get_if<std::vector<Refused>>(&read)) return *refused;
  std::vector<ParticipantRow> participants;
  for (const CsvRow& row : std::get<std::vector<CsvRow>>(read)) {
    participants.push_back({row.cells[0], row.cells[1], row.line});
  }
  return participants;
}

}  // namespace lcl::cli
