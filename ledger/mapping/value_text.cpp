// SPDX-License-Identifier: Apache-2.0
#include "ledger/mapping/value_text.hpp"

#include <array>
#include <optional>
#include <utility>

#include "ledger/events/cell_text.hpp"
#include "ledger/events/found_text.hpp"
#include "ledger/values/decimal.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl {
namespace {

/// Blanks, and what stands between groups of digits: those that do not break included.
constexpr auto blanks = std::to_array<std::string_view>({" ", "\t", "\u00A0", "\u202F"});
constexpr auto group_marks = std::to_array<std::string_view>({" ", "'", "\u00A0", "\u202F", "\u2019"});
constexpr std::size_t most_entries_told = 12;

/// The part of `text` that one of `marks` is at its front; empty if none is.
template <typename Marks>
std::string_view mark_at(std::string_view text, const Marks& marks) {
  for (const std::string_view mark : marks) {
    if (text.starts_with(mark)) return mark;
  }
  return {};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// `text` without the marks between groups of three digits before `mark`, which becomes a point; nothing if
/// it is no such number.
std::optional<std::string> plain_number(std::string_view text, char mark) {
  std::string plain;
  if (text.starts_with('-')) {
    plain += '-';
    text.remove_prefix(1);
  }
  std::size_t digits = 0;  // since the last mark
  std::string_view grouped_by;
  while (!text.empty() && text.front() != mark) {
    if (is_digit(text.front())) {
      ++digits;
      plain += text.front();
      text.remove_prefix(1);
      continue;
    }
    const std::string_view group = mark_at(text, group_marks);
    const bool fits = grouped_by.empty() ? digits >= 1 && digits <= 3 : digits == 3 && group == grouped_by;
    if (group.empty() || !fits) return std::nullopt;
    grouped_by = group;
    digits = 0;
    text.remove_prefix(group.size());
  }
  if (digits == 0 || (!grouped_by.empty() && digits != 3)) return std::nullopt;
  if (text.empty()) return plain;
  plain += '.';
  return plain.append(text.substr(1));
}

/// a · b if it has at most nine digits behind the point.
std::optional<Decimal> exact_product(const Decimal& a, const Decimal& b) {
  Decimal::Scaled scaled = 0;
  if (__builtin_mul_overflow(a.scaled(), b.scaled(), &scaled) || scaled % Decimal::scale != 0)
    return std::nullopt;
  return Decimal::from_scaled(scaled / Decimal::scale);
}

CellDialect stated(char mark) {
  CellDialect dialect;
  dialect.decimal = mark == ',' ? DecimalMark::comma : DecimalMark::point;
  dialect.decimal_stated = true;
  return dialect;
}

/// `"A", "B" and 3 more`: what a map has an entry for.
std::string entries_of(const std::map<std::string, std::string, std::less<>>& values) {
  std::string told;
  std::size_t count = 0;
  for (const auto& [from, to] : values) {
    if (count == most_entries_told) return told + phrase(" and {} more", values.size() - count);
    if (count++ != 0) told += ", ";
    told += in_quotes(from);
  }
  return told;
}

}  // namespace

std::string_view without_blanks(std::string_view text) noexcept {
  const auto is_plain = [](char c) {
    return static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x80;
  };
  if (text.empty() || (is_plain(text.front()) && is_plain(text.back()))) return text;
  while (!text.empty()) {
    const std::size_t size = mark_at(text, blanks).size();
    if (size == 0) break;
    text.remove_prefix(size);
  }
  const auto ends_with_blank = [&text] {
    for (const std::string_view blank : blanks) {
      if (text.ends_with(blank)) return blank.size();
    }
    return std::size_t{0};
  };
  for (std::size_t size = ends_with_blank(); size != 0; size = ends_with_blank()) text.remove_suffix(size);
  return text;
}

ValueText::Made ValueText::of(const Mapping::Source& source, Field field, CellKind kind,
                              std::string_view text) {
  if (source.values) return mapped(source, text);
  if (source.number) {
    // A workbook's own number is plain, whatever the mark between its digits when they are shown.
    const bool is_plain = kind == CellKind::number;
    return number(is_plain ? Mapping::Number{'.', source.number->times} : *source.number, field, text);
  }
  static const CellDialect none{};
  return tidied(source.times ? *source.times : none, field, kind, text);
}

ValueText::Made ValueText::mapped(const Mapping::Source& source, std::string_view text) const {
  const auto found = source.values->find(text);
  if (found != source.values->end()) return std::string_view(found->second);
  return CellFault{Refusal::value_not_mapped,
                   phrase("{} is not in the map {}.values, which has {}{}", in_quotes(text), source.where,
                          entries_of(*source.values), [&] {
                            std::vector<std::string_view> names;
                            for (const auto& entry : *source.values) names.emplace_back(entry.first);
                            return did_you_mean(text, names);
                          }())};
}

ValueText::Made ValueText::number(const Mapping::Number& number, Field field, std::string_view text) {
  const bool is_whole = rule(field).shape == Shape::whole;
  if (!number.times && text.find_first_not_of("0123456789") == std::string_view::npos) return text;
  const std::optional<std::string> plain = plain_number(text, number.mark);
  DecimalFault fault{};
  std::optional<Decimal> value = plain ? parse_decimal(*plain, &fault) : std::nullopt;
  if (value && number.times) {
    value = exact_product(*value, *number.times);
    fault = DecimalFault::too_many_digits;
  }
  if (!value) {
    const bool too_long = plain && fault == DecimalFault::too_many_digits;
    if (too_long) {
      return CellFault{Refusal::too_many_digits,
                       phrase("{}{} has more than 9 digits after the point", in_quotes(text),
                              number.times ? phrase(" times {}", to_string(*number.times)) : "")};
    }
    // What a spreadsheet has spoilt is named before it is no number.
    if (Made damage = tidied(stated(number.mark), field, CellKind::text, text);
        std::holds_alternative<CellFault>(damage))
      return damage;
    return CellFault{Refusal::malformed_number,
                     phrase("{} is not a {} with a {} before its decimals", in_quotes(text),
                            is_whole ? phrase("whole number") : phrase("number"),
                            number.mark == ',' ? phrase("comma") : phrase("point"))};
  }
  made_ = to_string(*value);
  return std::string_view(made_);
}

ValueText::Made ValueText::tidied(const CellDialect& dialect, Field field, CellKind kind,
                                  std::string_view text) {
  if (auto fault = tidy_cell(field, kind, dialect, text, made_)) return *std::move(fault);
  return text;
}

}  // namespace lcl
