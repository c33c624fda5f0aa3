// SPDX-License-Identifier: Apache-2.0
// The sample log's only source of chance: SplitMix64 (Steele, Lea, Flood 2014)
// and integer arithmetic, so that a seed gives the same log on any machine.
#pragma once

#include <cstdint>

namespace lcl::samples {

class Random {
 public:
  explicit constexpr Random(std::uint64_t seed) : state_(seed) {}

  constexpr std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15U;
    return mixed(state_);
  }
  /// 0 to `bound` − 1, for a bound of 1 to 2³²; its bias is below bound / 2³².
  constexpr std::uint64_t below(std::uint64_t bound) { return (next() >> 32U) * bound >> 32U; }
  /// `low` to `high`, both included.
  constexpr std::uint64_t between(std::uint64_t low, std::uint64_t high) {
    return low + below(high - low + 1);
  }
  /// True in `basis_points` of 10,000 cases.
  constexpr bool chance(std::uint64_t basis_points) { return below(10'000) < basis_points; }

  /// The output function of SplitMix64: a bijection that scatters neighbouring values.
  static constexpr std::uint64_t mixed(std::uint64_t value) {
    value = (value ^ value >> 30U) * 0xbf58476d1ce4e5b9U;
    value = (value ^ value >> 27U) * 0x94d049bb133111ebU;
    return value ^ value >> 31U;
  }

 private:
  std::uint64_t state_;
};

}  // namespace lcl::samples
