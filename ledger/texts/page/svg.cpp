// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/page/svg.hpp"

#include <array>
#include <string>

namespace lcl::page {
namespace {

constexpr std::array<std::string_view, 3> anchor_words{"start", "middle", "end"};

std::string ink_class(std::string_view use, Ink ink) { return std::string(use).append(word(ink)); }

std::string number(int value) { return std::to_string(value); }

class ShapeWriter {
 public:
  explicit ShapeWriter(Markup& markup) : markup_(markup) {}

  void operator()(const Rectangle& shape) {
    markup_.empty("rect", {{"x", number(shape.corner.x)},
                           {"y", number(shape.corner.y)},
                           {"width", number(shape.width)},
                           {"height", number(shape.height)},
                           {"class", ink_class("ink-", shape.ink)}});
  }
  void operator()(const Stroke& shape) {
    markup_.empty("line", {{"x1", number(shape.from.x)},
                           {"y1", number(shape.from.y)},
                           {"x2", number(shape.to.x)},
                           {"y2", number(shape.to.y)},
                           {"class", ink_class("stroke-", shape.ink)}});
  }
  void operator()(const Ribbon& shape) {
    std::string points;
    for (const Point& point : shape.outline) {
      if (!points.empty()) points += ' ';
      points += number(point.x) + ',' + number(point.y);
    }
    markup_.empty("polygon", {{"points", points}, {"class", ink_class("pale-", shape.ink)}});
  }
  void operator()(const Label& shape) {
    markup_.element("text", shape.text,
                    {{"x", number(shape.at.x)},
                     {"y", number(shape.at.y)},
                     {"text-anchor", anchor_words[static_cast<std::size_t>(shape.anchor)]},
                     {"class", ink_class(shape.bold ? "strong ink-" : "ink-", shape.ink)}});
  }

 private:
  Markup& markup_;
};

}  // namespace

void write_svg(Markup& markup, const Drawing& drawing, std::string_view title, std::string_view description,
               std::string_view id) {
  const std::string name(id);
  markup.open("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
                      {"viewBox", "0 0 " + number(drawing_width) + ' ' + number(drawing.height)},
                      {"role", "img"},
                      {"aria-labelledby", name + "-title " + name + "-description"}});
  markup.element("title", title, {{"id", name + "-title"}});
  markup.element("desc", description, {{"id", name + "-description"}});
  ShapeWriter writer(markup);
  for (const Shape& shape : drawing.shapes) {
    markup.line();
    std::visit(writer, shape);
  }
  markup.close();
}

}  // namespace lcl::page
