// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/csv.hpp"

#include "ledger/values/decimal.hpp"

namespace lcl {

void append_csv_cell(std::string_view text, std::string& out) {
  constexpr std::string_view formula_starts = "=+-@\t\r";
  const bool starts_formula = !text.empty() && formula_starts.find(text.front()) != std::string_view::npos;
  const std::string_view guard = starts_formula && !parse_decimal(text) ? "'" : "";
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out.append(guard).append(text);
    return;
  }
  out += '"';
  out += guard;
  for (const char letter : text) {
    if (letter == '"') out += '"';
    out += letter;
  }
  out += '"';
}

void append_csv_row(std::span<const std::string> cells, std::string& out) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += ',';
    append_csv_cell(cells[i], out);
  }
  out += "\r\n";
}

}  // namespace lcl
