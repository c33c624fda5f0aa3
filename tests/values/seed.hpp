// SPDX-License-Identifier: Apache-2.0
// The seed of the random tests of one run: a new one each time, printed, and
// taken from LCL_SEED to repeat a run.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>

namespace lcl::test {

inline std::uint32_t seed() {
  static const std::uint32_t chosen = [] {
    const char* const given = std::getenv("LCL_SEED");
    const auto value = given != nullptr ? static_cast<std::uint32_t>(std::strtoul(given, nullptr, 10))
                                        : std::random_device()();
    std::printf("random tests: LCL_SEED=%u repeats this run\n", static_cast<unsigned>(value));
    return value;
  }();
  return chosen;
}

}  // namespace lcl::test
