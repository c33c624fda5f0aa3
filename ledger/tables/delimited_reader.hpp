// SPDX-License-Identifier: Apache-2.0
// A table in text: rows of cells between separators, quoted as RFC 4180 has it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/tables/line_source.hpp"
#include "ledger/tables/table_reader.hpp"
#include "ledger/values/csv.hpp"

namespace lcl {

class DelimitedReader final : public TableReader {
 public:
  /// The table in `bytes`, UTF-8 without a mark; `traits` says what they were made from.
  [[nodiscard]] static Result<std::unique_ptr<TableReader>> open(std::unique_ptr<ByteSource> bytes,
                                                                 const TableTraits& traits);

  [[nodiscard]] Step next() override;
  [[nodiscard]] std::uint64_t row_number() const override { return source_.number(); }
  [[nodiscard]] Place place(std::size_t column) const override;
  [[nodiscard]] Place header_place(std::size_t column) const override;
  [[nodiscard]] std::string_view row_text() const override;
  [[nodiscard]] std::string_view header_text() const override {
    return std::string_view(header_text_).substr(header_offsets_.at(before_));
  }
  [[nodiscard]] std::uint64_t bytes_read() const override { return source_.bytes_read(); }

 private:
  DelimitedReader(std::unique_ptr<ByteSource> bytes, const TableTraits& traits)
      : source_(std::move(bytes), LineEnds::unquoted) {
    traits_ = traits;
  }

  /// The next line that is not blank, counted.
  LineSource::Step next_line();
  std::optional<Refused> read_header();
  /// What `line` states as the separator; nothing if it is no line `sep=`.
  std::optional<Refused> read_separator_line(bool& is_one);
  std::optional<Refused> find_separator();
  void take_header();
  Step take_row();
  [[nodiscard]] Place place_at(std::size_t offset) const;
  Step refuse(Refused refused);

  LineSource source_;
  CsvRecord record_;
  std::uint64_t sheet_row_ = 0;  ///< of the current row, as a spreadsheet counts: blank ones too
  bool finished_ = false;
  std::string header_text_;
  std::size_t before_ = 0;  ///< columns of a worksheet, which stand before the table's own
  std::uint64_t header_line_ = 0;
  std::uint64_t header_row_ = 0;
  std::vector<std::size_t> header_offsets_;
};

}  // namespace lcl
