// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "ledger/texts/page/charts.hpp"

namespace lcl::page {
namespace {

constexpr int whole_height = 200;
constexpr int node_width = 10;
constexpr int middle_x = 130;
constexpr int end_x = 250;
constexpr int label_line = 12;
constexpr int top = 30;
constexpr int node_gap = 6;
constexpr int curve_steps = 16;

/// The curve 3t² − 2t³ from a to b, at step `t` of curve_steps.
int eased(int a, int b, int t) {
  const int cube = curve_steps * curve_steps * curve_steps;
  return a + (b - a) * (3 * t * t * curve_steps - 2 * t * t * t) / cube;
}

Ribbon ribbon(Point left, Point right, int height, Ink ink) {
  Ribbon made{{}, ink};
  for (int t = 0; t <= curve_steps; ++t)
    made.outline.push_back({left.x + (right.x - left.x) * t / curve_steps, eased(left.y, right.y, t)});
  for (int t = curve_steps; t >= 0; --t)
    made.outline.push_back(
        {left.x + (right.x - left.x) * t / curve_steps, eased(left.y, right.y, t) + height});
  return made;
}

/// Places the ends from the top down and draws them.
class FlowDrawing {
 public:
  explicit FlowDrawing(const Flow& flow) : flow_(flow) {
    const int source_height = height_of(flow.source.count);
    node({0, top}, source_height, flow.source.ink);
    above({0, top}, flow.source);
    int leaving = top;
    if (flow.middle.count > 0) {
      const int height = height_of(flow.middle.count);
      drawing_.shapes.emplace_back(ribbon({node_width, leaving}, {middle_x, top}, height, flow.middle.ink));
      node({middle_x, top}, height, flow.middle.ink);
      above({middle_x, top}, flow.middle);
      leaving += height;
      int from_middle = top;
      for (const FlowEnd& each : flow.through) from_middle += end({middle_x + node_width, from_middle}, each);
    }
    for (const FlowEnd& each : flow.straight) leaving += end({node_width, leaving}, each);
    drawing_.height = std::max(next_y_, top + source_height + node_gap);
  }

  [[nodiscard]] Drawing take() { return std::move(drawing_); }

 private:
  [[nodiscard]] int height_of(std::uint64_t count) const {
    if (count == 0 || flow_.source.count == 0) return 0;
    const Decimal::Scaled exact =
        static_cast<Decimal::Scaled>(count) * whole_height / static_cast<Decimal::Scaled>(flow_.source.count);
    return std::max(static_cast<int>(exact), 1);
  }

  void node(Point at, int height, Ink ink) {
    drawing_.shapes.emplace_back(Rectangle{at, node_width, height, ink});
  }

  void above(Point at, const FlowEnd& each) {
    drawing_.shapes.emplace_back(Label{{at.x, at.y - 17}, each.name, Anchor::start, Ink::text, true});
    drawing_.shapes.emplace_back(Label{{at.x, at.y - 5}, each.figure, Anchor::start, Ink::muted});
  }

  /// An end on the right, with what leads to it; how high that is.
  int end(Point from, const FlowEnd& each) {
    if (each.count == 0) return 0;
    const int height = height_of(each.count);
    const int y = next_y_;
    drawing_.shapes.emplace_back(ribbon(from, {end_x, y}, height, each.ink));
    node({end_x, y}, height, each.ink);
    const int x = end_x + node_width + node_gap;
    int baseline = y + 9;
    for (std::string& line : broken(each.name, drawing_width - x, 2)) {
      drawing_.shapes.emplace_back(Label{{x, baseline}, std::move(line), Anchor::start, Ink::text});
      baseline += label_line;
    }
    drawing_.shapes.emplace_back(Label{{x, baseline}, each.figure, Anchor::start, Ink::muted});
    next_y_ = std::max(y + height, baseline + 3) + node_gap;
    return height;
  }

  const Flow& flow_;
  Drawing drawing_;
  int next_y_ = top;
};

}  // namespace

Drawing flow(const Flow& flow) { return FlowDrawing(flow).take(); }

}  // namespace lcl::page
