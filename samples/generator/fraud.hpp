// SPDX-License-Identifier: Apache-2.0
// Frauds by name, staged in a log that was told honestly: what tests of
// plausibility are measured with (tests/calibration/).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "ledger/values/timestamp.hpp"
#include "samples/generator/random.hpp"
#include "samples/generator/told_log.hpp"

namespace lcl::samples {

/// What a fraud is staged in; `share` in basis points of whatever it is done to.
struct Stage {
  ToldLog& log;
  const Period& period;
  std::uint64_t share;
  Random random;
};

struct Fraud {
  std::string_view name;
  std::string_view described;
  std::string_view test;  ///< the test of plausibility that should ask about it
  void (*staged)(Stage& stage);
};

[[nodiscard]] std::span<const Fraud> frauds();
/// nullptr where there is none of that name.
[[nodiscard]] const Fraud* fraud_named(std::string_view name);

}  // namespace lcl::samples
