// SPDX-License-Identifier: Apache-2.0
// What a figure stands for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace lcl {

/// Avoided effects add to S, the others are taken off.
enum class Effect : std::uint8_t {
  avoided_manufacture,
  avoided_journeys,
  emitted_journeys,
  emitted_parts,
  emitted_energy,
  emitted_packaging,
  given_back,
};
inline constexpr std::size_t effect_count = 7;
/// As methodology documents and tallies write it.
[[nodiscard]] std::string_view word(Effect effect) noexcept;

}  // namespace lcl
