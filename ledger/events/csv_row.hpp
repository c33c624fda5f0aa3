// SPDX-License-Identifier: Apache-2.0
// One row of RFC 4180 CSV (comma, double quotes) taken apart into its cells.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/values/refusal.hpp"

namespace lcl {

struct CsvCell {
  std::string_view text;   ///< without quotes, doubled ones made single
  std::size_t offset = 0;  ///< of the cell in the row, its quote included
};

/// Why a row is not CSV: unclosed_quote or malformed_quote.
struct CsvFault {
  Refusal refusal{};
  std::size_t offset = 0;
  std::string message;
};

class CsvRow {
 public:
  /// Takes `row` apart; `has_quotes` may be false only if it holds no quote. The cells are views
  /// into `row` and into this, until the next split. After a fault they are those before it.
  [[nodiscard]] std::optional<CsvFault> split(std::string_view row, bool has_quotes);
  [[nodiscard]] const std::vector<CsvCell>& cells() const { return cells_; }

 private:
  std::optional<CsvFault> split_quoted(std::string_view row);
  /// The text between quotes `row[from, to)`, with doubled quotes made single.
  std::string_view undoubled(std::string_view text);

  std::vector<CsvCell> cells_;
  std::string undoubled_;
};

}  // namespace lcl
