// SPDX-License-Identifier: Apache-2.0
// A foreign table read as an event log through a mapping: each row gives the events
// of the rules that apply to it. Refusals stand at the cell of the table they were
// read from, by the name that the table gives its column.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/events/log_reader.hpp"
#include "ledger/mapping/look_up_table.hpp"
#include "ledger/mapping/mapping.hpp"
#include "ledger/mapping/value_text.hpp"
#include "ledger/tables/table_reader.hpp"

namespace lcl {

class MappedLogReader final : public LogReader {
 public:
  /// `look_ups`: those of `mapping`, in its order, each read by LookUpTable::read of this very mapping.
  MappedLogReader(Mapping mapping, std::unique_ptr<TableReader> table, std::vector<LookUpTable> look_ups);

  [[nodiscard]] Step next() override;
  [[nodiscard]] Place place(std::string_view field) const override;
  [[nodiscard]] std::string_view line() const override {
    return rows_ == 0 ? std::string_view() : table_->row_text();
  }
  [[nodiscard]] std::string_view header() const override { return table_->header_text(); }
  [[nodiscard]] const TableTraits* table_traits() const override { return &table_->traits(); }
  [[nodiscard]] std::uint64_t bytes_read() const override { return table_->bytes_read(); }

  [[nodiscard]] const Mapping& mapping() const { return mapping_; }
  [[nodiscard]] const TableReader& table() const { return *table_; }
  /// How many rows each rule under left_out has left out so far.
  [[nodiscard]] std::span<const std::uint64_t> left_out() const { return left_out_; }
  /// Rows read so far, those left out and refused included.
  [[nodiscard]] std::uint64_t rows() const { return rows_; }

  /// Where a value of an event came from.
  struct Origin {
    Field field;
    const Mapping::Source* source;
    std::string found;  ///< in the cells
    std::string value;
  };
  /// From now on the origins of each event's values are kept: for people to look at.
  void keep_origins() { keeps_origins_ = true; }
  [[nodiscard]] std::span<const Origin> origins() const { return origins_; }

 private:
  /// What a row of a look-up is, once it was asked for in this row.
  struct Found {
    bool known = false;
    std::optional<LookUpTable::Row> row;
  };

  /// Whether the table stands on a row whose rules are to be tried.
  bool begin_row();
  void build(const Mapping::EventRule& rule);
  void set(Field field, const Mapping::Source& source);
  void set_elements(Field list, const std::vector<Mapping::Element>& elements);
  void set_list(Field list, const Mapping::Source& source, std::string_view text);
  void check_presence(EventKind kind);
  void refuse_unmapped_row();

  /// The cell's text without blanks around it; false where there is none to be had, which refuses the row.
  bool take(const Mapping::Column& column, TableCell& cell);
  /// What `source` gives; nothing where that was refused.
  std::optional<std::string_view> text_of(Field field, const Mapping::Source& source);
  /// Whether all hold; nothing where the row was refused.
  std::optional<bool> all_hold(const Mapping::Conditions& conditions);

  [[nodiscard]] Place place_of(const Mapping::Source& source) const;
  [[nodiscard]] Place place_of(const Mapping::Column& column) const;
  void refuse(const Mapping::Source& source, Refusal refusal, std::string message);
  /// ` (line 14 of imeis)` of a column that was looked up.
  [[nodiscard]] std::string origin_of(const Mapping::Column& column) const;

  Mapping mapping_;
  std::unique_ptr<TableReader> table_;
  std::vector<LookUpTable> look_ups_;
  std::vector<std::uint64_t> left_out_;

  bool finished_ = false;
  bool in_row_ = false;
  bool row_refused_ = false;   ///< as a whole: no further rule is tried
  bool rule_applied_ = false;  ///< to this row
  std::size_t rule_ = 0;       ///< the next to be tried
  std::vector<Found> found_;
  FieldSet given_ = 0;
  ValueText values_;
  std::string joined_;
  std::uint64_t rows_ = 0;
  bool keeps_origins_ = false;
  std::vector<Origin> origins_;
};

}  // namespace lcl
