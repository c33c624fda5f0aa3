// SPDX-License-Identifier: Apache-2.0
#include "ledger/tables/sheet_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <optional>

#include "ledger/values/timestamp.hpp"

namespace lcl {
namespace {

/// A spreadsheet keeps so many significant digits of a number.
constexpr std::size_t kept_digits = 15;

bool is_decimal_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view take_decimal_digits(std::string_view& text) {
  const std::size_t size = std::min(text.find_first_not_of("0123456789"), text.size());
  const std::string_view digits = text.substr(0, size);
  text.remove_prefix(size);
  return digits;
}

/// A numeral taken apart: 0.digits times ten to the power of `point`.
struct Numeral {
  bool is_negative = false;
  std::array<char, kept_digits + 1> digits{};  ///< significant ones, the first is no zero
  std::size_t count = 0;
  std::int64_t point = 0;

  void take(std::string_view part) {
    for (const char c : part) {
      if (count == 0 && c == '0') {
        --point;
      } else if (count < digits.size()) {
        digits[count++] = c;
      }
    }
  }
  /// To `kept_digits`, half away from zero; zeros behind are dropped.
  void round() {
    if (count > kept_digits) {
      const bool up = digits[kept_digits] >= '5';
      count = kept_digits;
      std::size_t at = count;
      while (up && at > 0 && digits[at - 1] == '9') digits[--at] = '0';
      if (up && at > 0) ++digits[at - 1];
      if (up && at == 0) {
        digits[0] = '1';
        ++point;
      }
    }
    while (count > 0 && digits[count - 1] == '0') --count;
  }
};

/// `-12.5`, `1.25E-3`, `.5`; nothing if it is no numeral, or beyond all that a spreadsheet can hold.
std::optional<Numeral> numeral_of(std::string_view text) {
  constexpr int largest_power = 400;
  Numeral found;
  if (text.starts_with('-') || text.starts_with('+')) {
    found.is_negative = text.front() == '-';
    text.remove_prefix(1);
  }
  const std::string_view whole = take_decimal_digits(text);
  std::string_view fraction;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    fraction = take_decimal_digits(text);
  }
  if (whole.empty() && fraction.empty()) return std::nullopt;
  int power = 0;
  if (!text.empty()) {
    if (text.front() != 'E' && text.front() != 'e') return std::nullopt;
    text.remove_prefix(1);
    if (text.starts_with('+')) text.remove_prefix(1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), power);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    if (power > largest_power || power < -largest_power) return std::nullopt;
  }
  found.point = static_cast<std::int64_t>(whole.size()) + power;
  found.take(whole);
  found.take(fraction);
  found.round();
  const std::int64_t point = found.point;
  if (point > largest_power || point < -largest_power) return std::nullopt;
  return found;
}

void append_plain(const Numeral& numeral, std::string& out) {
  if (numeral.count == 0) {
    out += '0';
    return;
  }
  if (numeral.is_negative) out += '-';
  const std::string_view digits(numeral.digits.data(), numeral.count);
  const auto point = static_cast<std::size_t>(std::max<std::int64_t>(numeral.point, 0));
  if (point == 0) {
    out += "0.";
    out.append(static_cast<std::size_t>(-numeral.point), '0').append(digits);
    return;
  }
  out += digits.substr(0, point);
  if (point > digits.size()) out.append(point - digits.size(), '0');
  if (point < digits.size()) out.append(1, '.').append(digits.substr(point));
}

/// Milliseconds of the numeral's days, to the nearest; nothing if it is negative or has more than 7 digits
/// before its point.
std::optional<std::int64_t> milliseconds_of(const Numeral& numeral) {
  constexpr std::int64_t most_whole_digits = 7;
  if (numeral.is_negative && numeral.count > 0) return std::nullopt;
  if (numeral.point > most_whole_digits) return std::nullopt;
  // The days in units of ten to the power of -15, which hold all digits that matter to a millisecond.
  constexpr std::int64_t unit_digits = 15;
  __extension__ using Wide = __int128;
  Wide days = 0;
  Wide unit = 1;
  for (std::int64_t i = 0; i < unit_digits; ++i) unit *= 10;
  Wide value = unit;
  for (std::int64_t i = 0; i < numeral.point; ++i) value *= 10;
  for (std::int64_t i = 0; i > numeral.point && value > 0; --i) value /= 10;
  for (std::size_t i = 0; i < numeral.count; ++i) {
    value /= 10;
    days += value * (numeral.digits[i] - '0');
  }
  return static_cast<std::int64_t>((days * day_ms + unit / 2) / unit);
}

void append_clock(std::int64_t milliseconds, std::string& out) {
  const std::int64_t seconds = milliseconds / 1000;
  fmt::format_to(std::back_inserter(out), "{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60,
                 seconds % 60);
  if (milliseconds % 1000 != 0) fmt::format_to(std::back_inserter(out), ".{:03}", milliseconds % 1000);
}

/// The day of 1970 on which days are counted from; nothing where `day` was none.
std::optional<std::int64_t> unix_day(std::int64_t day, FirstDay first_day) {
  constexpr std::int64_t before_1900 = -25'569;  // 30 December 1899
  constexpr std::int64_t before_1904 = -24'107;  // 1 January 1904
  constexpr std::int64_t last_day = 2'932'896;   // 31 December 9999
  constexpr std::int64_t no_day = 60;
  std::int64_t found = day + (first_day == FirstDay::of_1904 ? before_1904 : before_1900);
  if (first_day == FirstDay::of_1900) {
    if (day == 0 || day == no_day) return std::nullopt;
    if (day < no_day) ++found;
  }
  if (found > last_day) return std::nullopt;
  return found;
}

}  // namespace

NumberLook look_of_format(std::uint64_t number) noexcept {
  const auto is_from = [number](std::uint64_t first, std::uint64_t last) {
    return number >= first && number <= last;
  };
  if (number == 22) return NumberLook::date_and_time;
  // 27 to 36 and 50 to 58 are those of East Asian calendars.
  if (is_from(18, 21) || is_from(32, 35) || is_from(45, 47) || is_from(55, 56)) return NumberLook::time;
  return is_from(14, 17) || is_from(27, 36) || is_from(50, 58) ? NumberLook::date : NumberLook::number;
}

NumberLook look_of_format(std::string_view code) noexcept {
  bool has_day = false;
  bool has_clock = false;
  bool has_month = false;  // or minutes
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    switch (code[i]) {
      case '"':
        i = std::min(code.find('"', i + 1), code.size());
        break;
      case '\\':
      case '_':
      case '*':
        ++i;
        break;
      case '[': {
        const std::size_t end = std::min(code.find(']', i), code.size());
        const std::string_view inside = code.substr(i + 1, end - i - 1);
        // Hours, minutes or seconds beyond a day: `[h]:mm`.
        has_clock |= !inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos;
        i = end;
        break;
      }
      default: {
        const auto small = static_cast<char>(code[i] | 0x20);
        has_day |= small == 'y' || small == 'd';
        has_clock |= small == 'h' || small == 's';
        has_month |= small == 'm';
      }
    }
  }
  if (has_clock) return has_day ? NumberLook::date_and_time : NumberLook::time;
  return has_day || has_month ? NumberLook::date : NumberLook::number;
}

CellKind append_number(std::string_view stored, std::string& out) {
  // Most are written out, and short.
  if (stored.size() <= kept_digits && !stored.empty() && stored.front() != '0' &&
      std::all_of(stored.begin(), stored.end(), is_decimal_digit)) {
    out += stored;
    return CellKind::number;
  }
  const std::optional<Numeral> numeral = numeral_of(stored);
  if (!numeral) {
    out += stored;
    return CellKind::text;
  }
  if (numeral->count > 0 && numeral->point > static_cast<std::int64_t>(kept_digits)) {
    out += stored;
    return CellKind::beyond_digits;
  }
  append_plain(*numeral, out);
  return CellKind::number;
}

CellKind append_time(std::string_view stored, NumberLook look, FirstDay first_day, std::string& out) {
  const std::optional<Numeral> numeral = numeral_of(stored);
  const std::optional<std::int64_t> milliseconds = numeral ? milliseconds_of(*numeral) : std::nullopt;
  if (!milliseconds) return append_number(stored, out);
  const std::int64_t of_day = *milliseconds % day_ms;
  if (look == NumberLook::time && *milliseconds < day_ms) {
    append_clock(of_day, out);
    return CellKind::text;
  }
  const std::optional<std::int64_t> day = unix_day(*milliseconds / day_ms, first_day);
  if (!day) return append_number(stored, out);
  out += date_of(Instant{*day * day_ms});
  if (of_day == 0 && look == NumberLook::date) return CellKind::date;
  out += 'T';
  append_clock(of_day, out);
  return CellKind::instant;
}

CellKind append_iso_time(std::string_view stored, std::string& out) {
  constexpr std::size_t day_size = 10;
  constexpr std::size_t second_size = 19;
  constexpr std::size_t most_fraction = 3;
  if (!parse_date(stored.substr(0, day_size))) {
    out += stored;
    return CellKind::text;
  }
  if (stored.size() == day_size) {
    out += stored;
    return CellKind::date;
  }
  const bool has_fraction = stored.size() > second_size + 1 && stored[second_size] == '.';
  const std::string_view fraction = has_fraction ? stored.substr(second_size + 1) : std::string_view();
  const bool is_one = stored.size() == second_size || has_fraction;
  if (!is_one || fraction.find_first_not_of("0123456789") != std::string_view::npos ||
      !parse_instant(std::string(stored.substr(0, second_size)) + 'Z')) {
    out += stored;
    return CellKind::text;
  }
  out += stored.substr(0, second_size);
  const std::string_view kept = fraction.substr(0, most_fraction);
  if (kept.find_first_not_of('0') != std::string_view::npos)
    out.append(1, '.').append(kept).append(most_fraction - kept.size(), '0');
  return CellKind::instant;
}

}  // namespace lcl
