// SPDX-License-Identifier: Apache-2.0
// A workbook that is being written: sheets, formats and texts, by libxlsxwriter. What goes into them is told
// by whoever has something to say (workbook, template_workbook).
#pragma once

#include <xlsxwriter.h>

#include <string>

#include "ledger/values/files.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

/// Throws Error: unavailable where a worksheet has no room, io.
[[noreturn]] void workbook_failed(lxw_error error);
void require_written(lxw_error error);

/// Goes without a trace unless its bytes are taken. Rows are written from the first to the last.
class WorkbookFile {
 public:
  /// Made by `program` at `time`, as its properties say.
  WorkbookFile(std::string program, Instant time);
  ~WorkbookFile();
  WorkbookFile(const WorkbookFile&) = delete;
  WorkbookFile& operator=(const WorkbookFile&) = delete;

  [[nodiscard]] lxw_worksheet* sheet(const std::string& name);
  /// `numbers`: how it writes them; null: as they come.
  [[nodiscard]] lxw_format* format(const char* numbers);
  /// The whole file.
  [[nodiscard]] std::string bytes() &&;

 private:
  Descriptor open_;  ///< a file in memory, that the library writes by its name
  lxw_workbook* book_ = nullptr;
};

/// A string, never a formula or a link, whatever it begins with.
void write_text_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& text,
                     lxw_format* format);

}  // namespace lcl
