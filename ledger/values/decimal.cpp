// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/decimal.hpp"

#include <array>
#include <cstddef>
#include <limits>

#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

using Scaled = Decimal::Scaled;
__extension__ typedef unsigned __int128 Magnitude;

constexpr std::size_t fraction_places = 9;
constexpr Magnitude unsigned_scale = Magnitude{1'000'000'000};
/// 2^127: the magnitude of the least Scaled; the greatest is one less.
constexpr Magnitude least_magnitude = Magnitude{1} << 127U;
/// Digits before the point that are always in range of Magnitude; numerals in range have no more.
constexpr std::size_t most_whole_digits = 30;
/// With so many or fewer a numeral is in range whatever they are: 10^28 · 10^9 < 2^127.
constexpr std::size_t safe_whole_digits = 28;

constexpr Magnitude magnitude_of(Scaled value) noexcept {
  return value < 0 ? Magnitude{0} - static_cast<Magnitude>(value) : static_cast<Magnitude>(value);
}

/// Nothing if ±magnitude leaves signed 128 bits.
std::optional<Scaled> with_sign(Magnitude magnitude, bool negative) noexcept {
  if (magnitude > least_magnitude - (negative ? 0U : 1U)) return std::nullopt;
  return static_cast<Scaled>(negative ? Magnitude{0} - magnitude : magnitude);
}

/// a·b; nothing if it leaves signed 128 bits.
std::optional<Scaled> exact_product(Scaled a, Scaled b) noexcept {
  // Over magnitudes: for the signed built-in, clang calls a function that only its own runtime has.
  Magnitude magnitude = 0;
  if (__builtin_mul_overflow(magnitude_of(a), magnitude_of(b), &magnitude)) return std::nullopt;
  return with_sign(magnitude, (a < 0) != (b < 0));
}

/// numerator / denominator, rounded half to even.
Magnitude divided(Magnitude numerator, Magnitude denominator) noexcept {
  const Magnitude whole = numerator / denominator;
  const Magnitude rest = numerator - whole * denominator;
  const Magnitude to_next = denominator - rest;
  const bool up = rest > to_next || (rest == to_next && whole % 2 != 0);
  return whole + (up ? 1U : 0U);
}

std::optional<Decimal> divided(Scaled numerator, Scaled denominator) noexcept {
  const auto scaled = with_sign(divided(magnitude_of(numerator), magnitude_of(denominator)),
                                (numerator < 0) != (denominator < 0));
  if (!scaled) return std::nullopt;
  return Decimal::from_scaled(*scaled);
}

/// Writes the digits of `value`, at least `least_digits`, before `end`; returns where they start.
char* write_digits(std::uint64_t value, std::size_t least_digits, char* end) noexcept {
  for (std::size_t written = 0; value != 0 || written < least_digits; ++written) {
    *--end = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  return end;
}

/// The same for a value of 128 bits, at least one digit.
char* write_digits(Magnitude value, char* end) noexcept {
  constexpr std::uint64_t chunk = 1'000'000'000'000'000'000;
  while (value >= chunk) {
    end = write_digits(static_cast<std::uint64_t>(value % chunk), 18, end);
    value /= chunk;
  }
  return write_digits(static_cast<std::uint64_t>(value), 1, end);
}

/// Sign, 30 digits, point, 9 digits, with room to spare.
using NumeralBuffer = std::array<char, 48>;

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// The digits at the start of `text`.
std::string_view leading_digits(std::string_view text) noexcept {
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count])) ++count;
  return text.substr(0, count);
}

/// The parts of a numeral, which is well-formed: sign, digits before the point, digits after it
/// without trailing zeros.
struct Numeral {
  bool negative = false;
  std::string_view whole;
  std::string_view fraction;
};

std::optional<Numeral> split(std::string_view text) noexcept {
  Numeral numeral;
  numeral.negative = text.starts_with('-');
  if (numeral.negative) text.remove_prefix(1);
  numeral.whole = leading_digits(text);
  if (numeral.whole.empty() || (numeral.whole.size() > 1 && numeral.whole[0] == '0')) return std::nullopt;
  text.remove_prefix(numeral.whole.size());
  if (text.empty()) return numeral;
  if (text[0] != '.') return std::nullopt;
  numeral.fraction = leading_digits(text.substr(1));
  if (numeral.fraction.empty() || numeral.fraction.size() + 1 != text.size()) return std::nullopt;
  while (!numeral.fraction.empty() && numeral.fraction.back() == '0') numeral.fraction.remove_suffix(1);
  return numeral;
}

/// `value` with `digits` behind its own; they must fit in the type.
template <typename Unsigned>
Unsigned with_digits(Unsigned value, std::string_view digits) noexcept {
  for (const char c : digits) value = value * 10 + static_cast<unsigned>(c - '0');
  return value;
}

Magnitude value_of(std::string_view digits) noexcept {
  constexpr std::size_t in_64_bits = 19;  // nearly all numerals, and multiplying is quick there
  const std::string_view first = digits.substr(0, in_64_bits);
  return with_digits(Magnitude{with_digits(std::uint64_t{0}, first)}, digits.substr(first.size()));
}

/// The digits after the point, as units of the last place.
std::uint64_t fraction_of(std::string_view digits) noexcept {
  auto value = with_digits(std::uint64_t{0}, digits);
  for (std::size_t places = digits.size(); places < fraction_places; ++places) value *= 10;
  return value;
}

}  // namespace

Decimal& Decimal::operator+=(const Decimal& other) {
  const auto result = sum(*this, other);
  if (!result) throw Error(Obstacle::arithmetic, phrase("a sum leaves the range of 128 bits"));
  return *this = *result;
}

Decimal& Decimal::operator-=(const Decimal& other) {
  const auto result = difference(*this, other);
  if (!result) throw Error(Obstacle::arithmetic, phrase("a difference leaves the range of 128 bits"));
  return *this = *result;
}

Decimal Decimal::operator-() const { return Decimal() - *this; }

std::optional<Decimal> sum(const Decimal& a, const Decimal& b) noexcept {
  Scaled result = 0;
  if (__builtin_add_overflow(a.scaled(), b.scaled(), &result)) return std::nullopt;
  return Decimal::from_scaled(result);
}

std::optional<Decimal> difference(const Decimal& a, const Decimal& b) noexcept {
  Scaled result = 0;
  if (__builtin_sub_overflow(a.scaled(), b.scaled(), &result)) return std::nullopt;
  return Decimal::from_scaled(result);
}

std::optional<Decimal> product(const Decimal& a, const Decimal& b) noexcept {
  const auto exact = exact_product(a.scaled(), b.scaled());
  if (!exact) return std::nullopt;
  return divided(*exact, Decimal::scale);
}

std::optional<Decimal> quotient(const Decimal& a, const Decimal& b) noexcept {
  if (b.is_zero()) return std::nullopt;
  const auto numerator = exact_product(a.scaled(), Decimal::scale);
  if (!numerator) return std::nullopt;
  return divided(*numerator, b.scaled());
}

std::int64_t whole_steps(const Decimal& value, const Decimal& step) {
  invariant(step > Decimal(), "whole_steps needs a positive step");
  const Scaled towards_zero = value.scaled() / step.scaled();
  const bool below = value.is_negative() && value.scaled() % step.scaled() != 0;
  const Scaled steps = towards_zero - (below ? 1 : 0);
  if (steps < std::numeric_limits<std::int64_t>::min() || steps > std::numeric_limits<std::int64_t>::max()) {
    throw Error(Obstacle::arithmetic, phrase("a count of whole steps leaves the range of 64 bits"));
  }
  return static_cast<std::int64_t>(steps);
}

std::optional<Decimal> parse_decimal(std::string_view text, DecimalFault* fault) noexcept {
  const auto refuse = [fault](DecimalFault why) {
    if (fault != nullptr) *fault = why;
    return std::nullopt;
  };
  const auto numeral = split(text);
  if (!numeral) return refuse(DecimalFault::malformed);
  if (numeral->fraction.size() > fraction_places) return refuse(DecimalFault::too_many_digits);
  if (numeral->whole.size() > most_whole_digits) return refuse(DecimalFault::out_of_range);

  const std::uint64_t fraction = fraction_of(numeral->fraction);
  const Magnitude whole = value_of(numeral->whole);
  if (numeral->whole.size() > safe_whole_digits && whole > (least_magnitude - fraction) / unsigned_scale)
    return refuse(DecimalFault::out_of_range);
  const Magnitude magnitude = whole * unsigned_scale + fraction;
  if (numeral->negative && magnitude == 0) return refuse(DecimalFault::negative_zero);
  const auto scaled = with_sign(magnitude, numeral->negative);
  if (!scaled) return refuse(DecimalFault::out_of_range);
  return Decimal::from_scaled(*scaled);
}

std::string to_string(const Decimal& value) {
  std::string out;
  append_decimal(value, out);
  return out;
}

void append_decimal(const Decimal& value, std::string& out) {
  const Magnitude magnitude = magnitude_of(value.scaled());
  NumeralBuffer buffer;
  char* end = buffer.data() + buffer.size();
  char* start = end;
  const auto fraction = static_cast<std::uint64_t>(magnitude % unsigned_scale);
  if (fraction != 0) {
    start = write_digits(fraction, fraction_places, end);
    while (end[-1] == '0') --end;
    *--start = '.';
  }
  start = write_digits(magnitude / unsigned_scale, start);
  if (value.is_negative()) *--start = '-';
  out.append(start, end);
}

std::optional<Decimal> parse_canonical_decimal(std::string_view text) noexcept {
  const auto value = parse_decimal(text);
  const bool trailing_zero = text.find('.') != std::string_view::npos && text.back() == '0';
  return trailing_zero ? std::nullopt : value;
}

std::string display(const Decimal& value, int fraction_digits) {
  invariant(fraction_digits >= 0 && fraction_digits <= 9, "display shows 0 to 9 digits after the point");
  Magnitude unit = 1;
  for (int i = fraction_digits; i < 9; ++i) unit *= 10;
  const Magnitude units = divided(magnitude_of(value.scaled()), unit);
  const Magnitude per_whole = unsigned_scale / unit;

  NumeralBuffer buffer;
  char* const end = buffer.data() + buffer.size();
  const char* const start = write_digits(units / per_whole, end);
  std::string out = value.is_negative() && units != 0 ? "-" : "";
  for (const char* digit = start; digit != end; ++digit) {
    if (digit != start && (end - digit) % 3 == 0) out += ',';
    out += *digit;
  }
  if (fraction_digits == 0) return out;
  char* const fraction = write_digits(static_cast<std::uint64_t>(units % per_whole),
                                      static_cast<std::size_t>(fraction_digits), end);
  out += '.';
  return out.append(fraction, end);
}

}  // namespace lcl
