// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/timestamp.hpp"

#include <array>
#include <chrono>
#include <cstddef>

#include "ledger/values/error.hpp"

namespace lcl {
namespace {

constexpr std::int64_t ms_per_second = 1000;
constexpr std::int64_t ms_per_minute = 60 * ms_per_second;
constexpr std::int64_t ms_per_day = 24 * 60 * ms_per_minute;

struct Date {
  int year = 0;
  int month = 0;  ///< 1 to 12
  int day = 0;    ///< from 1
};

constexpr bool is_leap(int year) noexcept { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

constexpr int days_in_month(int year, int month) noexcept {
  constexpr std::array days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return days[static_cast<std::size_t>(month - 1)] + (month == 2 && is_leap(year) ? 1 : 0);
}

/// Days from 0001-01-01 to 1970-01-01: 1969 years, of which 492 − 19 + 4 were leap years.
constexpr std::int64_t days_to_1970 = 1969 * 365 + 492 - 19 + 4;

/// Days before `month` in a year that is not a leap year.
constexpr std::array days_before_month = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};

/// Days since 1970-01-01 of a date that exists, year 1 or later.
constexpr std::int64_t days_of(const Date& date) noexcept {
  const std::int64_t years = date.year - 1;
  const std::int64_t before_year = years * 365 + years / 4 - years / 100 + years / 400;
  const int in_year = days_before_month[static_cast<std::size_t>(date.month - 1)] +
                      (date.month > 2 && is_leap(date.year) ? 1 : 0) + date.day - 1;
  return before_year + in_year - days_to_1970;
}

static_assert(days_of({1970, 1, 1}) == 0);
static_assert(days_of({2000, 3, 1}) == 11017);

/// The inverse of days_of. The calendar repeats every 400 years; within them each
/// century but the last, and each year of four but the last, is a day shorter.
constexpr Date date_of_days(std::int64_t days_since_1970) noexcept {
  constexpr int days_of_400 = 146'097;
  constexpr int days_of_100 = 36'524;
  constexpr int days_of_4 = 1461;
  const std::int64_t days = days_since_1970 + days_to_1970;
  auto rest = static_cast<int>(days % days_of_400);
  const int centuries = rest / days_of_100 - (rest == days_of_400 - 1 ? 1 : 0);
  rest -= centuries * days_of_100;
  const int fours = rest / days_of_4;
  rest -= fours * days_of_4;
  const int years = rest / 365 - (rest == days_of_4 - 1 ? 1 : 0);
  rest -= years * 365;

  Date date;
  date.year = static_cast<int>(days / days_of_400) * 400 + centuries * 100 + fours * 4 + years + 1;
  date.month = rest / 31 + 1;  // right, or one too small: no month is longer than 31 days
  const auto first_day_after = [&date] {
    return days_before_month[static_cast<std::size_t>(date.month)] +
           (date.month >= 2 && is_leap(date.year) ? 1 : 0);
  };
  if (date.month < 12 && rest >= first_day_after()) ++date.month;
  const int first_day = days_before_month[static_cast<std::size_t>(date.month - 1)] +
                        (date.month > 2 && is_leap(date.year) ? 1 : 0);
  date.day = rest - first_day + 1;
  return date;
}

constexpr Instant at_midnight(const Date& date) noexcept { return {days_of(date) * ms_per_day}; }

constexpr Instant first_instant = at_midnight({1, 1, 1});
constexpr Instant end_of_time = at_midnight({10'000, 1, 1});

constexpr bool is_in_range(Instant instant) noexcept {
  return first_instant <= instant && instant < end_of_time;
}

/// Milliseconds since midnight.
constexpr std::int64_t time_in_day(Instant instant) noexcept {
  return (instant.milliseconds - first_instant.milliseconds) % ms_per_day;
}

/// `end_of_time` too, as the end of a period.
Date date_in_calendar(Instant instant) noexcept {
  invariant(first_instant <= instant && instant <= end_of_time, "an instant is not in the years 1 to 9999");
  return date_of_days((instant.milliseconds - time_in_day(instant)) / ms_per_day);
}

/// Reads fixed-width fields off the front of a text; once one fails, all later ones do.
class Reader {
 public:
  explicit Reader(std::string_view text) noexcept : rest_(text) {}

  /// The value of exactly `width` digits.
  int digits(std::size_t width) noexcept {
    int value = 0;
    if (rest_.size() < width) return fail();
    for (const char c : rest_.substr(0, width)) {
      if (c < '0' || c > '9') return fail();
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(width);
    return value;
  }

  /// Whether the next byte was one of `choices`, and was taken.
  bool take(std::string_view choices) noexcept {
    if (failed_ || rest_.empty()) return false;
    for (const char choice : choices) {
      if (rest_.front() != choice) continue;
      rest_.remove_prefix(1);
      return true;
    }
    return false;
  }

  void expect(std::string_view choices) noexcept {
    if (!take(choices)) fail();
  }

  [[nodiscard]] std::size_t digits_ahead() const noexcept {
    const std::size_t end = rest_.find_first_not_of("0123456789");
    return end == std::string_view::npos ? rest_.size() : end;
  }
  [[nodiscard]] bool finished() const noexcept { return !failed_ && rest_.empty(); }

  int fail() noexcept {
    failed_ = true;
    rest_ = {};
    return 0;
  }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

Date read_date(Reader& reader) noexcept {
  Date date;
  date.year = reader.digits(4);
  reader.expect("-");
  date.month = reader.digits(2);
  reader.expect("-");
  date.day = reader.digits(2);
  return date;
}

bool exists(const Date& date) noexcept {
  return date.year >= 1 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
         date.day <= days_in_month(date.year, date.month);
}

/// `hh:mm` as milliseconds.
std::int64_t read_hours_and_minutes(Reader& reader) noexcept {
  const int hours = reader.digits(2);
  reader.expect(":");
  const int minutes = reader.digits(2);
  if (hours > 23 || minutes > 59) reader.fail();
  return (hours * 60 + minutes) * ms_per_minute;
}

/// `hh:mm:ss`, then a point and 1 to 3 digits if there is a point.
std::int64_t read_time(Reader& reader) noexcept {
  std::int64_t time = read_hours_and_minutes(reader);
  reader.expect(":");
  const int seconds = reader.digits(2);
  if (seconds > 59) reader.fail();
  time += seconds * ms_per_second;
  if (!reader.take(".")) return time;
  const std::size_t width = reader.digits_ahead();
  if (width < 1 || width > 3) return reader.fail();
  int fraction = reader.digits(width);
  for (std::size_t i = width; i < 3; ++i) fraction *= 10;
  return time + fraction;
}

/// `Z` or `±hh:mm`, as milliseconds ahead of UTC.
std::int64_t read_offset(Reader& reader) noexcept {
  if (reader.take("Zz")) return 0;
  if (reader.take("+")) return read_hours_and_minutes(reader);
  reader.expect("-");
  return -read_hours_and_minutes(reader);
}

std::optional<Date> parse_calendar_date(std::string_view text) noexcept {
  Reader reader(text);
  const Date date = read_date(reader);
  if (!reader.finished() || !exists(date)) return std::nullopt;
  return date;
}

template <std::size_t width>
void write_digits(int value, char* to) noexcept {
  auto rest = static_cast<unsigned>(value);
  for (std::size_t i = width; i-- > 0; rest /= 10) to[i] = static_cast<char>('0' + rest % 10);
}

/// A year or a month, as the period it is; the last of all ends after the last instant.
std::optional<Period> parse_calendar_period(std::string_view text) noexcept {
  Reader reader(text);
  const int year = reader.digits(4);
  if (year < 1) return std::nullopt;
  if (reader.finished()) return Period{start_of_year(year), start_of_year(year + 1)};
  reader.expect("-");
  const int month = reader.digits(2);
  if (!reader.finished() || month < 1 || month > 12) return std::nullopt;
  const int index = year * 12 + month - 1;
  return Period{start_of_month(index), start_of_month(index + 1)};
}

/// One end of a `FROM/TO` period.
std::optional<Instant> parse_period_end(std::string_view text) noexcept {
  if (const auto period = parse_calendar_period(text)) return period->from;
  if (const auto date = parse_date(text)) return date;
  return parse_canonical_instant(text);
}

std::string period_end_text(Instant end) { return time_in_day(end) == 0 ? date_of(end) : to_string(end); }

}  // namespace

std::string to_string(Instant instant) {
  std::string out;
  append_instant(instant, out);
  return out;
}

void append_instant(Instant instant, std::string& out) {
  invariant(is_in_range(instant), "an instant is not in the years 1 to 9999");
  const Date date = date_in_calendar(instant);
  const auto time = static_cast<int>(time_in_day(instant));
  const std::size_t start = out.size();
  out.append("0000-00-00T00:00:00.000Z");
  char* const to = out.data() + start;
  write_digits<4>(date.year, to);
  write_digits<2>(date.month, to + 5);
  write_digits<2>(date.day, to + 8);
  write_digits<2>(time / 3'600'000, to + 11);
  write_digits<2>(time / 60'000 % 60, to + 14);
  write_digits<2>(time / 1000 % 60, to + 17);
  write_digits<3>(time % 1000, to + 20);
}

std::optional<Instant> parse_canonical_instant(std::string_view text) noexcept {
  constexpr std::string_view form = "0000-00-00T00:00:00.000Z";
  if (text.size() != form.size() || text[10] != 'T' || text.back() != 'Z') return std::nullopt;
  return parse_instant(text);
}

std::optional<Instant> parse_instant(std::string_view text) noexcept {
  Reader reader(text);
  const Date date = read_date(reader);
  reader.expect("Tt ");
  const std::int64_t time = read_time(reader);
  const std::int64_t offset = read_offset(reader);
  if (!reader.finished() || !exists(date)) return std::nullopt;
  const Instant instant{at_midnight(date).milliseconds + time - offset};
  if (!is_in_range(instant)) return std::nullopt;
  return instant;
}

std::optional<Instant> parse_date(std::string_view text) noexcept {
  const auto date = parse_calendar_date(text);
  if (!date) return std::nullopt;
  return at_midnight(*date);
}

std::string date_of(Instant instant) { return to_string(instant).substr(0, 10); }

int year_of(Instant instant) noexcept { return date_in_calendar(instant).year; }

int month_of(Instant instant) noexcept {
  const Date date = date_in_calendar(instant);
  return date.year * 12 + date.month - 1;
}

std::string month_text(int month) {
  std::string text = "0000-00";
  write_digits<4>(month / 12, text.data());
  write_digits<2>(month % 12 + 1, text.data() + 5);
  return text;
}

Instant start_of_month(int month) noexcept { return at_midnight({month / 12, month % 12 + 1, 1}); }

Instant start_of_year(int year) noexcept { return at_midnight({year, 1, 1}); }

std::optional<Period> parse_period(std::string_view text) noexcept {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) {
    const auto period = parse_calendar_period(text);
    return period && is_in_range(period->to) ? period : std::nullopt;
  }
  const auto from = parse_period_end(text.substr(0, slash));
  const auto to = parse_period_end(text.substr(slash + 1));
  if (!from || !to || *from >= *to) return std::nullopt;
  return Period{*from, *to};
}

std::string to_string(const Period& period) {
  const int month = month_of(period.from);
  if (period == Period{start_of_month(month), start_of_month(month + 1)}) return month_text(month);
  const int year = year_of(period.from);
  if (period == Period{start_of_year(year), start_of_year(year + 1)})
    return month_text(year * 12).substr(0, 4);
  return period_end_text(period.from) + '/' + period_end_text(period.to);
}

Instant now() noexcept {
  const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(since_1970).count()};
}

}  // namespace lcl
