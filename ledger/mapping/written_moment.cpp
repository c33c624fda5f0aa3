// SPDX-License-Identifier: Apache-2.0
#include "ledger/mapping/written_moment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <vector>

#include "ledger/events/found_text.hpp"
#include "ledger/values/time_zone.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {
namespace {

/// Takes the number of at most `most` digits at the front of `text`; how many it has, 0 if there is none.
std::size_t take_number(std::string_view& text, std::size_t most, int& number) {
  number = 0;
  std::size_t digits = 0;
  for (; digits < text.size() && digits < most && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
    number = number * 10 + (text[digits] - '0');
  }
  text.remove_prefix(digits);
  return digits;
}

bool take(std::string_view& text, std::string_view front) {
  if (!text.starts_with(front)) return false;
  text.remove_prefix(front.size());
  return true;
}

/// `14:05`, `14:05:09`, `14:05:09.250`, `14h05`.
bool take_time(std::string_view& text, WrittenMoment& written) {
  if (take_number(text, 2, written.hour) == 0 || (!take(text, ":") && !take(text, "h"))) return false;
  if (take_number(text, 2, written.minute) != 2) return false;
  if (take(text, ":")) {
    if (take_number(text, 2, written.second) != 2) return false;
    if (take(text, ".")) {
      const std::string_view rest = text;
      int ignored = 0;
      const std::size_t digits = take_number(text, 9, ignored);
      if (digits == 0 || digits > 3) return false;
      written.fraction = rest.substr(0, digits);
    }
  }
  written.has_time = true;
  return written.hour < 24 && written.minute < 60 && written.second < 60;
}

/// `Z`, `+01:00`, `+0100`.
bool take_zone(std::string_view& text, WrittenMoment& written) {
  written.has_zone = true;
  if (take(text, "Z") || take(text, "z")) {
    written.zone = "Z";
    return true;
  }
  const char sign = text.front();
  if (sign != '+' && sign != '-') return false;
  text.remove_prefix(1);
  int hours = 0;
  int minutes = 0;
  if (take_number(text, 2, hours) != 2) return false;
  (void)take(text, ":");
  if (take_number(text, 2, minutes) != 2) return false;
  written.zone = fmt::format("{}{:02}:{:02}", sign, hours, minutes);
  return true;
}

bool is_day_and_month(int day, int month) { return day >= 1 && day <= 31 && month >= 1 && month <= 12; }

/// Appends `+01:00`.
void append_offset(std::int64_t seconds, std::string& out) {
  const std::int64_t minutes = (seconds < 0 ? -seconds : seconds) / 60;
  fmt::format_to(std::back_inserter(out), "{}{:02}:{:02}", seconds < 0 ? '-' : '+', minutes / 60,
                 minutes % 60);
}

/// Appends `local`, RFC 3339 but for its zone, with the offset that `zone` has then; or says why there is
/// none.
std::optional<std::string> append_in_zone(const std::string& local, std::string_view zone_name,
                                          const TimeZone& zone, std::string& out) {
  const std::optional<Instant> as_utc = parse_instant(local + 'Z');
  constexpr int first_year = 1970;
  constexpr int last_year = 2200;
  if (!as_utc || year_of(*as_utc) < first_year || year_of(*as_utc) > last_year) {
    return fmt::format("{} is not a time between {} and {}", in_quotes(local), first_year, last_year);
  }
  const std::vector<std::int64_t> offsets = zone.offsets_of_local(as_utc->milliseconds / 1000);
  if (offsets.empty()) {
    return fmt::format("{} does not exist in {}: clocks were put forward over it", in_quotes(local),
                       zone_name);
  }
  if (offsets.size() > 1) {
    std::string readings;
    for (const std::int64_t offset : offsets) {
      readings += (readings.empty() ? "" : " or ") + local;
      append_offset(offset, readings);
    }
    return fmt::format("{} was twice in {}, where clocks were put back: {}", in_quotes(local), zone_name,
                       readings);
  }
  out += local;
  append_offset(offsets.front(), out);
  return std::nullopt;
}

std::string_view words_of(Mapping::Moment::Order order) {
  switch (order) {
    case Mapping::Moment::Order::dmy:
      return "day, month and year";
    case Mapping::Moment::Order::mdy:
      return "month, day and year";
    case Mapping::Moment::Order::ymd:
      return "year, month and day";
  }
  return {};
}

/// Year, month and day of `written` in that order; nothing if it cannot be.
std::optional<std::array<int, 3>> in_order(const WrittenMoment& written, Mapping::Moment::Order order) {
  const auto& [first, second, third] = written.numbers;
  switch (order) {
    case Mapping::Moment::Order::dmy:
      if (written.can_be_dmy) return std::array{third, second, first};
      break;
    case Mapping::Moment::Order::mdy:
      if (written.can_be_mdy) return std::array{third, first, second};
      break;
    case Mapping::Moment::Order::ymd:
      break;
  }
  // Four digits in front leave no doubt.
  if (written.can_be_ymd) return std::array{first, second, third};
  return std::nullopt;
}

}  // namespace

WrittenMoment written_moment(std::string_view text) {
  WrittenMoment written;
  for (std::size_t i = 0; i < written.numbers.size(); ++i) {
    written.digits[i] = take_number(text, 4, written.numbers[i]);
    if (written.digits[i] == 0) return written;
    if (i == 2) break;
    if (text.empty() || std::string_view("/-.").find(text.front()) == std::string_view::npos) return written;
    text.remove_prefix(1);
  }
  const auto& [first, second, third] = written.numbers;
  const auto& digits = written.digits;
  written.can_be_ymd = digits[0] == 4 && digits[1] <= 2 && digits[2] <= 2 && is_day_and_month(third, second);
  const bool year_last = digits[0] <= 2 && digits[1] <= 2 && digits[2] == 4;
  written.can_be_dmy = year_last && is_day_and_month(first, second);
  written.can_be_mdy = year_last && is_day_and_month(second, first);
  if (!text.empty()) {
    if (!take(text, ", ") && !take(text, " ") && !take(text, "T") && !take(text, "t")) return written;
    while (take(text, " ")) {
    }
    if (!take_time(text, written)) return written;
    while (take(text, " ")) {
    }
    if (!text.empty() && !take_zone(text, written)) return written;
  }
  written.is_one = text.empty() && (written.can_be_ymd || written.can_be_dmy || written.can_be_mdy);
  return written;
}

std::optional<std::string> append_moment(std::string_view text, const Mapping::Moment& moment,
                                         std::string& out) {
  const WrittenMoment written = written_moment(text);
  const auto date = written.is_one ? in_order(written, moment.order) : std::nullopt;
  if (!date) {
    return fmt::format("{} is not a date as {}, with or without a time", in_quotes(text),
                       words_of(moment.order));
  }
  if (!written.has_time && moment.hour.empty()) {
    return fmt::format("{} has no time of day, and the mapping tells no hour for such dates",
                       in_quotes(text));
  }
  const std::string day = fmt::format("{:04}-{:02}-{:02}", (*date)[0], (*date)[1], (*date)[2]);
  if (!parse_date(day)) return fmt::format("{} is not a date that exists", in_quotes(text));
  std::string local = written.has_time ? fmt::format("{}T{:02}:{:02}:{:02}", day, written.hour,
                                                     written.minute, written.second)
                                       : fmt::format("{}T{}:00", day, moment.hour);
  if (!written.fraction.empty()) local += fmt::format(".{}", written.fraction);
  if (written.has_zone) {
    out += local + written.zone;
    return std::nullopt;
  }
  if (!moment.zone) {
    return fmt::format("{} has no time zone, and the mapping tells none", in_quotes(text));
  }
  return append_in_zone(local, moment.zone_name, *moment.zone, out);
}

}  // namespace lcl
