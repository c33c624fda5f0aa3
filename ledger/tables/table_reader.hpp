// SPDX-License-Identifier: Apache-2.0
// A table as its user has it, row by row: text delimited in any of four ways and
// four encodings, packed or not, or a sheet of a workbook. Gives every form of it the same cells. Knows no
// events, and what a cell means only as far as its own form tells: cell_values reads texts as numbers, truths
// and times. Format: schemas/tables.md.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/tables/packed_bytes.hpp"
#include "ledger/tables/text_encoding.hpp"
#include "ledger/values/refusal.hpp"
#include "ledger/values/result.hpp"

namespace lcl {

enum class CellKind : std::uint8_t {
  empty,          ///< nothing stands there
  text,           ///< as it stands; delimited text has no other kind, but for empty
  number,         ///< a plain decimal of at most 15 significant digits: no exponent, decimal point
  beyond_digits,  ///< a number with more digits before its point than a spreadsheet keeps; others may have
                  ///< stood there
  instant,        ///< `YYYY-MM-DDTHH:MM:SS[.fff]` as the sheet shows it, without a zone
  date,           ///< `YYYY-MM-DD`
  truth,          ///< `true` or `false`
  fault,          ///< no value: the text is what stands there, `#REF!`, or the formula, `=A1+B1`
};

struct TableCell {
  CellKind kind = CellKind::empty;
  std::string_view text;   ///< UTF-8, valid until the next row
  std::size_t offset = 0;  ///< delimited text: of the cell in row_text(), its quote included
};

/// What a file cannot tell, or tells wrong.
struct TableOptions {
  std::optional<TextEncoding> encoding = std::nullopt;
  std::optional<std::string> sheet = std::nullopt;  ///< of a workbook: its name; else the first that is shown
};

enum class TableForm : std::uint8_t { delimited, xml, xlsx, ods };

/// What was read how.
struct TableTraits {
  TableForm form = TableForm::delimited;
  Packing packing = Packing::none;
  char separator = ',';
  bool separator_stated = false;  ///< by a line `sep=`
  TextEncoding encoding = TextEncoding::utf_8;
  bool encoding_stated = false;           ///< by TableOptions or a mark, not found out
  bool marked = false;                    ///< by a byte-order mark
  std::uint64_t blank_rows = 0;           ///< left out so far
  std::string sheet;                      ///< of a workbook, as the rest: the one that is read
  std::vector<std::string> other_sheets;  ///< that are shown; known at the end, as the next
  std::vector<std::string> hidden_sheets;
  std::uint64_t formulas = 0;  ///< cells so far that a formula gave their value
};

/// The name that spreadsheets give a cell, `B184`; `column` from 0, `row` from 1.
[[nodiscard]] std::string cell_name(std::size_t column, std::uint64_t row);

class TableReader {
 public:
  /// Reads the header from the descriptor `input` (not closed here; a pipe will do, but for a workbook).
  /// Refused is what makes reading on impossible. Throws Error (io).
  [[nodiscard]] static Result<std::unique_ptr<TableReader>> open(int input, const TableOptions& options);
  virtual ~TableReader() = default;

  enum class Step { row, refused, end };
  /// Reads the next row that is not blank. `refused`: `refusals()` holds one or more, and `cells()` nothing;
  /// the next row can be read all the same.
  [[nodiscard]] virtual Step next() = 0;
  [[nodiscard]] const std::vector<Refused>& refusals() const { return refusals_; }

  /// The headers, without blanks around them, up to the last that is not empty.
  [[nodiscard]] const std::vector<std::string>& header() const { return header_; }
  /// As many as the header has.
  [[nodiscard]] std::span<const TableCell> cells() const { return cells_; }
  /// Number of the line that the row starts on; the row of a sheet.
  [[nodiscard]] virtual std::uint64_t row_number() const = 0;
  /// Where the cell of `column` stands: its line and column in the file, its header, and its name. Of a
  /// workbook its row, the number of its column, and `Orders!B184`.
  [[nodiscard]] virtual Place place(std::size_t column) const = 0;
  /// Where the header of `column` stands.
  [[nodiscard]] virtual Place header_place(std::size_t column) const = 0;
  /// Delimited text: the row as it stands, without its line end and what a worksheet says before it, and the
  /// header likewise, as UTF-8. A workbook: the same as CSV.
  [[nodiscard]] virtual std::string_view row_text() const { return {}; }
  [[nodiscard]] virtual std::string_view header_text() const { return {}; }
  [[nodiscard]] const TableTraits& traits() const { return traits_; }
  /// Bytes of the file read so far, for progress.
  [[nodiscard]] virtual std::uint64_t bytes_read() const = 0;

 protected:
  /// A header without blanks around it, no-break ones among them, as spreadsheets leave them there.
  [[nodiscard]] static std::string_view trimmed(std::string_view header);

  std::vector<std::string> header_;
  std::vector<TableCell> cells_;
  std::vector<Refused> refusals_;
  TableTraits traits_;
};

}  // namespace lcl
