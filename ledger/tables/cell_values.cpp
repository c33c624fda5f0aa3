// SPDX-License-Identifier: Apache-2.0
// Numbers, truths, digits; times are in cell_times.
#include "ledger/tables/cell_values.hpp"

#include <algorithm>
#include <array>

#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// How many bytes at the start of `text` are a mark between groups of digits: a blank, a no-break one, a thin
/// or narrow one, an apostrophe straight or curved.
std::size_t group_mark(std::string_view text) {
  if (text.front() == ' ' || text.front() == '\'') return 1;
  if (text.starts_with("\xC2\xA0")) return 2;
  for (const std::string_view mark : {"\xE2\x80\xAF", "\xE2\x80\x89", "\xE2\x80\x99"}) {
    if (text.starts_with(mark)) return mark.size();
  }
  return 0;
}

std::string_view without_edges(std::string_view text) {
  while (!text.empty()) {
    const std::size_t size = group_mark(text);
    if (size == 0) break;
    text.remove_prefix(size);
  }
  while (!text.empty() && (text.back() == ' ' || text.ends_with("\xC2\xA0")))
    text.remove_suffix(text.back() == ' ' ? 1 : 2);
  return text;
}

/// `3,56741E+14`: what a spreadsheet shows of a number too long for its column.
bool is_rounded(std::string_view text) {
  text = without_edges(text);
  const std::size_t exponent = text.find_first_of("eE");
  if (exponent == std::string_view::npos || exponent == 0 || !is_digit(text.front())) return false;
  if (text.substr(0, exponent).find_first_not_of("0123456789.,") != std::string_view::npos) return false;
  text.remove_prefix(exponent + 1);
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return false;
  text.remove_prefix(1);
  return text.size() >= 2 && text.size() <= 3 && std::all_of(text.begin(), text.end(), is_digit);
}

CellFault rounded(std::string_view text) {
  return {Refusal::rounded_by_spreadsheet,
          phrase("{} is what a spreadsheet shows of a longer number; the other digits are lost in the file",
                 without_edges(text))};
}

/// A number taken apart: its digits with one letter for each mark between them.
struct Marked {
  std::string shape;  ///< digits, `.`, `,` and a blank for every mark between groups
  bool negative = false;
};

std::optional<Marked> marked(std::string_view text) {
  text = without_edges(text);
  Marked found;
  if (text.starts_with('-')) {
    found.negative = true;
    text.remove_prefix(1);
  }
  while (!text.empty()) {
    if (is_digit(text.front()) || text.front() == '.' || text.front() == ',') {
      found.shape.push_back(text.front());
      text.remove_prefix(1);
      continue;
    }
    const std::size_t size = group_mark(text);
    if (size == 0) return std::nullopt;
    found.shape.push_back(' ');
    text.remove_prefix(size);
  }
  return found;
}

/// Whether `whole` is digits in groups of three, after one to three, between `mark`s; or without any.
bool is_grouped(std::string_view whole, char mark) {
  const std::size_t first = whole.find(mark);
  if (first == std::string_view::npos) return std::all_of(whole.begin(), whole.end(), is_digit);
  if (first == 0 || first > 3 || (whole.size() - first) % 4 != 0) return false;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const bool is_mark = i >= first && (i - first) % 4 == 0;
    if (is_mark ? whole[i] != mark : !is_digit(whole[i])) return false;
  }
  return true;
}

/// Whether a single `,` or `.` at `at` may stand between thousands as well as before decimals.
bool reads_two_ways(std::string_view shape, std::size_t at) {
  return at >= 1 && at <= 3 && shape.front() != '0' && shape.size() - at == 4;
}

/// Where the decimals of `shape` begin, its mark; npos if it has none; nothing if it is no number.
std::optional<std::size_t> decimals_at(std::string_view shape, char& group) {
  const std::size_t last = shape.find_last_of(".,");
  group = ' ';
  if (last == std::string_view::npos) return std::string_view::npos;
  const char mark = shape[last];
  const char other = mark == '.' ? ',' : '.';
  const bool single = shape.find(mark) == last;
  const bool has_blanks = shape.find(' ') != std::string_view::npos;
  const bool has_other = shape.find(other) != std::string_view::npos;
  if (has_blanks && has_other) return std::nullopt;
  if (!single) {
    if (has_blanks || has_other) return std::nullopt;
    group = mark;
    return std::string_view::npos;
  }
  if (has_other) group = other;
  return last;
}

}  // namespace

std::optional<DecimalMark> decimal_beside(char separator) noexcept {
  if (separator == ';') return DecimalMark::comma;
  if (separator == ',') return DecimalMark::point;
  return std::nullopt;
}

std::optional<CellFault> read_number(std::string_view& text, const CellDialect& dialect, std::string& room) {
  // What is written as a log writes it, and cannot mean thousands, is most of what comes.
  const std::size_t odd = text.find_first_not_of("0123456789");
  if (odd == std::string_view::npos) return std::nullopt;
  if (text[odd] == '.' && dialect.decimal == DecimalMark::point && odd > 0 && odd + 1 < text.size() &&
      text.find_first_not_of("0123456789", odd + 1) == std::string_view::npos)
    return std::nullopt;
  if (is_rounded(text)) return rounded(text);
  const std::optional<Marked> number = marked(text);
  if (!number || number->shape.empty()) return std::nullopt;
  const std::string_view shape = number->shape;
  char group = ' ';
  std::optional<std::size_t> decimals = decimals_at(shape, group);
  if (!decimals) return std::nullopt;
  const bool plain = group == ' ' && shape.find(' ') == std::string_view::npos;
  if (*decimals != std::string_view::npos && plain && reads_two_ways(shape, *decimals)) {
    const DecimalMark mark = shape[*decimals] == '.' ? DecimalMark::point : DecimalMark::comma;
    if (dialect.decimal != mark) {
      if (!dialect.decimal_stated) {
        const std::string_view before = shape.substr(0, *decimals);
        const std::string_view after = shape.substr(*decimals + 1);
        return CellFault{Refusal::ambiguous_number,
                         phrase("{} may be {}.{} or {}{}", shape, before, after, before, after)};
      }
      group = shape[*decimals];
      decimals = std::string_view::npos;
    }
  }
  const std::size_t end = std::min(*decimals, shape.size());
  const std::string_view whole = shape.substr(0, end);
  const std::string_view rest = end == shape.size() ? std::string_view() : shape.substr(end + 1);
  if (!is_grouped(whole, group) || !std::all_of(rest.begin(), rest.end(), is_digit)) return std::nullopt;
  if (end != shape.size() && rest.empty()) return std::nullopt;
  room.assign(number->negative ? "-" : "");
  if (whole.empty()) room.push_back('0');
  std::copy_if(whole.begin(), whole.end(), std::back_inserter(room), is_digit);
  if (!rest.empty()) room.append(1, '.').append(rest);
  text = room;
  return std::nullopt;
}

void read_truth(std::string_view& text) {
  constexpr std::array<std::string_view, 5> yes = {"true", "vrai", "oui", "yes", "1"};
  constexpr std::array<std::string_view, 5> no = {"false", "faux", "non", "no", "0"};
  const auto is_one_of = [text](const std::array<std::string_view, 5>& words) {
    return std::any_of(words.begin(), words.end(), [text](std::string_view word) {
      return std::equal(word.begin(), word.end(), text.begin(), text.end(), [](char lower, char any) {
        return lower == any || (any < 'a' && (any | 0x20) == lower);
      });
    });
  };
  if (text == "true" || text == "false") return;
  if (is_one_of(yes)) {
    text = "true";
  } else if (is_one_of(no)) {
    text = "false";
  }
}

std::optional<CellFault> read_digits(std::string_view& text, std::string& room) {
  if (std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  if (is_rounded(text)) return rounded(text);
  std::string_view rest = without_edges(text);
  std::string digits;
  while (!rest.empty()) {
    if (is_digit(rest.front())) {
      digits.push_back(rest.front());
      rest.remove_prefix(1);
      continue;
    }
    const std::size_t size = rest.front() == '\'' ? 0 : group_mark(rest);
    if (size == 0) return std::nullopt;
    rest.remove_prefix(size);
  }
  if (digits.empty()) return std::nullopt;
  room = std::move(digits);
  text = room;
  return std::nullopt;
}

bool is_error_value(std::string_view text) noexcept {
  // As Excel and LibreOffice write them, in English and in French.
  constexpr std::array<std::string_view, 12> words = {"#REF!",    "#N/A",   "#VALUE!", "#VALEUR!",
                                                      "#DIV/0!",  "#NAME?", "#NOM?",   "#NUM!",
                                                      "#NOMBRE!", "#NULL!", "#NUL!",   "#SPILL!"};
  if (text.empty()) return false;
  if (text.starts_with("Err:") && text.size() > 4) return std::all_of(text.begin() + 4, text.end(), is_digit);
  if (text.front() != '#') return false;
  if (text.size() >= 3 && text.find_first_not_of('#') == std::string_view::npos) return true;
  return std::find(words.begin(), words.end(), text) != words.end();
}

}  // namespace lcl
