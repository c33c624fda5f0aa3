// SPDX-License-Identifier: Apache-2.0
// What one unit stands for, and how kilograms become units. Serials of units
// are in unit_serial.hpp.
#pragma once

#include <cstdint>

#include "ledger/values/decimal.hpp"

namespace lcl {

/// kgCO2e: a unit, a carbon credit of the Label bas-carbone, is one tonne of CO2e (décret 2018-1043;
/// schemas/README.md, "Units").
inline constexpr std::int64_t kg_per_unit = 1'000;

/// The mass that so many units stand for, kgCO2e.
[[nodiscard]] constexpr Decimal kg_of_units(std::int64_t units) { return Decimal(units * kg_per_unit); }
/// The whole units in a mass that is not negative, rounded down: what can be issued. Throws Error
/// (arithmetic) beyond 2^53 − 1, the greatest integer of any format.
[[nodiscard]] std::int64_t units_within(const Decimal& kg);
/// The whole units that make up a mass, rounded up: what settles a debt. Throws as units_within.
[[nodiscard]] std::int64_t units_covering(const Decimal& kg);

}  // namespace lcl
