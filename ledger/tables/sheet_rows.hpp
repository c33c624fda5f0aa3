// SPDX-License-Identifier: Apache-2.0
// The sheet of a workbook that is read, row by row with the cells that stand in it: what the formats of
// workbooks (xlsx_rows, ods_rows) give, of which sheet_table makes a table.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/tables/table_reader.hpp"

namespace lcl {

inline constexpr std::uint64_t most_sheet_rows = 1'048'576;
inline constexpr std::size_t most_sheet_columns = 16'384;
inline constexpr std::size_t longest_sheet_row = std::size_t{1} << 20U;  ///< bytes of its cells
inline constexpr std::size_t most_merged_ranges = 100'000;

struct SheetCell {
  std::size_t column = 0;  ///< from 0
  CellKind kind = CellKind::empty;
  bool is_formula = false;
  std::string_view text;
};

struct SheetRow {
  std::uint64_t number = 0;      ///< from 1
  std::vector<SheetCell> cells;  ///< in the order of their columns, each at most once
};

/// Cells that are merged into one; rows from 1, columns from 0.
struct MergedRange {
  std::uint64_t first_row = 0;
  std::uint64_t last_row = 0;
  std::size_t first_column = 0;
  std::size_t last_column = 0;
};

/// The sheets of a workbook, by their names.
struct SheetNames {
  std::string read;
  std::vector<std::string> others;  ///< that are shown, but not read
  std::vector<std::string> hidden;
};

/// Which sheet is read: the one that was asked for, or else the first that is not hidden.
class SheetChoice {
 public:
  explicit SheetChoice(std::optional<std::string> wanted) : wanted_(std::move(wanted)) {}
  /// Whether the next sheet of the workbook is the one.
  [[nodiscard]] bool takes(std::string_view name, bool is_hidden);
  [[nodiscard]] const SheetNames& names() const { return names_; }
  [[nodiscard]] bool is_made() const { return is_made_; }
  /// That none of all the sheets was it: unknown_sheet.
  [[nodiscard]] Refused refusal() const;

 private:
  std::optional<std::string> wanted_;
  SheetNames names_;
  bool is_made_ = false;
};

class SheetRows {
 public:
  virtual ~SheetRows() = default;
  /// Reads the next row that has cells, of a higher number than the last; false at the end, which may be a
  /// fault.
  [[nodiscard]] virtual bool next() = 0;
  /// The row; texts are good until the next call.
  [[nodiscard]] const SheetRow& row() const { return row_; }
  /// At the end: why it came before that of the sheet; null if it did not.
  [[nodiscard]] virtual const Refused* fault() const = 0;
  /// Ordered by their first rows; at least those that begin in rows that were read.
  [[nodiscard]] const std::vector<MergedRange>& merged() const { return merged_; }
  /// At the end all of them; before it, perhaps only those that stand before.
  [[nodiscard]] const SheetNames& names() const { return choice_.names(); }
  [[nodiscard]] virtual std::uint64_t bytes_taken() const = 0;

 protected:
  explicit SheetRows(SheetChoice choice) : choice_(std::move(choice)) { texts_.reserve(longest_sheet_row); }
  /// Appends to the texts of the row, which never move; false if there is no more room.
  [[nodiscard]] bool append(std::string_view piece) {
    if (texts_.size() + piece.size() > longest_sheet_row) return false;
    texts_ += piece;
    return true;
  }

  SheetRow row_;
  std::string texts_;  ///< of the row; its room is as large as it may grow
  std::vector<MergedRange> merged_;
  SheetChoice choice_;
};

}  // namespace lcl
