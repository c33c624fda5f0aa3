// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/listing/workbook.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "ledger/texts/listing/workbook_file.hpp"
#include "ledger/values/error.hpp"

namespace lcl {
namespace {

using page::Message;
using page::Speech;

/// A spreadsheet's number is a double: this many significant digits always come back as they went in.
constexpr int exact_digits = 15;
/// Excel counts days from here, the last day of 1899 but one.
constexpr std::int64_t unix_epoch_day = 25'569;

struct Formats {
  lxw_format* head;
  lxw_format* whole;
  lxw_format* ordinal;
  lxw_format* decimal;
  lxw_format* instant;
  lxw_format* wrapped;

  explicit Formats(WorkbookFile& book)
      : head(book.format(nullptr)),
        whole(book.format("#,##0")),
        ordinal(book.format("0")),
        decimal(book.format("#,##0.00#######")),
        instant(book.format("yyyy-mm-dd hh:mm:ss")),
        wrapped(book.format(nullptr)) {
    format_set_bold(head);
    format_set_bottom(head, LXW_BORDER_THIN);
    format_set_text_wrap(wrapped);
    format_set_align(wrapped, LXW_ALIGN_VERTICAL_TOP);
  }
};

/// `numerator / 10^places` where 15 digits hold it. Both are whole and below 2^53, so the one division rounds
/// to the very number that the decimal's digits stand for.
struct ExactNumber {
  std::int64_t numerator = 0;
  std::int64_t power = 1;
};
std::optional<ExactNumber> exact_number(const Decimal& value) {
  Decimal::Scaled scaled = value.scaled();
  std::int64_t power = Decimal::scale;
  while (power > 1 && scaled % 10 == 0) {
    scaled /= 10;
    power /= 10;
  }
  Decimal::Scaled limit = 1;
  for (int i = 0; i < exact_digits; ++i) limit *= 10;
  if (scaled <= -limit || limit <= scaled) return std::nullopt;
  return ExactNumber{static_cast<std::int64_t>(scaled), power};
}

void write_number(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const ExactNumber& number,
                  lxw_format* format) {
  const auto value = static_cast<double>(number.numerator) / static_cast<double>(number.power);
  require_written(worksheet_write_number(sheet, row, column, value, format));
}

void write_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const ListingCell& cell,
                ValueKind kind, const Formats& formats) {
  if (const auto* text = std::get_if<std::string>(&cell)) {
    write_text_cell(sheet, row, column, *text, nullptr);
  } else if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    write_cell(sheet, row, column, Decimal(*number), kind, formats);
  } else if (const auto* value = std::get_if<Decimal>(&cell)) {
    lxw_format* const format = kind == ValueKind::decimal ? formats.decimal
                               : kind == ValueKind::whole ? formats.whole
                                                          : formats.ordinal;
    if (const auto exact = exact_number(*value)) {
      write_number(sheet, row, column, *exact, format);
    } else {
      write_text_cell(sheet, row, column, to_string(*value), nullptr);
    }
  } else if (const auto* instant = std::get_if<Instant>(&cell)) {
    write_number(sheet, row, column, {instant->milliseconds + unix_epoch_day * day_ms, day_ms},
                 formats.instant);
  } else if (const auto* truth = std::get_if<bool>(&cell)) {
    require_written(worksheet_write_boolean(sheet, row, column, *truth ? 1 : 0, nullptr));
  }
}

/// In letters of the header's font.
int width_of(const ListingColumn& column) {
  int least = 10;
  if (column.kind == ValueKind::words) least = 22;
  if (column.kind == ValueKind::code) least = 34;
  if (column.kind == ValueKind::decimal) least = 18;
  if (column.kind == ValueKind::instant) least = 20;
  return std::max(least, static_cast<int>(column.name.size()) + 2);
}

void write_rows(WorkbookFile& book, const Listing& listing, const Formats& formats) {
  lxw_worksheet* const sheet = book.sheet(listing.name);
  for (std::size_t i = 0; i < listing.columns.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    require_written(worksheet_set_column(sheet, column, column, width_of(listing.columns[i]), nullptr));
    write_text_cell(sheet, 0, column, listing.columns[i].name, formats.head);
  }
  worksheet_freeze_panes(sheet, 1, 0);
  lxw_row_t row = 1;
  listing.each_row([&](const ListingRow& cells) {
    if (row >= worksheet_rows) workbook_failed(LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE);
    invariant(cells.size() == listing.columns.size(), "a row of a listing has a cell in every column");
    for (std::size_t i = 0; i < cells.size(); ++i)
      write_cell(sheet, row, static_cast<lxw_col_t>(i), cells[i], listing.columns[i].kind, formats);
    ++row;
  });
  if (!listing.columns.empty())
    require_written(
        worksheet_autofilter(sheet, 0, 0, row - 1, static_cast<lxw_col_t>(listing.columns.size() - 1)));
}

void write_basis(WorkbookFile& book, const Listing& listing, const Formats& formats, Speech say) {
  lxw_worksheet* const sheet = book.sheet(say(Message::listing_origin_sheet));
  constexpr int name_width = 28;
  constexpr int value_width = 80;
  require_written(worksheet_set_column(sheet, 0, 0, name_width, nullptr));
  require_written(worksheet_set_column(sheet, 1, 1, value_width, nullptr));
  lxw_row_t row = 0;
  const auto line = [&](const std::string& name, const std::string& value) {
    write_text_cell(sheet, row, 0, name, formats.head);
    write_text_cell(sheet, row, 1, value, formats.wrapped);
    ++row;
  };
  for (const auto& [name, value] : listing_origin(listing, say)) line(name, value);
  for (const Notice& notice : listing.notices) {
    line(say(Message::notices), std::string(notice.french));
    if (say.language() == page::Language::english) line("", std::string(notice.english));
  }
}

}  // namespace

std::string workbook_of(const Listing& listing, page::Language language) {
  WorkbookFile book(listing.basis.program, listing.basis.time);
  const Formats formats(book);
  write_rows(book, listing, formats);
  write_basis(book, listing, formats, Speech(language));
  return std::move(book).bytes();
}

}  // namespace lcl
