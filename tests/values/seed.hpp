// SPDX-License-Identifier: Apache-2.0
// The seed of the random tests: always the same, so that a change is judged by
// the same cases as the one before it; LCL_SEED gives other cases.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace lcl::test {

inline std::uint32_t seed() {
  static const std::uint32_t chosen = [] {
    const char* const given = std::getenv("LCL_SEED");
    const auto value = given != nullptr ? static_cast<std::uint32_t>(std::strtoul(given, nullptr, 10))
                                        : std::uint32_t{20250905};
    std::printf("random tests: LCL_SEED=%u\n", static_cast<unsigned>(value));
    return value;
  }();
  return chosen;
}

/// `full` rounds of a random test; a tenth of them with the address sanitizer, under which each takes ten
/// times as long.
constexpr int rounds(int full) {
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
  return full / 10;
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
  return full / 10;
#else
  return full;
#endif
}

}  // namespace lcl::test
