// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/page/pdf_table.hpp"

#include <algorithm>
#include <numeric>

namespace lcl::page {
namespace {

constexpr Face cell_face{.size = 8 * point};
constexpr Face strong_face{.size = 8 * point, .bold = true};
constexpr Face cell_code_face{.size = 7 * point, .mono = true};
constexpr Face caption_face{.bold = true};
constexpr int column_gap = 9 * point;
constexpr int padding = 3 * point;
constexpr std::size_t few_rows = 10;
constexpr int narrowest = 30 * point;
constexpr int short_title = 64 * point;  // one that stays on one line

/// Of the cell in `column` of one of the table's rows.
const Face& face_of(const Table& table, const std::vector<std::string>* row, std::size_t column) {
  if (table.columns[column].cells == Cells::code) return cell_code_face;
  return table.has_total && row == &table.rows.back() ? strong_face : cell_face;
}

int widest_word(const Sheets& sheets, std::string_view text) {
  int width = 0;
  while (!text.empty()) {
    const std::string_view one = text.substr(0, text.find(' '));
    width = std::max(width, sheets.lines(one, strong_face, -1).width());
    text.remove_prefix(std::min(one.size() + 1, text.size()));
  }
  return width;
}

/// What each column takes to be written without breaking a line; a long title may be broken.
std::vector<int> natural_widths(const Sheets& sheets, const Table& table) {
  std::vector<int> widths;
  for (const Column& column : table.columns) {
    const int whole = sheets.lines(column.title, strong_face, -1).width();
    widths.push_back(whole <= short_title ? whole : widest_word(sheets, column.title));
  }
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], sheets.lines(row[i], face_of(table, &row, i), -1).width());
  }
  for (int& width : widths) width += point;  // room for rounding
  return widths;
}

/// The column that takes what the others leave of a sheet's width: the last of words, so that numbers stand
/// at the right edge.
std::size_t widened_column(const Table& table) {
  std::size_t last = 0;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].cells != Cells::numbers) last = i;
  }
  return last;
}

/// The widths in which the columns fill a sheet's width: those that are wider than an even share of what the
/// others leave are cut down to it, columns of words before those of numbers.
std::vector<int> fitting_widths(const Table& table, std::vector<int> widths) {
  const int room = text_width - column_gap * (static_cast<int>(widths.size()) - 1);
  for (const bool numbers : {false, true}) {
    int excess = std::accumulate(widths.begin(), widths.end(), -room);
    while (excess > 0) {
      std::size_t widest = widths.size();
      int second = narrowest;
      for (std::size_t i = 0; i < widths.size(); ++i) {
        if ((table.columns[i].cells == Cells::numbers) != numbers || widths[i] <= narrowest) continue;
        if (widest == widths.size() || widths[i] > widths[widest]) {
          if (widest != widths.size()) second = std::max(second, widths[widest]);
          widest = i;
        } else {
          second = std::max(second, widths[i]);
        }
      }
      if (widest == widths.size()) break;
      const int cut = std::min(excess, std::max(widths[widest] - second, point));
      widths[widest] -= cut;
      excess -= cut;
    }
  }
  const int left_over = text_width - std::accumulate(widths.begin(), widths.end(), 0) -
                        column_gap * (static_cast<int>(widths.size()) - 1);
  if (left_over > 0) widths[widened_column(table)] += left_over;
  return widths;
}

class TableDrawer {
 public:
  TableDrawer(Sheets& sheets, const Table& table)
      : sheets_(sheets), table_(table), widths_(fitting_widths(table, natural_widths(sheets, table))) {
    std::vector<std::string> titles;
    for (const Column& column : table.columns) titles.push_back(column.title);
    titles_ = cells(titles, nullptr);
  }

  void draw() {
    const TextLines caption = sheets_.lines(table_.caption, caption_face, text_width);
    constexpr int above = 4 * point;
    constexpr int below = 3 * point;
    sheets_.keep(above + caption.height() + below + height(titles_) + height_to_keep());
    sheets_.move_down(above);
    const Tagged table(sheets_, "Table");
    {
      const Tagged tagged(sheets_, "Caption");
      sheets_.draw(caption, margin, sheets_.y());
    }
    sheets_.move_down(caption.height() + below);
    {
      const Tagged titles(sheets_, "TR");
      header("TH");
    }
    for (const auto& each : table_.rows) row(cells(each, &each));
    sheets_.move_down(8 * point);
  }

 private:
  using CellLines = std::vector<TextLines>;

  /// Of all rows where they are few, else of some.
  [[nodiscard]] int height_to_keep() const {
    if (table_.rows.size() > few_rows) return 60 * point;
    int sum = 0;
    for (const auto& row : table_.rows) sum += height(cells(row, &row));
    return std::min(sum, (sheet_bottom - sheet_top) / 2);
  }

  /// Of a row of the table; where that is null, of its titles.
  [[nodiscard]] CellLines cells(const std::vector<std::string>& texts,
                                const std::vector<std::string>* row) const {
    CellLines made;
    for (std::size_t i = 0; i < texts.size(); ++i)
      made.push_back(sheets_.lines(texts[i], row == nullptr ? strong_face : face_of(table_, row, i),
                                   widths_[i],
                                   table_.columns[i].cells == Cells::numbers ? Anchor::end : Anchor::start));
    return made;
  }

  [[nodiscard]] static int height(const CellLines& cells) {
    int height = 0;
    for (const TextLines& cell : cells) height = std::max(height, cell.height());
    return height + 2 * padding;
  }

  /// Where they are repeated, on a further sheet, titles are no element.
  void header(const char* element) {
    const int top = sheets_.y() + padding;
    int x = margin;
    for (std::size_t i = 0; i < titles_.size(); ++i) {
      if (element != nullptr) sheets_.begin_tag(element);
      sheets_.draw(titles_[i], x, top);
      if (element != nullptr) sheets_.end_tag(element);
      x += widths_[i] + column_gap;
    }
    sheets_.move_down(height(titles_));
    sheets_.rule(margin, sheets_.y(), margin + text_width, sheets_.y(), muted_colour);
  }

  void next_sheet() {
    sheets_.begin_sheet();
    header(nullptr);
  }

  /// As much of a row at a time as there is room for; all at once where a sheet can hold it.
  void row(const CellLines& cells) {
    const int on_a_sheet = sheet_bottom - sheet_top - height(titles_);
    if (height(cells) > sheets_.room() && height(cells) <= on_a_sheet) next_sheet();
    std::vector<std::size_t> next(cells.size(), 0);
    while (slice(cells, next)) next_sheet();
    sheets_.rule(margin, sheets_.y(), margin + text_width, sheets_.y(), line_colour);
  }

  /// Draws the lines from `next` on that there is room for; whether some are left.
  bool slice(const CellLines& cells, std::vector<std::size_t>& next) {
    const Tagged row(sheets_, "TR");
    const int top = sheets_.y() + padding;
    int bottom = top;
    bool left_over = false;
    int x = margin;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      int y = top;
      const Tagged cell(sheets_, "TD");
      for (; next[i] < cells[i].count() && y + cells[i].height(next[i]) + padding <= sheet_bottom;
           ++next[i]) {
        sheets_.draw(cells[i], next[i], x, y);
        y += cells[i].height(next[i]);
      }
      left_over = left_over || next[i] < cells[i].count();
      bottom = std::max(bottom, y);
      x += widths_[i] + column_gap;
    }
    sheets_.move_down(bottom + padding - sheets_.y());
    return left_over;
  }

  Sheets& sheets_;
  const Table& table_;
  std::vector<int> widths_;
  CellLines titles_;
};

}  // namespace

void draw_table(Sheets& sheets, const Table& table) { TableDrawer(sheets, table).draw(); }

}  // namespace lcl::page
