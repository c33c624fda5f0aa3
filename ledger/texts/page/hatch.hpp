// SPDX-License-Identifier: Apache-2.0
// How series are told from one another where there is no colour: lines across
// their shapes. All of it is here, as what draws PDF is loaded by itself.
#pragma once

#include <cstdint>
#include <span>

#include "ledger/texts/page/drawing.hpp"

namespace lcl::page {

enum class Hatch : std::uint8_t { none, rising, falling, level, upright, crossed };

/// Lines on a square tile that is repeated, in whole units from its upper left corner.
inline constexpr int hatch_tile = 4;
struct HatchLine {
  int x1, y1, x2, y2;
};

[[nodiscard]] constexpr Hatch hatch_of(Ink ink) noexcept {
  switch (ink) {
    case Ink::orange:
      return Hatch::rising;
    case Ink::green:
      return Hatch::falling;
    case Ink::vermillion:
      return Hatch::level;
    case Ink::purple:
      return Hatch::upright;
    case Ink::grey:
      return Hatch::crossed;
    default:
      return Hatch::none;
  }
}

inline constexpr HatchLine rising_lines[]{{0, hatch_tile, hatch_tile, 0}};
inline constexpr HatchLine falling_lines[]{{0, 0, hatch_tile, hatch_tile}};
inline constexpr HatchLine level_lines[]{{0, hatch_tile / 2, hatch_tile, hatch_tile / 2}};
inline constexpr HatchLine upright_lines[]{{hatch_tile / 2, 0, hatch_tile / 2, hatch_tile}};
inline constexpr HatchLine crossed_lines[]{{0, hatch_tile, hatch_tile, 0}, {0, 0, hatch_tile, hatch_tile}};

[[nodiscard]] constexpr std::span<const HatchLine> lines_of(Hatch hatch) noexcept {
  switch (hatch) {
    case Hatch::none:
      break;
    case Hatch::rising:
      return rising_lines;
    case Hatch::falling:
      return falling_lines;
    case Hatch::level:
      return level_lines;
    case Hatch::upright:
      return upright_lines;
    case Hatch::crossed:
      return crossed_lines;
  }
  return {};
}

}  // namespace lcl::page
