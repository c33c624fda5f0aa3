// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/page/pdf_sheets.hpp"

#include <cairo-pdf.h>

#include <algorithm>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace lcl::page {
namespace {

constexpr int footer_y = sheet_height - 34 * point;
constexpr int hairline = point / 2;

/// Called by C: nothing may be thrown through it.
cairo_status_t append_bytes(void* bytes, const unsigned char* data, unsigned int length) noexcept {
  try {
    static_cast<std::string*>(bytes)->append(data, data + length);
  } catch (const std::bad_alloc&) {
    return CAIRO_STATUS_NO_MEMORY;
  }
  return CAIRO_STATUS_SUCCESS;
}

constexpr unsigned channel(Colour colour, unsigned shift) { return (colour >> shift) & 0xFFU; }

/// Shapes and texts of Pango units while it lives.
class Units {
 public:
  explicit Units(cairo_t* cairo) : cairo_(cairo) {
    cairo_save(cairo_);
    cairo_scale(cairo_, 1.0 / point, 1.0 / point);
  }
  ~Units() { cairo_restore(cairo_); }
  Units(const Units&) = delete;
  Units& operator=(const Units&) = delete;

 private:
  cairo_t* cairo_;
};

/// `pdf` with what Cairo 1.16 cannot say of it: that it is tagged, its language, and that a window shows its
/// title. The catalog is the last object before the table of objects, so that nothing moves but this.
std::string with_catalog_entries(std::string pdf, const std::string& language) {
  constexpr std::string_view catalog = "<< /Type /Catalog\n";
  constexpr std::string_view start = "startxref\n";
  const std::size_t at = pdf.rfind(catalog);
  const std::size_t digits = pdf.rfind(start) + start.size();
  if (at == std::string::npos || digits < start.size()) return pdf;
  std::size_t end = digits;
  std::size_t table = 0;
  for (; end < pdf.size() && pdf[end] >= '0' && pdf[end] <= '9'; ++end)
    table = table * 10 + static_cast<std::size_t>(pdf[end] - '0');
  const std::string more = "   /MarkInfo << /Marked true >>\n   /Lang (" + language +
                           ")\n   /ViewerPreferences << /DisplayDocTitle true >>\n";
  pdf.replace(digits, end - digits, std::to_string(table + more.size()));
  pdf.insert(at + catalog.size(), more);
  return pdf;
}

}  // namespace

int TextLines::height() const {
  int height = 0;
  for (const Line& line : lines_) height += line.height;
  return height;
}

int TextLines::width() const {
  int width = 0;
  for (const Line& line : lines_) width = std::max(width, line.width);
  return width;
}

Sheets::Sheets(const PdfTask& task, int last_sheet) : task_(task), last_sheet_(last_sheet) {
  constexpr int width = sheet_width / point;
  constexpr int height = sheet_height / point;
  surface_.reset(cairo_pdf_surface_create_for_stream(append_bytes, &bytes_, width, height));
  cairo_.reset(cairo_create(surface_.get()));
  check();
  const auto state = [this](cairo_pdf_metadata_t what, const std::string& text) {
    cairo_pdf_surface_set_metadata(surface_.get(), what, text.c_str());
  };
  state(CAIRO_PDF_METADATA_TITLE, task.harmless(task.page.title));
  state(CAIRO_PDF_METADATA_SUBJECT, task.harmless(task.page.subtitle));
  state(CAIRO_PDF_METADATA_CREATOR, "Low Carbon Ledger");
  state(CAIRO_PDF_METADATA_CREATE_DATE, task.created);

  fonts_.reset(pango_cairo_font_map_new());
  pango_.reset(pango_font_map_create_context(fonts_.get()));
  pango_cairo_update_context(cairo_.get(), pango_.get());
  pango_context_set_language(pango_.get(), pango_language_from_string(task.language.c_str()));
  // Letters go where they are designed to be, whatever resolution a screen has.
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(pango_.get(), options);
  cairo_font_options_destroy(options);
  pango_cairo_context_set_resolution(pango_.get(), 72);
  sheet_ = 1;
}

void Sheets::check() const {
  const cairo_status_t on_surface = cairo_surface_status(surface_.get());
  const cairo_status_t status = on_surface == CAIRO_STATUS_SUCCESS ? cairo_status(cairo_.get()) : on_surface;
  if (status != CAIRO_STATUS_SUCCESS) throw std::runtime_error(cairo_status_to_string(status));
}

void Sheets::keep(int height) {
  if (height > room() && y_ > sheet_top) begin_sheet();
}

void Sheets::finish_sheet() {
  rule(margin, footer_y, margin + text_width, footer_y, line_colour);
  const Face face{.size = 8 * point, .colour = muted_colour};
  draw_label(task_.page.running_title, face, Anchor::start, margin, footer_y + 13 * point);
  draw_label(std::to_string(sheet_) + " / " + std::to_string(last_sheet_), face, Anchor::end,
             margin + text_width, footer_y + 13 * point);
  cairo_show_page(cairo_.get());
}

void Sheets::begin_sheet() {
  finish_sheet();
  ++sheet_;
  y_ = sheet_top;
}

TextLines Sheets::lines(std::string_view text, const Face& face, int width, Anchor anchor) const {
  TextLines made;
  made.colour_ = face.colour;
  made.layout_.reset(pango_layout_new(pango_.get()));
  PangoLayout* const layout = made.layout_.get();
  PangoFontDescription* font = pango_font_description_new();
  pango_font_description_set_family_static(font, face.mono ? "DejaVu Sans Mono" : "DejaVu Sans");
  pango_font_description_set_weight(font, face.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size(font, face.size);
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
  // A digest that is broken into lines must not seem to have a hyphen in it.
  PangoAttrList* attributes = pango_attr_list_new();
  pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
  pango_layout_set_attributes(layout, attributes);
  pango_attr_list_unref(attributes);
  const std::string shown = task_.harmless(text);
  pango_layout_set_text(layout, shown.data(), static_cast<int>(shown.size()));
  pango_layout_set_width(layout, width < 0 ? -1 : width);
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment(layout, anchor == Anchor::end      ? PANGO_ALIGN_RIGHT
                                     : anchor == Anchor::middle ? PANGO_ALIGN_CENTER
                                                                : PANGO_ALIGN_LEFT);
  const std::unique_ptr<PangoLayoutIter, decltype(&pango_layout_iter_free)> each(
      pango_layout_get_iter(layout), &pango_layout_iter_free);
  do {
    PangoRectangle box{};
    pango_layout_iter_get_line_extents(each.get(), nullptr, &box);
    made.lines_.push_back({.line = pango_layout_iter_get_line_readonly(each.get()),
                           .left = box.x,
                           .width = box.width,
                           .height = box.height + box.height / 8,
                           .baseline = pango_layout_iter_get_baseline(each.get()) - box.y});
  } while (pango_layout_iter_next_line(each.get()) != 0);
  return made;
}

void Sheets::draw(const TextLines& text, std::size_t line, int x, int y) {
  const TextLines::Line& each = text.lines_[line];
  set_colour(text.colour_);
  const Units units(cairo_.get());
  cairo_translate(cairo_.get(), x + each.left, y + each.baseline);
  cairo_scale(cairo_.get(), point, point);
  cairo_move_to(cairo_.get(), 0, 0);
  pango_cairo_show_layout_line(cairo_.get(), each.line);
}

void Sheets::draw(const TextLines& text, int x, int y) {
  for (std::size_t i = 0; i < text.count(); ++i) {
    draw(text, i, x, y);
    y += text.height(i);
  }
}

void Sheets::draw_label(const std::string& text, const Face& face, Anchor anchor, int x, int y) {
  const TextLines label = lines(text, face, -1);
  const int width = label.width();
  const int left = anchor == Anchor::end ? x - width : anchor == Anchor::middle ? x - width / 2 : x;
  draw(label, 0, left, y - label.lines_.front().baseline);
}

void Sheets::set_colour(Colour colour) {
  cairo_set_source_rgb(cairo_.get(), channel(colour, 16) / 255.0, channel(colour, 8) / 255.0,
                       channel(colour, 0) / 255.0);
}

void Sheets::fill(int x, int y, int width, int height, Colour colour) {
  set_colour(colour);
  const Units units(cairo_.get());
  cairo_rectangle(cairo_.get(), x, y, width, height);
  cairo_fill(cairo_.get());
}

void Sheets::rule(int x1, int y1, int x2, int y2, Colour colour) {
  set_colour(colour);
  const Units units(cairo_.get());
  cairo_set_line_width(cairo_.get(), hairline);
  cairo_move_to(cairo_.get(), x1, y1);
  cairo_line_to(cairo_.get(), x2, y2);
  cairo_stroke(cairo_.get());
}

void Sheets::hatch(int x, int y, int width, int height, std::span<const HatchLine> lines, int unit) {
  if (lines.empty()) return;
  cairo_set_source_rgb(cairo_.get(), 1, 1, 1);
  const Units units(cairo_.get());
  cairo_new_path(cairo_.get());
  cairo_rectangle(cairo_.get(), x, y, width, height);
  cairo_clip(cairo_.get());
  constexpr int stroke = hairline * 3 / 2;
  cairo_set_line_width(cairo_.get(), stroke);
  const int tile = hatch_tile * unit;
  for (int top = y - y % tile; top < y + height; top += tile) {
    for (int left = x - x % tile; left < x + width; left += tile) {
      for (const HatchLine& line : lines) {
        cairo_move_to(cairo_.get(), left + line.x1 * unit, top + line.y1 * unit);
        cairo_line_to(cairo_.get(), left + line.x2 * unit, top + line.y2 * unit);
      }
    }
  }
  cairo_stroke(cairo_.get());
}

void Sheets::begin_tag(const char* element) { cairo_tag_begin(cairo_.get(), element, nullptr); }
void Sheets::end_tag(const char* element) { cairo_tag_end(cairo_.get(), element); }

void Sheets::fill_pale(const std::vector<Point>& outline, Colour colour) {
  // Three parts of paper to one of colour; mixed here, as not every reader draws transparency alike.
  const auto mixed = [colour](unsigned shift) {
    const unsigned part = (channel(colour, shift) + 3 * 255) / 4;
    return part / 255.0;
  };
  cairo_set_source_rgb(cairo_.get(), mixed(16), mixed(8), mixed(0));
  const Units units(cairo_.get());
  cairo_new_path(cairo_.get());  // a text leaves a point behind
  for (const Point& each : outline) cairo_line_to(cairo_.get(), each.x, each.y);
  cairo_close_path(cairo_.get());
  cairo_fill(cairo_.get());
}

void Sheets::bookmark(const std::string& text) {
  const std::string where = "page=" + std::to_string(sheet_) + " pos=[0 " + std::to_string(y_ / point) + "]";
  cairo_pdf_surface_add_outline(surface_.get(), CAIRO_PDF_OUTLINE_ROOT, task_.harmless(text).c_str(),
                                where.c_str(), CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

std::string Sheets::take() {
  finish_sheet();
  check();
  cairo_surface_finish(surface_.get());
  const cairo_status_t status = cairo_surface_status(surface_.get());
  if (status != CAIRO_STATUS_SUCCESS) throw std::runtime_error(cairo_status_to_string(status));
  return with_catalog_entries(std::move(bytes_), task_.language);
}

}  // namespace lcl::page
