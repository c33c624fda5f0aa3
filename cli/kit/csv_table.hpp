// SPDX-License-Identifier: Apache-2.0
// The small CSV files that commands take (participants, mandants,
// misstatements): a header, then one thing a row (RFC 4180), with or without
// the guards of our own exports. Event logs are read by ledger/events/.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ledger/values/refusal.hpp"

namespace lcl::cli {

struct CsvRow {
  std::vector<std::string> cells;  ///< in the order of the columns asked for, not of the file
  std::uint64_t line = 0;
};

/// What is wrong with a row, added to the list.
using CsvRowCheck = std::function<void(const CsvRow& row, std::vector<Refused>& refused)>;

/// The rows in order, with the cells of `columns`; other columns are passed over. Or everything that is
/// wrong with the file and, by `check`, with its rows.
[[nodiscard]] std::variant<std::vector<CsvRow>, std::vector<Refused>> read_csv_table(
    std::string_view text, std::span<const std::string_view> columns, const CsvRowCheck& check);

/// A column that a file of this kind has not, and what to say of it.
struct ForeignColumn {
  std::string_view title;
  std::string_view message;
};
/// The same of a file with these columns and no others: each of `columns`, which stand in a row first, and
/// any of `optional`, whose cells are empty where the file has no such column.
[[nodiscard]] std::variant<std::vector<CsvRow>, std::vector<Refused>> read_csv_table(
    std::string_view text, std::span<const std::string_view> columns,
    std::span<const std::string_view> optional, std::span<const ForeignColumn> foreign,
    const CsvRowCheck& check);

}  // namespace lcl::cli
