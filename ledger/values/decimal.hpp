// SPDX-License-Identifier: Apache-2.0
// Decimal: an exact quantity with 9 fractional digits in a signed 128-bit
// integer. No floating point exists in this library; every figure that is
// stored, hashed, summed or shown is one of these or an integer.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lcl {

class Decimal {
 public:
  __extension__ typedef __int128 Scaled;  // the keyword keeps -Wpedantic quiet
  static constexpr Scaled scale = 1'000'000'000;

  constexpr Decimal() = default;
  constexpr explicit Decimal(std::int64_t whole) : scaled_(Scaled{whole} * scale) {}
  /// `scaled` is the value times 10⁹.
  [[nodiscard]] static constexpr Decimal from_scaled(Scaled scaled) {
    Decimal result;
    result.scaled_ = scaled;
    return result;
  }
  [[nodiscard]] constexpr Scaled scaled() const { return scaled_; }

  friend constexpr auto operator<=>(const Decimal&, const Decimal&) = default;

  [[nodiscard]] constexpr bool is_negative() const { return scaled_ < 0; }
  [[nodiscard]] constexpr bool is_zero() const { return scaled_ == 0; }

  /// Exact sum and difference; throws Error (arithmetic) if it leaves 128 bits.
  Decimal& operator+=(const Decimal& other);
  Decimal& operator-=(const Decimal& other);
  [[nodiscard]] friend Decimal operator+(Decimal a, const Decimal& b) { return a += b; }
  [[nodiscard]] friend Decimal operator-(Decimal a, const Decimal& b) { return a -= b; }
  [[nodiscard]] Decimal operator-() const;

 private:
  Scaled scaled_ = 0;
};

/// The four operations of the methodology language: nothing on overflow of 128
/// bits, of the result or of the intermediate (a·b, a·10⁹), and for `b` zero in
/// `quotient`. Product and quotient round half to even at the ninth digit.
[[nodiscard]] std::optional<Decimal> sum(const Decimal& a, const Decimal& b) noexcept;
[[nodiscard]] std::optional<Decimal> difference(const Decimal& a, const Decimal& b) noexcept;
[[nodiscard]] std::optional<Decimal> product(const Decimal& a, const Decimal& b) noexcept;
[[nodiscard]] std::optional<Decimal> quotient(const Decimal& a, const Decimal& b) noexcept;

/// ⌊value / step⌋ for a positive `step`; used for whole tonnes.
[[nodiscard]] std::int64_t whole_steps(const Decimal& value, const Decimal& step);

/// Why a text is not a Decimal.
enum class DecimalFault {
  malformed,        ///< not plain digits: exponent, sign +, leading zero, bare point, NaN …
  negative_zero,    ///< `-0`, `-0.0`
  too_many_digits,  ///< more than 9 fractional digits
  out_of_range,     ///< leaves 128 bits
};

/// The value of a plain decimal numeral `-?(0|[1-9][0-9]*)(\.[0-9]+)?` (the
/// grammar of RFC 8259 without exponent); trailing zeros are allowed, and up to
/// 9 significant fractional digits. `fault` tells why there is none.
[[nodiscard]] std::optional<Decimal> parse_decimal(std::string_view text,
                                                   DecimalFault* fault = nullptr) noexcept;

/// The shortest plain form: `12.5`, `0`, `-3`; never `12.50`, `1e3` or `-0`.
[[nodiscard]] std::string to_string(const Decimal& value);
void append_decimal(const Decimal& value, std::string& out);
/// The value of `text` if it is the shortest plain form of one.
[[nodiscard]] std::optional<Decimal> parse_canonical_decimal(std::string_view text) noexcept;

/// For people: rounded half to even to `fraction_digits` (0 to 9), all of them
/// shown, with a comma between thousands: `12,345.60`. Never for stored text.
[[nodiscard]] std::string display(const Decimal& value, int fraction_digits);

}  // namespace lcl
