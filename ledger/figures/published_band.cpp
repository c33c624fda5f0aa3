// SPDX-License-Identifier: Apache-2.0
#include "ledger/figures/published_band.hpp"

#include <algorithm>
#include <array>

namespace lcl {
namespace {

constexpr std::array<PublishedBand, 2> bands{{{"smartphone", 25, 50, 65}, {"laptop", 54, 81, 150}}};

}  // namespace

const PublishedBand* published_band(std::string_view category) noexcept {
  const auto* const found = std::find_if(
      bands.begin(), bands.end(), [&](const PublishedBand& band) { return band.category == category; });
  return found == bands.end() ? nullptr : &*found;
}

}  // namespace lcl
