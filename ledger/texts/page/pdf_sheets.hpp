// SPDX-License-Identifier: Apache-2.0
// Sheets of paper: where Cairo and Pango are spoken to. All lengths are in Pango
// units, 1/1024 of a point, from the upper left corner of a sheet.
#pragma once

#include <pango/pangocairo.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/texts/page/hatch.hpp"
#include "ledger/texts/page/pdf_module.hpp"

namespace lcl::page {

inline constexpr int point = PANGO_SCALE;
inline constexpr int sheet_width = 595 * point;  // A4
inline constexpr int sheet_height = 842 * point;
inline constexpr int margin = 50 * point;
inline constexpr int text_width = sheet_width - 2 * margin;
inline constexpr int sheet_top = margin;
inline constexpr int sheet_bottom = sheet_height - 56 * point;

/// 0xRRGGBB.
using Colour = std::uint32_t;
inline constexpr Colour text_colour = 0x1b1f24;
inline constexpr Colour muted_colour = 0x57606a;
inline constexpr Colour line_colour = 0xc4ccd4;

struct Face {
  int size = 9 * point;
  bool bold = false;
  bool mono = false;
  Colour colour = text_colour;
};

struct ObjectRelease {
  void operator()(gpointer object) const noexcept { g_object_unref(object); }
};
struct CairoRelease {
  void operator()(cairo_t* context) const noexcept { cairo_destroy(context); }
  void operator()(cairo_surface_t* surface) const noexcept { cairo_surface_destroy(surface); }
};

/// Text broken into lines; its sheets must outlive it.
class TextLines {
 public:
  [[nodiscard]] std::size_t count() const { return lines_.size(); }
  [[nodiscard]] int height(std::size_t line) const { return lines_[line].height; }
  [[nodiscard]] int height() const;
  /// Of its widest line.
  [[nodiscard]] int width() const;

 private:
  friend class Sheets;
  struct Line {
    PangoLayoutLine* line = nullptr;  ///< of layout_
    int left = 0;                     ///< by its alignment
    int width = 0;
    int height = 0;
    int baseline = 0;  ///< below its top
  };
  std::unique_ptr<PangoLayout, ObjectRelease> layout_;
  std::vector<Line> lines_;
  Colour colour_ = 0;
};

class Sheets {
 public:
  /// `last_sheet` is written on each as "of how many".
  Sheets(const PdfTask& task, int last_sheet);
  Sheets(const Sheets&) = delete;
  Sheets& operator=(const Sheets&) = delete;

  /// Where the next thing goes.
  [[nodiscard]] int y() const { return y_; }
  [[nodiscard]] int room() const { return sheet_bottom - y_; }
  void move_down(int by) { y_ += by; }
  /// Begins a sheet unless `height` fits on this one.
  void keep(int height);
  void begin_sheet();

  /// `text`, made harmless, in lines no wider than `width`; in one line where that is below 0.
  [[nodiscard]] TextLines lines(std::string_view text, const Face& face, int width,
                                Anchor anchor = Anchor::start) const;
  /// One line with its top at `y`, in the box that begins at `x`.
  void draw(const TextLines& text, std::size_t line, int x, int y);
  /// All lines below each other.
  void draw(const TextLines& text, int x, int y);
  /// One line on a baseline at y, from, around or up to x.
  void draw_label(const std::string& text, const Face& face, Anchor anchor, int x, int y);

  void fill(int x, int y, int width, int height, Colour colour);
  void rule(int x1, int y1, int x2, int y2, Colour colour);
  /// The lines of a hatch across what was filled; `unit` is that of the drawing.
  void hatch(int x, int y, int width, int height, std::span<const HatchLine> lines, int unit);
  /// Filled, and pale.
  void fill_pale(const std::vector<Point>& outline, Colour colour);
  /// A bookmark that leads here.
  void bookmark(const std::string& text);

  /// What is drawn until the tag ends is that element of the document's structure (ISO 32000-1, 14.8.4).
  void begin_tag(const char* element);
  void end_tag(const char* element);

  [[nodiscard]] int sheet() const { return sheet_; }
  /// The file; nothing can be drawn after it.
  [[nodiscard]] std::string take();

 private:
  void finish_sheet();
  void check() const;
  void set_colour(Colour colour);

  const PdfTask& task_;
  int last_sheet_;
  int sheet_ = 0;
  int y_ = sheet_top;
  std::string bytes_;
  std::unique_ptr<cairo_surface_t, CairoRelease> surface_;
  std::unique_ptr<cairo_t, CairoRelease> cairo_;
  std::unique_ptr<PangoFontMap, ObjectRelease> fonts_;  ///< its own: the shared one is never released
  std::unique_ptr<PangoContext, ObjectRelease> pango_;
};

/// A tag while it lives.
class Tagged {
 public:
  Tagged(Sheets& sheets, const char* element) : sheets_(sheets), element_(element) {
    sheets_.begin_tag(element_);
  }
  ~Tagged() { sheets_.end_tag(element_); }
  Tagged(const Tagged&) = delete;
  Tagged& operator=(const Tagged&) = delete;

 private:
  Sheets& sheets_;
  const char* element_;
};

}  // namespace lcl::page
