// SPDX-License-Identifier: Apache-2.0
// A log that is a table: a header of the fields' names, then one event per row.
// An empty cell is a field that is not given.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/events/event_fields.hpp"
#include "ledger/events/log_options.hpp"
#include "ledger/events/log_reader.hpp"
#include "ledger/events/table_columns.hpp"
#include "ledger/tables/table_reader.hpp"

namespace lcl {

class TableLog final : public LogReader {
 public:
  TableLog(int input, LogOptions options);

  [[nodiscard]] Step next() override;
  [[nodiscard]] Place place(std::string_view field) const override;
  [[nodiscard]] std::string_view line() const override { return columns_ ? table_->row_text() : ""; }
  [[nodiscard]] std::string_view header() const override { return table_ ? table_->header_text() : ""; }
  [[nodiscard]] std::uint64_t bytes_read() const override { return table_ ? table_->bytes_read() : 0; }
  [[nodiscard]] const TableTraits* table_traits() const override {
    return table_ ? &table_->traits() : nullptr;
  }
  [[nodiscard]] std::optional<TableReading> table_reading() const override;

 private:
  void read_row();
  void read_cell(std::size_t column);
  void read_cell_list(std::size_t column, Field field, std::string_view text);
  void check_presence();
  void refuse(std::size_t column, Refusal refusal, std::string message);
  /// Whether there is a fault to refuse.
  bool refuse(std::size_t column, std::optional<CellFault> fault);

  LogOptions options_;
  std::unique_ptr<TableReader> table_;  ///< none if the file is no table
  std::optional<TableColumns> columns_;
  std::vector<Refused> header_refusals_;  ///< until the first step
  FieldSet given_ = 0;
  bool kind_known_ = false;
  std::string room_;
};

}  // namespace lcl
