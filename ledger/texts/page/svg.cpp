// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/page/svg.hpp"

#include <array>
#include <string>
#include <utility>
#include <variant>

#include "ledger/texts/page/hatch.hpp"

namespace lcl::page {
namespace {

constexpr std::array<std::string_view, 3> anchor_words{"start", "middle", "end"};

std::string ink_class(std::string_view use, Ink ink) { return std::string(use).append(word(ink)); }

std::string number(int value) { return std::to_string(value); }

std::string hatch_id(const std::string& id, Ink ink) { return (id + "-").append(word(ink)); }

class ShapeWriter {
 public:
  ShapeWriter(Markup& markup, std::string id) : markup_(markup), id_(std::move(id)) {}

  void operator()(const Rectangle& shape) {
    markup_.empty("rect", {{"x", number(shape.corner.x)},
                           {"y", number(shape.corner.y)},
                           {"width", number(shape.width)},
                           {"height", number(shape.height)},
                           {"class", ink_class("ink-", shape.ink)}});
    if (hatch_of(shape.ink) == Hatch::none) return;
    markup_.empty("rect", {{"x", number(shape.corner.x)},
                           {"y", number(shape.corner.y)},
                           {"width", number(shape.width)},
                           {"height", number(shape.height)},
                           {"fill", "url(#" + hatch_id(id_, shape.ink) + ")"}});
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
  std::string id_;
};

/// The hatches of the inks that the drawing uses.
void write_hatches(Markup& markup, const Drawing& drawing, const std::string& id) {
  std::array<bool, ink_count> used{};
  for (const Shape& shape : drawing.shapes) {
    if (const auto* rectangle = std::get_if<Rectangle>(&shape))
      used[static_cast<std::size_t>(rectangle->ink)] = true;
  }
  markup.open("defs");
  for (std::size_t i = 0; i < ink_count; ++i) {
    const Ink ink = static_cast<Ink>(i);
    if (!used[i] || hatch_of(ink) == Hatch::none) continue;
    markup.open("pattern", {{"id", hatch_id(id, ink)},
                            {"width", number(hatch_tile)},
                            {"height", number(hatch_tile)},
                            {"patternUnits", "userSpaceOnUse"}});
    for (const HatchLine& line : lines_of(hatch_of(ink)))
      markup.empty("line", {{"x1", number(line.x1)},
                            {"y1", number(line.y1)},
                            {"x2", number(line.x2)},
                            {"y2", number(line.y2)},
                            {"class", "hatch"}});
    markup.close();
  }
  markup.close();
}

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
  write_hatches(markup, drawing, name);
  ShapeWriter writer(markup, name);
  for (const Shape& shape : drawing.shapes) {
    markup.line();
    std::visit(writer, shape);
  }
  markup.close();
}

}  // namespace lcl::page
