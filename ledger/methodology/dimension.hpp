// SPDX-License-Identifier: Apache-2.0
// Units as exponents of the base units: what keeps a formula from adding
// kilograms to kilometres. It converts nothing: t and kg, year and ms are
// different base units, and their ratio is a parameter of the document.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lcl::methodology {

class Dimension {
 public:
  static constexpr std::array<std::string_view, 7> bases{"kgCO2e", "kg", "t", "km", "kWh", "year", "ms"};
  /// No base unit is raised to a power beyond ±9.
  static constexpr int exponent_limit = 9;

  /// The unit 1.
  constexpr Dimension() = default;
  /// `1`, a base unit, a product `t*km`, or a quotient of these `kgCO2e/kWh`, `kgCO2e/(t*km)`, `1/year`.
  [[nodiscard]] static std::optional<Dimension> parse(std::string_view text) noexcept;

  friend constexpr bool operator==(const Dimension&, const Dimension&) = default;
  friend std::optional<Dimension> product(const Dimension& a, const Dimension& b) noexcept;
  friend std::optional<Dimension> quotient(const Dimension& a, const Dimension& b) noexcept;
  friend std::string to_string(const Dimension& dimension);

 private:
  [[nodiscard]] bool raise(std::size_t base, int power) noexcept;
  [[nodiscard]] bool multiply_by_text(std::string_view text, int power) noexcept;

  std::array<std::int8_t, bases.size()> exponents_{};
};

/// Nothing if a power would leave ±9.
[[nodiscard]] std::optional<Dimension> product(const Dimension& a, const Dimension& b) noexcept;
[[nodiscard]] std::optional<Dimension> quotient(const Dimension& a, const Dimension& b) noexcept;
/// In the order of `bases`, powers repeated: `kgCO2e/(t*km)`, `km*km`, `1`.
[[nodiscard]] std::string to_string(const Dimension& dimension);

}  // namespace lcl::methodology
