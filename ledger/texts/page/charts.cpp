// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/page/charts.hpp"

#include <algorithm>

#include "ledger/texts/page/scale.hpp"
#include "ledger/values/error.hpp"

namespace lcl::page {
namespace {

constexpr int line_height = 14;
constexpr int gap = 6;

/// A legend from `y` down; the y below it.
int draw_legend(const std::vector<Series>& series, int y, std::vector<Shape>& shapes) {
  constexpr int swatch = 9;
  if (series.empty()) return y;
  int x = 0;
  for (const Series& each : series) {
    const int width = swatch + 4 + width_of(each.name) + 2 * gap;
    if (x > 0 && x + width > drawing_width) {
      x = 0;
      y += line_height;
    }
    shapes.emplace_back(Rectangle{{x, y + 2}, swatch, swatch, each.ink});
    shapes.emplace_back(Label{
        {x + swatch + 4, y + swatch + 1}, fitted(each.name, drawing_width - swatch - 4), Anchor::start});
    x += width;
  }
  return y + line_height + gap;
}

}  // namespace

Drawing bars(const std::vector<Bar>& bars, const std::vector<Series>& legend, bool is_waterfall) {
  constexpr int row_height = 20;
  constexpr int thickness = 12;
  constexpr int widest_name = 220;
  int name_width = 150;
  int figure_width = 0;
  for (const Bar& bar : bars) {
    name_width = std::clamp(width_of(bar.name), name_width, widest_name);
    figure_width = std::max(figure_width, width_of(bar.figure));
  }
  Scale scale(name_width + gap, drawing_width - figure_width - gap);
  for (const Bar& bar : bars) {
    for (const BarPart& part : bar.parts) {
      scale.hold(part.from);
      scale.hold(part.to);
    }
  }
  Drawing drawing;
  const int top = draw_legend(legend, 0, drawing.shapes);
  drawing.height = top + static_cast<int>(bars.size()) * row_height + 2;
  const int zero = scale.at(Decimal());
  drawing.shapes.emplace_back(Stroke{{zero, top}, {zero, drawing.height}, Ink::muted});
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const Bar& bar = bars[i];
    const int y = top + static_cast<int>(i) * row_height + (row_height - thickness) / 2;
    const int baseline = y + label_size;
    drawing.shapes.emplace_back(
        Label{{0, baseline}, fitted(bar.name, name_width), Anchor::start, Ink::text, bar.is_total});
    drawing.shapes.emplace_back(
        Label{{drawing_width, baseline}, bar.figure, Anchor::end, Ink::text, bar.is_total});
    for (const BarPart& part : bar.parts) {
      const auto [left, right] = std::minmax({scale.at(part.from), scale.at(part.to)});
      const int width = std::max(right - left, part.from == part.to ? 0 : 1);
      if (width > 0) drawing.shapes.emplace_back(Rectangle{{left, y}, width, thickness, part.ink});
    }
    if (is_waterfall && i + 1 < bars.size() && !bar.parts.empty()) {
      const int x = scale.at(bar.parts.back().to);
      drawing.shapes.emplace_back(Stroke{{x, y + thickness}, {x, y + row_height}, Ink::muted});
    }
  }
  return drawing;
}

Drawing columns(const std::vector<ColumnStack>& stacks, const std::vector<Series>& series, Speech say) {
  constexpr int plot_height = 170;
  invariant(!stacks.empty() && stacks.size() <= 120, "columns are 1 to 120");
  Drawing drawing;
  const int top = draw_legend(series, 0, drawing.shapes) + gap;
  Scale scale(top + plot_height, top);
  for (const ColumnStack& stack : stacks) {
    Decimal above, below;
    for (const Decimal& value : stack.values) (value.is_negative() ? below : above) += value;
    scale.hold(above);
    scale.hold(below);
  }
  const std::vector<Decimal> ticks = scale.ticks();
  int left = 0;
  for (const Decimal& tick : ticks) left = std::max(left, width_of(say.exact(tick)) + gap);
  for (const Decimal& tick : ticks) {
    const int y = scale.at(tick);
    drawing.shapes.emplace_back(
        Stroke{{left, y}, {drawing_width, y}, tick.is_zero() ? Ink::muted : Ink::line});
    drawing.shapes.emplace_back(
        Label{{left - gap, y + label_size / 3}, say.exact(tick), Anchor::end, Ink::muted});
  }
  const int count = static_cast<int>(stacks.size());
  const int slot = (drawing_width - left) / count;
  const int thickness = std::clamp(slot * 7 / 10, 2, 48);
  int free_from = 0;  // names are written where the one before leaves room
  for (int i = 0; i < count; ++i) {
    const ColumnStack& stack = stacks[static_cast<std::size_t>(i)];
    const int middle = left + i * slot + slot / 2;
    Decimal above, below;
    for (std::size_t s = 0; s < stack.values.size(); ++s) {
      const Decimal& value = stack.values[s];
      Decimal& level = value.is_negative() ? below : above;
      const auto [high, low] = std::minmax({scale.at(level), scale.at(level + value)});
      level += value;
      if (low > high)
        drawing.shapes.emplace_back(
            Rectangle{{middle - thickness / 2, high}, thickness, low - high, series[s].ink});
    }
    const int half = width_of(stack.name) / 2;
    const int at = std::min(middle, drawing_width - half);
    if (at - half < free_from) continue;
    drawing.shapes.emplace_back(
        Label{{at, top + plot_height + line_height}, stack.name, Anchor::middle, Ink::muted});
    free_from = at + half + gap;
  }
  drawing.height = top + plot_height + line_height + gap;
  return drawing;
}

}  // namespace lcl::page
