// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/listing/template_workbook.hpp"

#include <algorithm>
#include <utility>

#include "ledger/texts/listing/workbook.hpp"
#include "ledger/texts/listing/workbook_file.hpp"

namespace lcl {
namespace {

using page::Message;
using page::Speech;

/// The words that a cell of `column` offers.
std::vector<std::string> offered(const TemplateColumn& column, page::Language language) {
  std::vector<std::string> words;
  if (column.field == Field::kind) {
    for (const EventKind kind : column.required) words.emplace_back(word(kind));
  } else if (rule(column.field).shape == Shape::truth) {
    const bool is_french = language == page::Language::french;
    words = {is_french ? "vrai" : "true", is_french ? "faux" : "false"};
  } else {
    for (const std::string_view each : words_of(column.field)) words.emplace_back(each);
  }
  return words;
}

void offer(lxw_worksheet* sheet, lxw_col_t column, std::vector<std::string> words) {
  std::vector<char*> list;
  list.reserve(words.size() + 1);
  for (std::string& each : words) list.push_back(each.data());
  list.push_back(nullptr);
  lxw_data_validation validation{};
  validation.validate = LXW_VALIDATION_TYPE_LIST;
  validation.value_list = list.data();
  require_written(worksheet_data_validation_range(sheet, 1, column, worksheet_rows - 1, column, &validation));
}

void write_empty_table(WorkbookFile& book, const std::vector<TemplateColumn>& columns,
                       page::Language language) {
  lxw_worksheet* const sheet = book.sheet(Speech(language)(Message::template_sheet));
  lxw_format* const as_text = book.format("@");
  lxw_format* const head = book.format(nullptr);
  lxw_format* const needed = book.format(nullptr);
  format_set_bottom(head, LXW_BORDER_THIN);
  format_set_bottom(needed, LXW_BORDER_THIN);
  format_set_bold(needed);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    constexpr int least_width = 14;
    const bool is_text = rule(columns[i].field).shape == Shape::text;
    require_written(worksheet_set_column(
        sheet, column, column, std::max(least_width, static_cast<int>(columns[i].header.size()) + 2),
        is_text ? as_text : nullptr));
    write_text_cell(sheet, 0, column, columns[i].header, columns[i].required.empty() ? head : needed);
    if (auto words = offered(columns[i], language); !words.empty()) offer(sheet, column, std::move(words));
  }
  worksheet_freeze_panes(sheet, 1, 0);
}

void write_explanation(WorkbookFile& book, const std::vector<TemplateColumn>& columns, Speech say) {
  lxw_worksheet* const sheet = book.sheet(say(Message::template_columns_sheet));
  lxw_format* const head = book.format(nullptr);
  format_set_bold(head);
  constexpr int name_width = 28;
  constexpr int text_width = 90;
  require_written(worksheet_set_column(sheet, 0, 2, name_width, nullptr));
  require_written(worksheet_set_column(sheet, 3, 3, text_width, nullptr));
  lxw_row_t row = 0;
  const auto line = [&](const std::vector<std::string>& cells, lxw_format* format) {
    for (std::size_t i = 0; i < cells.size(); ++i)
      write_text_cell(sheet, row, static_cast<lxw_col_t>(i), cells[i], format);
    ++row;
  };
  line({say(Message::template_column), say(Message::template_required), say(Message::template_allowed),
        say(Message::template_written)},
       head);
  const std::size_t kinds = columns.empty() ? 0 : columns.front().required.size();
  for (const TemplateColumn& column : columns) line(template_cells(column, kinds, say), nullptr);
}

}  // namespace

std::string template_workbook(const std::vector<TemplateColumn>& columns, page::Language language) {
  WorkbookFile book("lcl", Instant{});
  write_empty_table(book, columns, language);
  write_explanation(book, columns, Speech(language));
  return std::move(book).bytes();
}

}  // namespace lcl
