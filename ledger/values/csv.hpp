// SPDX-License-Identifier: Apache-2.0
// CSV as RFC 4180 has it (double quotes; a comma, or another separator), in and out: one record taken
// apart, a text record by record, and rows written so that what is read back is
// what was written, and no spreadsheet runs a cell as a formula.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/values/refusal.hpp"

namespace lcl {

struct CsvCell {
  std::string_view text;   ///< without quotes, doubled ones made single
  std::size_t offset = 0;  ///< of the cell in the record, its quote included
};

/// Why a record is not CSV: unclosed_quote or malformed_quote.
struct CsvFault {
  Refusal refusal{};
  std::size_t offset = 0;
  std::string message;
};

class CsvRecord {
 public:
  /// Takes `record`, which has no line end behind it, apart at `separator`, an ASCII character; `has_quotes`
  /// may be false only if it holds no quote. The cells are views into `record` and into this, until the next
  /// split. After a fault they are those before it.
  [[nodiscard]] std::optional<CsvFault> split(std::string_view record, bool has_quotes, char separator = ',');
  [[nodiscard]] const std::vector<CsvCell>& cells() const { return cells_; }

 private:
  std::optional<CsvFault> split_quoted(std::string_view record, char separator);
  /// The text between quotes, with doubled quotes made single.
  std::string_view undoubled(std::string_view text);

  std::vector<CsvCell> cells_;
  std::string undoubled_;
};

/// Where `offset` of a record that begins on `line` stands: a record has line ends between its quotes.
[[nodiscard]] Place place_in_record(std::string_view record, std::uint64_t line, std::size_t offset);

/// The records of a text, as append_csv_row writes them or another program does. LF, CR LF and CR end one;
/// empty lines are passed over.
class CsvText {
 public:
  /// `text` must outlive this.
  explicit CsvText(std::string_view text) : rest_(text) {}

  /// The next record; false if there is none. A record whose quotes are wrong has a fault.
  [[nodiscard]] bool next();
  [[nodiscard]] const std::optional<CsvFault>& fault() const { return fault_; }
  /// Without guards against formulas.
  [[nodiscard]] std::vector<std::string> cells() const;
  [[nodiscard]] Place place(std::size_t offset) const { return place_in_record(text_, line_, offset); }

 private:
  void skip_line_end();

  std::string_view rest_;
  std::uint64_t next_line_ = 1;
  std::string_view text_;  // of the record
  std::uint64_t line_ = 0;
  CsvRecord record_;
  std::optional<CsvFault> fault_;
};

/// The text that append_csv_cell wrote as `cell`, its quotes apart: without the guard, if it has one.
[[nodiscard]] std::string_view without_guard(std::string_view cell);

/// Appends `text` as one cell, for a row whose cells have `separator` between them. A text that begins with
/// `=`, `+`, `-`, `@`, tab or CR gets an apostrophe in front, its guard, unless it is a plain decimal number.
/// So does one that reads as guarded already.
void append_csv_cell(std::string_view text, std::string& out, char separator = ',');
/// Appends the cells, at least one, with commas between and CRLF after.
void append_csv_row(std::span<const std::string> cells, std::string& out);

}  // namespace lcl
