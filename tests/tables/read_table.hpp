// SPDX-License-Identifier: Apache-2.0
// What a table reader makes of a file written in a test.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ledger/tables/table_reader.hpp"

namespace lcl::test {

struct ReadTable {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::uint64_t> lines;  ///< of rows
  std::vector<Refused> refused;      ///< of the file or of its rows
  TableTraits traits;
  /// The words of all refusals, separated by blanks.
  [[nodiscard]] std::string words() const;
};
/// Cells that are no text are shown as their kind, a colon and their text: `number:12.5`.
[[nodiscard]] ReadTable read_table(std::string_view file, const TableOptions& options = {});

}  // namespace lcl::test
