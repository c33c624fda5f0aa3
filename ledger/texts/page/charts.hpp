// SPDX-License-Identifier: Apache-2.0
// Charts made of what they show: bars, columns and flows as drawings. Every
// length is a whole number, scaled exactly from decimals.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/texts/page/drawing.hpp"
#include "ledger/texts/page/language.hpp"
#include "ledger/values/decimal.hpp"

namespace lcl::page {

struct Series {
  std::string name;
  Ink ink{};
};

/// A part of a bar, from one value to another.
struct BarPart {
  Decimal from;
  Decimal to;
  Ink ink{};
};

/// A bar that lies between values, as the steps of a waterfall do; its figure is written beside it.
struct Bar {
  std::string name;
  std::string figure;
  std::vector<BarPart> parts;
  bool is_total = false;
};

/// Bars below each other with their names on the left, on a common scale that holds 0. A line leads from
/// where one ends to the next where `is_waterfall`.
[[nodiscard]] Drawing bars(const std::vector<Bar>& bars, const std::vector<Series>& legend,
                           bool is_waterfall = false);

/// One column for each span of time.
struct ColumnStack {
  std::string name;
  std::vector<Decimal> values;  ///< one for each series; what is negative hangs below 0
};

/// Columns beside each other, of stacked series, with a scale in numbers. At most 120.
[[nodiscard]] Drawing columns(const std::vector<ColumnStack>& stacks, const std::vector<Series>& series,
                              Speech say);

/// Where things go: a whole is split in parts, and the first of these in parts again.
struct FlowEnd {
  std::string name;
  std::string figure;
  std::uint64_t count = 0;
  Ink ink{};
};
struct Flow {
  FlowEnd source;
  FlowEnd middle;                 ///< the sum of `through`
  std::vector<FlowEnd> through;   ///< what comes of the middle
  std::vector<FlowEnd> straight;  ///< what leaves the source otherwise
};
/// Ends without a count are left out.
[[nodiscard]] Drawing flow(const Flow& flow);

}  // namespace lcl::page
