// SPDX-License-Identifier: Apache-2.0
#include "ledger/tables/sheet_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "ledger/tables/line_checks.hpp"
#include "ledger/tables/ods_rows.hpp"
#include "ledger/tables/sheet_rows.hpp"
#include "ledger/tables/worksheet.hpp"
#include "ledger/tables/xlsx_book.hpp"
#include "ledger/tables/xlsx_rows.hpp"
#include "ledger/tables/zip_archive.hpp"
#include "ledger/values/csv.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// `Orders`, or in apostrophes where it has more than letters and digits, as formulas name a sheet.
std::string sheet_named(std::string_view name) {
  const bool is_plain = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
  });
  return is_plain ? std::string(name) : fmt::format("'{}'", name);
}

class SheetTable final : public TableReader {
 public:
  /// Reads the header.
  static Result<std::unique_ptr<TableReader>> open(std::unique_ptr<SheetRows> rows, TableForm form) {
    std::unique_ptr<SheetTable> table(new SheetTable(std::move(rows), form));
    if (auto refused = table->read_header()) return *std::move(refused);
    return std::unique_ptr<TableReader>(std::move(table));
  }

  [[nodiscard]] Step next() override {
    refusals_.clear();
    row_text_.clear();
    if (finished_) return Step::end;
    if (!rows_->next()) {
      finished_ = true;
      note_sheets();
      if (rows_->fault() == nullptr) return Step::end;
      refusals_.push_back(*rows_->fault());
      return Step::refused;
    }
    traits_.blank_rows += rows_->row().number - last_row_ - 1;
    last_row_ = rows_->row().number;
    refuse_merged();
    take_cells();
    return refusals_.empty() ? Step::row : Step::refused;
  }
  [[nodiscard]] std::uint64_t row_number() const override { return last_row_; }
  [[nodiscard]] Place place(std::size_t column) const override {
    return place_in(before_ + column, last_row_);
  }
  [[nodiscard]] Place header_place(std::size_t column) const override {
    return place_in(before_ + column, header_row_);
  }
  [[nodiscard]] std::string_view row_text() const override {
    if (row_text_.empty()) {
      for (const TableCell& cell : cells_) append_to(row_text_, cell.text);
      row_text_.pop_back();
    }
    return row_text_;
  }
  [[nodiscard]] std::string_view header_text() const override { return header_text_; }
  [[nodiscard]] std::uint64_t bytes_read() const override { return rows_->bytes_taken(); }

 private:
  SheetTable(std::unique_ptr<SheetRows> rows, TableForm form) : rows_(std::move(rows)) {
    traits_.form = form;
  }

  /// As a cell of CSV with a comma behind it, for those who put the row right elsewhere.
  static void append_to(std::string& row, std::string_view text) {
    append_csv_cell(text, row);
    row += ',';
  }

  std::optional<Refused> read_header() {
    const bool is_row = rows_->next();
    note_sheets();
    if (!is_row) {
      if (rows_->fault() != nullptr) return *rows_->fault();
      return Refused{Refusal::empty_log, {1, 1, {}}, phrase("the sheet \"{}\" is empty", traits_.sheet)};
    }
    header_row_ = last_row_ = rows_->row().number;
    for (const SheetCell& cell : rows_->row().cells) {
      header_.resize(cell.column + 1);
      header_.back() = trimmed(cell.text);
    }
    while (!header_.empty() && header_.back().empty()) header_.pop_back();
    before_ = columns_before(header_);
    header_.erase(header_.begin(), header_.begin() + static_cast<std::ptrdiff_t>(before_));
    if (header_.empty())
      return Refused{Refusal::empty_log, place_in(0, header_row_), phrase("the header row is empty")};
    for (const std::string& name : header_) append_to(header_text_, name);
    header_text_.pop_back();
    cells_.resize(header_.size());
    return std::nullopt;
  }

  void note_sheets() {
    const SheetNames& names = rows_->names();
    traits_.sheet = names.read;
    traits_.other_sheets = names.others;
    traits_.hidden_sheets = names.hidden;
  }

  void take_cells() {
    std::fill(cells_.begin(), cells_.end(), TableCell{});
    for (const SheetCell& cell : rows_->row().cells) {
      if (cell.column < before_) continue;
      const std::size_t column = cell.column - before_;
      if (column >= header_.size()) {
        if (cell.text.find_first_not_of(" \t") == std::string_view::npos) continue;
        refusals_.push_back({Refusal::ragged_row, place_in(cell.column, last_row_),
                             phrase("something stands right of the last header, {}",
                                    cell_name(before_ + header_.size() - 1, header_row_))});
        return;
      }
      traits_.formulas += cell.is_formula ? 1U : 0U;
      cells_[column] = {cell.kind, cell.text, 0};
    }
  }

  /// Of merged cells only the first holds what all show: each range is told where it is first met.
  void refuse_merged() {
    const std::vector<MergedRange>& merged = rows_->merged();
    for (; next_merged_ < merged.size() && merged[next_merged_].first_row <= last_row_; ++next_merged_) {
      if (refusals_.size() == max_refusals_per_line) continue;
      const MergedRange& range = merged[next_merged_];
      if (range.last_row < last_row_ || range.first_column >= before_ + header_.size()) continue;
      Place place = place_in(range.first_column, range.first_row);
      place.line = last_row_;
      place.cell += ':' + cell_name(range.last_column, range.last_row);
      refusals_.push_back({Refusal::merged_cells, std::move(place),
                           phrase("the cells are merged, and only the first of them has a value")});
    }
  }

  [[nodiscard]] Place place_in(std::size_t column, std::uint64_t row) const {
    const bool has_name = column >= before_ && column - before_ < header_.size();
    return {row, column + 1, has_name ? header_[column - before_] : std::string(),
            sheet_named(traits_.sheet) + '!' + cell_name(column, row)};
  }

  std::unique_ptr<SheetRows> rows_;
  std::size_t before_ = 0;  ///< columns that a worksheet has before the table's own
  std::uint64_t header_row_ = 0;
  std::uint64_t last_row_ = 0;  ///< read so far
  std::size_t next_merged_ = 0;
  bool finished_ = false;
  std::string header_text_;
  mutable std::string row_text_;  ///< empty until it is asked for
};

}  // namespace

Result<std::unique_ptr<TableReader>> open_workbook(int input, const TableOptions& options) {
  Result<ZipArchive> archive = ZipArchive::open(input);
  if (!archive) return std::move(archive).refused();
  if (is_ods(*archive)) {
    auto rows = open_ods(*archive, options.sheet);
    if (!rows) return std::move(rows).refused();
    return SheetTable::open(*std::move(rows), TableForm::ods);
  }
  const std::optional<std::string> book = xlsx_book_part(*archive);
  if (!book)
    return Refused{Refusal::not_a_table,
                   {1, 1, {}},
                   phrase("the file is an archive (ZIP), and no workbook that is read")};
  auto rows = open_xlsx(*archive, *book, options.sheet);
  if (!rows) return std::move(rows).refused();
  return SheetTable::open(*std::move(rows), TableForm::xlsx);
}

}  // namespace lcl
