// SPDX-License-Identifier: Apache-2.0
// A CSV log (RFC 4180): a header of the fields' paths, then one event per row;
// rows that are blank are skipped. An empty cell is a field that is not given.
#pragma once

#include <string>
#include <vector>

#include "ledger/events/event_fields.hpp"
#include "ledger/events/log_reader.hpp"
#include "ledger/tables/line_source.hpp"
#include "ledger/values/csv.hpp"

namespace lcl {

class CsvReader final : public LogReader {
 public:
  explicit CsvReader(int input) : source_(std::make_unique<FileBytes>(input), LineEnds::unquoted) {}

  [[nodiscard]] Step next() override;
  [[nodiscard]] Place place(std::string_view field) const override;
  [[nodiscard]] std::string_view line() const override { return source_.line(); }
  [[nodiscard]] std::string_view header() const override { return header_; }
  [[nodiscard]] std::uint64_t bytes_read() const override { return source_.bytes_read(); }

 private:
  enum class State { before_header, in_rows, finished };

  /// Reads the header row; its refusals are in refusals_, and state_ says whether rows can follow.
  void read_header();
  void read_columns();
  void check_columns();
  void read_row(LineSource::Step step);
  void read_cell(std::size_t column);
  void read_cell_list(std::size_t column, std::string_view text);
  void check_presence();

  [[nodiscard]] Place place_at(std::size_t offset, std::string_view field) const;
  [[nodiscard]] Place place_of_cell(std::size_t column) const;
  void refuse(std::size_t column, Refusal refusal, std::string message);
  void refuse(const CsvFault& fault);

  LineSource source_;
  State state_ = State::before_header;
  std::string header_;
  std::vector<Field> columns_;
  CsvRecord record_;
  FieldSet given_ = 0;
  bool kind_known_ = false;
};

}  // namespace lcl
