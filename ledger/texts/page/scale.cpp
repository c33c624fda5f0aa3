// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/page/scale.hpp"

namespace lcl::page {
namespace {

using Scaled = Decimal::Scaled;

constexpr int most_steps = 5;
constexpr Scaled product_limit = Scaled{1} << 110U;  // times a canvas' length it stays below 2^127

/// The least of 1, 2 and 5 times a power of ten of which `most_steps` reach over `range`.
Scaled step_over(Scaled range) {
  Scaled power = 1;
  for (;; power *= 10) {
    for (const int factor : {1, 2, 5}) {
      const Scaled step = power * factor;
      if (range / step < most_steps || (range % step == 0 && range / step == most_steps)) return step;
    }
  }
}

}  // namespace

void Scale::hold(const Decimal& value) {
  if (value < low_) low_ = value;
  if (high_ < value) high_ = value;
}

int Scale::at(const Decimal& value) const {
  Scaled span = (high_ - low_).scaled();
  Scaled offset = (value - low_).scaled();
  if (span == 0) return start_;
  while (span > product_limit || offset > product_limit) {
    span /= 2;
    offset /= 2;
  }
  const int length = end_ < start_ ? start_ - end_ : end_ - start_;
  const int along = static_cast<int>((offset * length + span / 2) / span);
  return end_ < start_ ? start_ - along : start_ + along;
}

std::vector<Decimal> Scale::ticks() const {
  const Scaled range = (high_ - low_).scaled();
  if (range == 0) return {Decimal()};
  const Scaled step = step_over(range);
  std::vector<Decimal> ticks;
  for (Scaled each = low_.scaled() / step * step; each <= high_.scaled(); each += step)
    ticks.push_back(Decimal::from_scaled(each));
  return ticks;
}

}  // namespace lcl::page
