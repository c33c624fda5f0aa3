// SPDX-License-Identifier: Apache-2.0
// What is published of how much a reconditioned device avoids, to hold figures
// against: no figure rests on it.
#pragma once

#include <cstdint>
#include <string_view>

namespace lcl {

/// kgCO2e that a device of a category avoids, net of its reconditioning, if it stands for a new one; and
/// above which a cycle's avoided emissions are asked about.
struct PublishedBand {
  std::string_view category;
  std::int64_t low = 0, high = 0, limit = 0;
};
inline constexpr std::string_view published_band_source =
    "ADEME 2022: 24.6 kg a year of use for a smartphone, 27 for a laptop, over 1 to 2 and 2 to 3 years, each "
    "in "
    "place of a new one and less what reconditioning it emits";

/// Of this category; nullptr where nothing is published.
[[nodiscard]] const PublishedBand* published_band(std::string_view category) noexcept;

}  // namespace lcl
