// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/listing/worksheet_workbook.hpp"

#include <utility>

#include "ledger/texts/listing/workbook_file.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

std::string worksheet_workbook(const std::function<void(const TakesRow&)>& rows) {
  WorkbookFile book("lcl", Instant{});
  lxw_worksheet* const sheet = book.sheet(phrase("rejects"));
  lxw_format* const as_text = book.format("@");
  lxw_format* const head = book.format("@");
  format_set_bold(head);
  format_set_bottom(head, LXW_BORDER_THIN);
  constexpr int why_width = 60;
  constexpr lxw_col_t why = 2;
  require_written(worksheet_set_column(sheet, why, why, why_width, as_text));
  worksheet_freeze_panes(sheet, 1, 0);
  lxw_row_t row = 0;
  rows([&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i)
      write_text_cell(sheet, row, static_cast<lxw_col_t>(i), cells[i], row == 0 ? head : as_text);
    ++row;
  });
  return std::move(book).bytes();
}

}  // namespace lcl
