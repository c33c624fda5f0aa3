// SPDX-License-Identifier: Apache-2.0
// What a figure stands for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace lcl {

/// Avoided effects add to S, the others are taken off. Those from `baseline` on are a period's, not a
/// cycle's.
enum class Effect : std::uint8_t {
  avoided_manufacture,
  avoided_journeys,
  emitted_journeys,
  emitted_parts,
  emitted_energy,
  emitted_packaging,
  given_back,
  baseline,  ///< what would have been avoided without the project
  leakage,
};
inline constexpr std::size_t effect_count = static_cast<std::size_t>(Effect::leakage) + 1;
[[nodiscard]] constexpr bool is_of_period(Effect effect) noexcept { return effect >= Effect::baseline; }
/// Whether it is what credit is given for, or taken off that; not what the project emits or causes elsewhere.
[[nodiscard]] constexpr bool is_credit(Effect effect) noexcept {
  return effect == Effect::avoided_manufacture || effect == Effect::avoided_journeys ||
         effect == Effect::given_back || effect == Effect::baseline;
}
/// As methodology documents and tallies write it.
[[nodiscard]] std::string_view word(Effect effect) noexcept;

}  // namespace lcl
