// SPDX-License-Identifier: Apache-2.0
// A drawing: shapes in whole units on a canvas, made once and rendered as SVG
// and in PDF. Colours are names; what they look like is the renderer's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace lcl::page {

/// Colours that people with any form of colour blindness tell apart (Okabe and Ito, "Color Universal Design",
/// 2008), those of text and lines, and two that no light changes.
enum class Ink : std::uint8_t {
  text,
  muted,
  line,
  blue,
  orange,
  green,
  vermillion,
  sky,
  purple,
  grey,
  black,
  white
};
inline constexpr std::size_t ink_count = 12;
[[nodiscard]] std::string_view word(Ink ink) noexcept;
/// The inks of series, in order; the last is for what is left over.
inline constexpr Ink series_inks[]{Ink::blue, Ink::orange, Ink::green, Ink::vermillion,
                                   Ink::sky,  Ink::purple, Ink::grey};

/// x to the right, y down, from the upper left corner.
struct Point {
  int x = 0;
  int y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};

struct Rectangle {
  Point corner;  ///< upper left
  int width = 0;
  int height = 0;
  Ink ink{};
};

struct Stroke {
  Point from;
  Point to;
  Ink ink{};
};

/// Filled, and pale enough to be written on.
struct Ribbon {
  std::vector<Point> outline;
  Ink ink{};
};

enum class Anchor : std::uint8_t { start, middle, end };

/// One line of text on a baseline.
struct Label {
  Point at;
  std::string text;
  Anchor anchor{};
  Ink ink = Ink::text;
  bool bold = false;
};

using Shape = std::variant<Rectangle, Stroke, Ribbon, Label>;

/// Every drawing is this wide; a label's letters are label_size high. On an A4 page a unit is about a point.
inline constexpr int drawing_width = 480;
inline constexpr int label_size = 10;

struct Drawing {
  int height = 0;
  std::vector<Shape> shapes;  ///< later ones lie on earlier ones
};

/// How wide a label is, at most: no letters are measured, but taken as wide as wide ones.
[[nodiscard]] int width_of(std::string_view text) noexcept;
/// `text`, with its end replaced by `…` where it would be wider than `width`.
[[nodiscard]] std::string fitted(std::string_view text, int width);
/// `text` broken at blanks into at most `most` lines no wider than `width`; the last is fitted.
[[nodiscard]] std::vector<std::string> broken(std::string_view text, int width, std::size_t most);

}  // namespace lcl::page
