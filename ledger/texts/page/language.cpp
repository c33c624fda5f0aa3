// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/page/language.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "ledger/values/error.hpp"

namespace lcl::page {
namespace {

constexpr std::string_view narrow_space = "\u202f";
constexpr std::string_view minus = "\u2212";
constexpr std::string_view dash = "\u2013";
constexpr std::string_view place = "{}";

struct Worded {
  std::string_view english, french;
};
constexpr Worded worded[] = {
#define LCL_MESSAGE(name, english, french) {english, french},
    LCL_MESSAGES(LCL_MESSAGE)
#undef LCL_MESSAGE
};

constexpr std::size_t places_in(std::string_view text) {
  std::size_t places = 0;
  for (std::size_t at = text.find(place); at != std::string_view::npos; at = text.find(place, at + 1))
    ++places;
  return places;
}

constexpr bool is_complete() {
  return std::all_of(std::begin(worded), std::end(worded), [](const Worded& each) {
    return !each.english.empty() && !each.french.empty() && places_in(each.english) == places_in(each.french);
  });
}
static_assert(is_complete(), "every message is there in both languages, with the same values in it");

constexpr std::array<std::string_view, 12> english_months{"January",   "February", "March",    "April",
                                                          "May",       "June",     "July",     "August",
                                                          "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 12> french_months{"janvier",   "février", "mars",     "avril",
                                                         "mai",       "juin",    "juillet",  "août",
                                                         "septembre", "octobre", "novembre", "décembre"};
// CLDR 42, abbreviated months in a date.
constexpr std::array<std::string_view, 12> short_english{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 12> short_french{"janv.", "févr.", "mars",  "avr.", "mai",  "juin",
                                                        "juil.", "août",  "sept.", "oct.", "nov.", "déc."};

/// The number of the month in `2026-02…`, from 0.
std::size_t month_in(std::string_view text) {
  invariant(text.size() >= 7, "a month is written 2026-02");
  const std::size_t month =
      static_cast<std::size_t>(text[5] - '0') * 10 + static_cast<std::size_t>(text[6] - '0');
  invariant(1 <= month && month <= 12, "a year has 12 months");
  return month - 1;
}

bool begins_a_day(Instant instant) { return instant.milliseconds % day_ms == 0; }

}  // namespace

std::string isolated(std::string_view text) {
  // Lead bytes of UTF-8 from U+0590 on up to U+08FF, of the Arabic and Hebrew presentation forms, and of the
  // scripts from U+10800 and U+1E800 on.
  const auto is_leftward = [text](std::size_t at) {
    const auto byte = [&](std::size_t i) {
      return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    if (byte(0) == 0xD6) return byte(1) >= 0x90;
    if (byte(0) >= 0xD7 && byte(0) <= 0xDF) return true;
    if (byte(0) == 0xE0) return byte(1) >= 0xA0 && byte(1) <= 0xA3;
    if (byte(0) == 0xEF) return byte(1) >= 0xAC && byte(1) <= 0xBB;
    return byte(0) == 0xF0 && ((byte(1) == 0x90 && byte(2) >= 0xA0) || (byte(1) == 0x9E && byte(2) >= 0xA0));
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_leftward(at)) return std::string("\u2068").append(text).append("\u2069");
  }
  return std::string(text);
}

std::string Speech::operator()(Message message) const {
  const Worded& each = worded[static_cast<std::size_t>(message)];
  return std::string(language_ == Language::french ? each.french : each.english);
}

std::string Speech::operator()(Message message, std::initializer_list<std::string_view> values) const {
  const std::string text = (*this)(message);
  invariant(places_in(text) == values.size(), "a message is given all its values");
  std::string out;
  std::size_t done = 0;
  for (const std::string_view value : values) {
    const std::size_t at = text.find(place, done);
    out.append(text, done, at - done).append(isolated(value));
    done = at + place.size();
  }
  return out.append(text, done);
}

std::string Speech::counted(std::uint64_t count, Message one, Message several) const {
  const bool single = count == 1 || (count == 0 && language_ == Language::french);
  return (*this)(single ? one : several, {whole(count)});
}

/// `plain` has a comma between thousands and a point before its fraction.
std::string Speech::written(const std::string& plain) const {
  std::string out;
  for (const char c : plain) {
    if (c == '-') {
      out += minus;
    } else if (language_ == Language::french && (c == ',' || c == '.')) {
      out += c == ',' ? narrow_space : ",";
    } else {
      out += c;
    }
  }
  return out;
}

std::string Speech::number(const Decimal& value, int fraction_digits) const {
  return written(display(value, fraction_digits));
}

std::string Speech::whole(std::uint64_t value) const {
  return written(display(Decimal::from_scaled(static_cast<Decimal::Scaled>(value) * Decimal::scale), 0));
}

std::string Speech::exact(const Decimal& value) const {
  const std::string digits = to_string(value);
  const std::size_t point = digits.find('.');
  return number(value, point == std::string::npos ? 0 : static_cast<int>(digits.size() - point - 1));
}

std::string Speech::percent(const Decimal& share) const {
  const std::optional<Decimal> hundredfold = product(share, Decimal(100));
  if (!hundredfold) return std::string(dash);
  const bool is_whole = hundredfold->scaled() % Decimal::scale == 0;
  const bool is_small = *hundredfold < Decimal(1) && Decimal(-1) < *hundredfold;
  const std::string_view space = language_ == Language::french ? narrow_space : "\u00a0";
  return number(*hundredfold, is_whole ? 0 : is_small ? 2 : 1).append(space).append("%");
}

std::string Speech::percent(const Decimal& part, const Decimal& total) const {
  const std::optional<Decimal> share = total > Decimal() ? quotient(part, total) : std::optional<Decimal>();
  return share ? percent(*share) : std::string(dash);
}

std::string Speech::date(Instant instant) const {
  const std::string text = date_of(instant);
  const std::size_t month = month_in(text);
  std::string day = text.substr(text[8] == '0' ? 9 : 8);
  if (language_ == Language::french && day == "1") day = "1er";
  return day.append(" ")
      .append(language_ == Language::french ? french_months[month] : english_months[month])
      .append(" ")
      .append(text, 0, 4);
}

std::string Speech::month(std::string_view year_and_month) const {
  const std::size_t month = month_in(year_and_month);
  return std::string(language_ == Language::french ? short_french[month] : short_english[month])
      .append(" ")
      .append(year_and_month.substr(0, 4));
}

std::string Speech::instant(Instant instant) const {
  const std::string text = to_string(instant);
  return date(instant) + ", " + text.substr(11, 8) + " UTC";
}

std::string Speech::period(const Period& period) const {
  if (!begins_a_day(period.from) || !begins_a_day(period.to))
    return (*this)(Message::from_to, {instant(period.from), instant(period.to)});
  return (*this)(Message::first_to_last, {date(period.from), date(Instant{period.to.milliseconds - day_ms})});
}

}  // namespace lcl::page
