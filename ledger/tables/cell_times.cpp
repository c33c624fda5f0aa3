// SPDX-License-Identifier: Apache-2.0
// Dates and times as people and spreadsheets write them.
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/tables/cell_values.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {
namespace {

/// Reads a text from its front.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  /// One of `choices`; 0 if none stands here.
  char take_one_of(std::string_view choices) {
    if (rest_.empty() || choices.find(rest_.front()) == std::string_view::npos) return 0;
    const char found = rest_.front();
    rest_.remove_prefix(1);
    return found;
  }
  /// Blanks, no-break ones too; whether there was one.
  bool take_blanks() {
    bool any = false;
    while (true) {
      if (rest_.starts_with(' ')) {
        rest_.remove_prefix(1);
      } else if (rest_.starts_with("\xC2\xA0")) {
        rest_.remove_prefix(2);
      } else if (rest_.starts_with("\xE2\x80\xAF")) {
        rest_.remove_prefix(3);
      } else {
        return any;
      }
      any = true;
    }
  }
  /// All digits that stand here, as they are written.
  std::string_view take_digits() {
    const std::size_t end = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
    const std::string_view digits = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return digits;
  }
  /// A word of two letters, in any case.
  bool take_letters(char first, char second) {
    if (rest_.size() < 2 || (rest_[0] | 0x20) != first || (rest_[1] | 0x20) != second) return false;
    rest_.remove_prefix(2);
    return true;
  }

 private:
  std::string_view rest_;
};

int number_of(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// A time as it is shown, part by part.
struct Shown {
  std::array<std::string_view, 3> date;  ///< the numbers in their order
  bool has_time = false;
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::string_view fraction;
  std::string_view offset;  ///< empty if none is shown
};

bool scan_clock(Scanner& scanner, Shown& shown) {
  const auto two = [&](int& out) {
    const std::string_view digits = scanner.take_digits();
    out = number_of(digits);
    return digits.size() == 2;
  };
  const std::string_view hour = scanner.take_digits();
  if (hour.empty() || hour.size() > 2 || scanner.take_one_of(":h") == 0) return false;
  shown.has_time = true;
  shown.hour = number_of(hour);
  if (!two(shown.minute)) return false;
  if (scanner.take(':')) {
    if (!two(shown.second)) return false;
    if (scanner.take_one_of(".,") != 0) {
      shown.fraction = scanner.take_digits();
      if (shown.fraction.empty() || shown.fraction.size() > 3) return false;
    }
  }
  Scanner before_blanks = scanner;
  scanner.take_blanks();
  const bool after_noon = scanner.take_letters('p', 'm');
  if (after_noon || scanner.take_letters('a', 'm')) {
    if (shown.hour < 1 || shown.hour > 12) return false;
    shown.hour = shown.hour % 12 + (after_noon ? 12 : 0);
  } else {
    scanner = before_blanks;
  }
  return shown.hour < 24 && shown.minute < 60 && shown.second < 60;
}

/// An offset as RFC 3339 has it, or ISO 8601 without its colon, at the end of `text`.
std::string_view offset_in(std::string_view text) {
  if (text.ends_with('Z') || text.ends_with('z')) return text.substr(text.size() - 1);
  const std::size_t sign = text.find_last_of("+-");
  if (sign == std::string_view::npos) return {};
  const std::string_view offset = text.substr(sign);
  const bool has_colon = offset.size() == 6 && offset[3] == ':';
  const bool is_bare = offset.size() == 5 && offset.find_first_not_of("0123456789", 1) == offset.npos;
  return has_colon || is_bare ? offset : std::string_view();
}

std::optional<Shown> scan(std::string_view text) {
  Shown shown;
  // A date has `-` too: an offset comes only behind a clock's colon.
  if (text.find(':') != std::string_view::npos || text.find('h') != std::string_view::npos) {
    shown.offset = offset_in(text);
    text.remove_suffix(shown.offset.size());
  }
  Scanner scanner(text);
  scanner.take('\'');
  scanner.take_blanks();
  shown.date[0] = scanner.take_digits();
  const char mark = scanner.take_one_of("/.-");
  shown.date[1] = scanner.take_digits();
  if (mark == 0 || !scanner.take(mark)) return std::nullopt;
  shown.date[2] = scanner.take_digits();
  const std::size_t year = shown.date[0].size() == 4 ? 0 : 2;
  for (std::size_t i = 0; i < 3; ++i) {
    const std::size_t size = shown.date[i].size();
    if (i == year ? size != 4 && size != 2 : size < 1 || size > 2) return std::nullopt;
  }
  scanner.take(',');
  const bool apart = scanner.take_blanks() || scanner.take_one_of("Tt") != 0;
  if (apart && !scanner.at_end() && !scan_clock(scanner, shown)) return std::nullopt;
  scanner.take_blanks();
  if (!scanner.at_end() || (!shown.offset.empty() && !shown.has_time)) return std::nullopt;
  return shown;
}

struct Day {
  std::string_view year, month, day;
};

/// A number below 100 as two digits.
void append_two_digits(std::int64_t number, std::string& out) {
  out.push_back(static_cast<char>('0' + number / 10));
  out.push_back(static_cast<char>('0' + number % 10));
}

std::string date_text(const Day& day) {
  std::string text(day.year);
  for (const std::string_view part : {day.month, day.day}) {
    text.push_back('-');
    if (part.size() < 2) text.push_back('0');
    text.append(part);
  }
  return text;
}

bool exists(const Day& day) { return day.year.size() == 4 && parse_date(date_text(day)).has_value(); }

/// The day that `date` is in the dialect's order, or in the only one there is.
std::optional<CellFault> find_day(std::string_view text, const Shown& shown, const CellDialect& dialect,
                                  std::optional<Day>& day) {
  const auto& [a, b, c] = shown.date;
  if (a.size() == 4) {
    day = Day{a, b, c};
    return std::nullopt;
  }
  if (c.size() != 4) {
    return CellFault{Refusal::ambiguous_date, phrase("{} has a year of two digits", text)};
  }
  const Day day_first{c, b, a};
  const Day month_first{c, a, b};
  if (dialect.dates == DateOrder::day_month_year) {
    day = day_first;
  } else if (dialect.dates == DateOrder::month_day_year) {
    day = month_first;
  } else if (dialect.dates == DateOrder::year_month_day) {
    return CellFault{Refusal::ambiguous_date, phrase("{} does not begin with its year", text)};
  } else if (exists(day_first) && exists(month_first) && number_of(a) != number_of(b)) {
    return CellFault{Refusal::ambiguous_date,
                     phrase("{} may be {} or {}", text, date_text(day_first), date_text(month_first))};
  } else {
    day = exists(day_first) ? day_first : month_first;
  }
  return std::nullopt;
}

std::string offset_text(std::int64_t seconds) {
  const std::int64_t minutes = std::abs(seconds) / 60;
  std::string text(1, seconds < 0 ? '-' : '+');
  append_two_digits(minutes / 60, text);
  text.push_back(':');
  append_two_digits(minutes % 60, text);
  return text;
}

/// Appends the offset of `zone` to `local`, a date and time without one, that is `seconds` counted like UTC.
std::optional<CellFault> append_offset(std::string_view text, const TimeZone& zone, std::int64_t seconds,
                                       std::string& local) {
  std::vector<std::int64_t> offsets = zone.offsets_of_local(seconds);
  if (offsets.size() == 1) {
    if (offsets.front() % 60 == 0)
      local += offset_text(offsets.front());  // else: before clocks followed a zone
    return std::nullopt;
  }
  const bool skipped = offsets.empty();
  if (skipped) offsets = {zone.offset_at(seconds - 86'400), zone.offset_at(seconds + 86'400)};
  return CellFault{
      Refusal::clock_change,
      phrase("clocks in {} showed {} {}: {}{} or {}{}", zone.name(), text,
             skipped ? phrase("never, as they were put forward") : phrase("twice, as they were put back"),
             local, offset_text(offsets[0]), local, offset_text(offsets[1]))};
}

/// Whether `text` is written as a log writes it, as nearly all are: it is for others to read.
bool is_written_out(std::string_view text) {
  return text.size() >= 20 && text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[13] == ':' &&
         text[16] == ':' && std::string_view(".Z+-").find(text[19]) != std::string_view::npos &&
         (text.ends_with('Z') || text[text.size() - 3] == ':');
}

}  // namespace

std::optional<DateShape> date_shape(std::string_view text) {
  const std::optional<Shown> shown = scan(text);
  if (!shown) return std::nullopt;
  const auto& [a, b, c] = shown->date;
  DateShape shape;
  shape.has_time = shown->has_time;
  shape.has_offset = !shown->offset.empty();
  shape.year_first = exists({a, b, c});
  shape.day_first = exists({c, b, a});
  shape.month_first = exists({c, a, b});
  if (!shape.year_first && !shape.day_first && !shape.month_first) return std::nullopt;
  return shape;
}

std::optional<CellFault> read_time(std::string_view& text, const CellDialect& dialect, std::string& room) {
  if (is_written_out(text)) return std::nullopt;
  std::optional<Shown> shown = scan(text);
  if (!shown) return std::nullopt;
  std::optional<Day> day;
  if (auto fault = find_day(text, *shown, dialect, day)) return fault;
  room = date_text(*day);
  const std::optional<Instant> midnight = day->year.size() == 4 ? parse_date(room) : std::nullopt;
  if (!midnight) return std::nullopt;
  if (!shown->has_time) {
    if (dialect.time_of_day.empty())
      return CellFault{Refusal::missing_time, phrase("{} has no time of day", text)};
    Scanner stated(dialect.time_of_day);
    (void)scan_clock(stated, *shown);
  }
  for (const auto& [before, number] :
       {std::pair('T', shown->hour), std::pair(':', shown->minute), std::pair(':', shown->second)}) {
    room.push_back(before);
    append_two_digits(number, room);
  }
  if (!shown->fraction.empty()) room.append(1, '.').append(shown->fraction);
  if (!shown->offset.empty()) {
    room += shown->offset;
    if (shown->offset.size() == 5) room.insert(room.size() - 2, 1, ':');
  } else if (!dialect.zone) {
    return CellFault{Refusal::missing_zone, phrase("{} does not say in which time zone", text)};
  } else {
    const std::int64_t local =
        midnight->milliseconds / 1000 + (shown->hour * 60 + shown->minute) * 60 + shown->second;
    if (auto fault = append_offset(text, *dialect.zone, local, room)) return fault;
  }
  text = room;
  return std::nullopt;
}

}  // namespace lcl
