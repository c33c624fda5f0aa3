// SPDX-License-Identifier: Apache-2.0
// Places of values on a canvas, and the round values to write beside an axis.
#pragma once

#include <vector>

#include "ledger/values/decimal.hpp"

namespace lcl::page {

/// Maps values linearly to whole units, rounded. It holds 0 and whatever `hold` was given.
class Scale {
 public:
  /// The lowest value lies at `start`, the highest at `end`, which may be less.
  Scale(int start, int end) : start_(start), end_(end) {}
  void hold(const Decimal& value);
  [[nodiscard]] int at(const Decimal& value) const;
  /// Ascending multiples of 1, 2 or 5 times a power of ten, 0 among them; at most 7.
  [[nodiscard]] std::vector<Decimal> ticks() const;

 private:
  int start_, end_;
  Decimal low_, high_;
};

}  // namespace lcl::page
