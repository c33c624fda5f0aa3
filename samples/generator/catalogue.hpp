// SPDX-License-Identifier: Apache-2.0
// What a French refurbisher handles: categories and models with their masses,
// the parts that get replaced, who takes part. Shares are ours, chosen to look
// like a large marketplace; the log they give is fictive.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace lcl::samples {

/// Quantities are whole thousandths: grams, metres, watt-hours.
using Thousandths = std::uint32_t;

struct Model {
  std::string_view manufacturer;
  std::string_view name;
  Thousandths mass_kg;
};

/// A part that a reconditioning may replace, in `basis_points` of 10,000 cases.
struct PartChance {
  std::string_view part;
  std::uint16_t basis_points;
  std::uint8_t most;  ///< pieces at once
};

struct Range {
  Thousandths low;
  Thousandths high;
};

struct Category {
  std::string_view word;
  std::uint16_t share;  ///< of all devices, in basis points
  bool has_imei;
  bool holds_data;
  Range energy_kwh;
  Range packaging_kg;
  std::span<const Model> models;
  std::span<const PartChance> parts;
};

[[nodiscard]] std::span<const Category> categories();

/// Who does what: two each, in the order of samples/participants.csv.
inline constexpr std::array<std::string_view, 2> collectors{"01234567400019", "02468013400020"};
inline constexpr std::array<std::string_view, 2> refurbishers{"03571592900010", "04827163900030"};
inline constexpr std::array<std::string_view, 2> sellers{"05982741000016", "06173948800049"};

}  // namespace lcl::samples
