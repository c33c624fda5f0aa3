// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/page/pdf_module.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <exception>
#include <type_traits>

#include "ledger/texts/page/hatch.hpp"
#include "ledger/texts/page/pdf_sheets.hpp"
#include "ledger/texts/page/pdf_table.hpp"

namespace lcl::page {
namespace {

constexpr std::array<Colour, 3> tone_colours{0x1a6e3c, 0x8a5a00, 0xb3261e};
constexpr Colour shade = 0xf3f5f7;
// In the order of Ink.
constexpr std::array<Colour, ink_count> ink_colours{text_colour, muted_colour, line_colour, 0x0072b2,
                                                    0xe69f00,    0x009e73,     0xd55e00,    0x56b4e9,
                                                    0xcc79a7,    0x8c959f,     0x000000,    0xffffff};
Colour colour_of(Ink ink) { return ink_colours[static_cast<std::size_t>(ink)]; }

constexpr Face title_face{.size = 18 * point, .bold = true};
constexpr Face subtitle_face{.size = 10 * point, .colour = muted_colour};
constexpr Face heading_face{.size = 13 * point, .bold = true};
constexpr Face subheading_face{.size = 10 * point, .bold = true};
constexpr Face body_face{};
constexpr Face name_face{.colour = muted_colour};
constexpr Face code_face{.size = 8 * point, .mono = true};
constexpr int name_column = 150 * point;
constexpr int kept_whole = 120 * point;  // paragraphs up to here are not divided
constexpr int chart_unit = 440 * point / drawing_width;

/// A drawing in its place on a sheet.
class ShapeDrawer {
 public:
  ShapeDrawer(Sheets& sheets, int x, int y, int unit) : sheets_(sheets), x_(x), y_(y), unit_(unit) {}

  void operator()(const Rectangle& shape) {
    sheets_.fill(x(shape.corner.x), y(shape.corner.y), shape.width * unit_, shape.height * unit_,
                 colour_of(shape.ink));
    sheets_.hatch(x(shape.corner.x), y(shape.corner.y), shape.width * unit_, shape.height * unit_,
                  lines_of(hatch_of(shape.ink)), unit_);
  }
  void operator()(const Stroke& shape) {
    sheets_.rule(x(shape.from.x), y(shape.from.y), x(shape.to.x), y(shape.to.y), colour_of(shape.ink));
  }
  void operator()(const Ribbon& shape) {
    std::vector<Point> outline;
    for (const Point& each : shape.outline) outline.push_back({x(each.x), y(each.y)});
    sheets_.fill_pale(outline, colour_of(shape.ink));
  }
  void operator()(const Label& shape) {
    sheets_.draw_label(shape.text,
                       {.size = label_size * unit_, .bold = shape.bold, .colour = colour_of(shape.ink)},
                       shape.anchor, x(shape.at.x), y(shape.at.y));
  }

 private:
  [[nodiscard]] int x(int units) const { return x_ + units * unit_; }
  [[nodiscard]] int y(int units) const { return y_ + units * unit_; }

  Sheets& sheets_;
  int x_, y_, unit_;
};

class BlockDrawer {
 public:
  BlockDrawer(Sheets& sheets, const PdfTask& task) : sheets_(sheets), task_(task) {}

  void operator()(const Heading& block) {
    const TextLines text = sheets_.lines(block.text, heading_face, text_width);
    sheets_.keep(14 * point + text.height() + 8 * point + next_);
    if (sheets_.y() > sheet_top) sheets_.move_down(14 * point);
    sheets_.bookmark(block.text);
    flow_lines(text, margin, "H2");
    sheets_.move_down(2 * point);
    sheets_.rule(margin, sheets_.y(), margin + text_width, sheets_.y(), line_colour);
    sheets_.move_down(6 * point);
  }

  void operator()(const Subheading& block) {
    const TextLines text = sheets_.lines(block.text, subheading_face, text_width);
    sheets_.keep(6 * point + text.height() + 3 * point + next_);
    sheets_.move_down(6 * point);
    flow_lines(text, margin, "H3");
    sheets_.move_down(3 * point);
  }

  void operator()(const Paragraph& block) {
    const TextLines text = sheets_.lines(block.text, body_face, text_width);
    sheets_.keep(std::min(text.height(), kept_whole));
    flow_lines(text, margin, "P");
    sheets_.move_down(5 * point);
  }

  void operator()(const Remark& block) {
    const auto tone = static_cast<std::size_t>(block.tone);
    constexpr int indent = 10 * point;
    constexpr int padding = 5 * point;
    const TextLines word =
        sheets_.lines(task_.tone_words[tone], {.bold = true, .colour = tone_colours[tone]}, -1);
    const int taken = word.width() + 6 * point;
    const TextLines text = sheets_.lines(block.text, body_face, text_width - 2 * indent - taken);
    const int height = text.height() + 2 * padding;
    sheets_.keep(height);
    const int y = sheets_.y();
    const int shown = std::min(height, sheets_.room());
    sheets_.fill(margin, y, text_width, shown, shade);
    sheets_.fill(margin, y, 3 * point, shown, tone_colours[tone]);
    {
      const Tagged strong(sheets_, "Span");
      sheets_.draw(word, margin + indent, y + padding);
    }
    sheets_.move_down(padding);
    flow_lines(text, margin + indent + taken, "P");
    sheets_.move_down(padding + 5 * point);
  }

  void operator()(const FactList& block) {
    for (const Fact& fact : block.facts) {
      const TextLines name = sheets_.lines(fact.name, name_face, name_column - 8 * point);
      const TextLines value =
          sheets_.lines(fact.value, fact.is_code ? code_face : body_face, text_width - name_column);
      sheets_.keep(std::max(name.height(), std::min(value.height(), sheet_bottom - sheet_top)));
      const int top = sheets_.y();
      const int sheet = sheets_.sheet();
      {
        const Tagged label(sheets_, "Lbl");
        sheets_.draw(name, margin, top);
      }
      flow_lines(value, margin + name_column, "LBody");
      const int named = top + name.height();
      if (sheets_.sheet() == sheet && named > sheets_.y()) sheets_.move_down(named - sheets_.y());
      sheets_.move_down(2 * point);
    }
    sheets_.move_down(5 * point);
  }

  void operator()(const Table& block) { draw_table(sheets_, block); }

  void operator()(const Chart& block) {
    const TextLines title = sheets_.lines(block.title, subheading_face, text_width);
    sheets_.keep(chart_height(block));
    sheets_.move_down(4 * point);
    flow_lines(title, margin, "Caption");
    sheets_.move_down(6 * point);
    const int unit = unit_of(block.drawing, title.height());
    {
      const Tagged figure(sheets_, "Figure");
      ShapeDrawer drawer(sheets_, margin, sheets_.y(), unit);
      for (const Shape& shape : block.drawing.shapes) std::visit(drawer, shape);
    }
    sheets_.move_down(block.drawing.height * unit + 10 * point);
  }

  /// What follows a heading is on its sheet, or begins there.
  void followed_by(const Block* block) {
    constexpr int some_lines = 60 * point;
    const auto* chart = block == nullptr ? nullptr : std::get_if<Chart>(block);
    next_ = chart == nullptr ? some_lines : chart_height(*chart);
  }

  void title(const Page& page) {
    flow_lines(sheets_.lines(page.title, title_face, text_width), margin, "H1");
    sheets_.move_down(2 * point);
    flow_lines(sheets_.lines(page.subtitle, subtitle_face, text_width), margin, "P");
    sheets_.move_down(8 * point);
  }

 private:
  [[nodiscard]] int chart_height(const Chart& block) const {
    const int title = sheets_.lines(block.title, subheading_face, text_width).height();
    return title + 10 * point + block.drawing.height * unit_of(block.drawing, title);
  }

  /// That of every chart, or so much less that this one fits on a sheet below its title.
  [[nodiscard]] static int unit_of(const Drawing& drawing, int title) {
    const int room = sheet_bottom - sheet_top - title - 20 * point;
    return std::min(chart_unit, room / std::max(drawing.height, 1));
  }

  /// Line by line, over as many sheets as it takes: on each, one such element.
  void flow_lines(const TextLines& text, int x, const char* element) {
    for (std::size_t i = 0; i < text.count();) {
      sheets_.keep(text.height(i));
      const Tagged tagged(sheets_, element);
      do {
        sheets_.draw(text, i, x, sheets_.y());
        sheets_.move_down(text.height(i));
        ++i;
      } while (i < text.count() && text.height(i) <= sheets_.room());
    }
  }

  Sheets& sheets_;
  const PdfTask& task_;
  int next_ = 0;
};

struct Written {
  std::string bytes;
  int sheets = 0;
};

Written write(const PdfTask& task, int last_sheet) {
  const Page& page = task.page;
  Sheets sheets(task, last_sheet);
  BlockDrawer drawer(sheets, task);
  drawer.title(page);
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    drawer.followed_by(i + 1 < page.blocks.size() ? &page.blocks[i + 1] : nullptr);
    std::visit(drawer, page.blocks[i]);
  }
  const int count = sheets.sheet();
  return {sheets.take(), count};
}

}  // namespace
}  // namespace lcl::page

extern "C" bool lcl_pdf_of(const lcl::page::PdfTask& task, std::string& out) {
  try {
    const int last_sheet = lcl::page::write(task, 0).sheets;
    out = lcl::page::write(task, last_sheet).bytes;
    return true;
  } catch (const std::exception& error) {
    out = error.what();
    return false;
  }
}
static_assert(std::is_same_v<decltype(&lcl_pdf_of), lcl::page::PdfFunction>);
