// SPDX-License-Identifier: Apache-2.0
// What people and spreadsheets write in cells, made what a log has: plain
// decimals, true or false, times with their offset from UTC, identifiers without
// blanks. What reads two ways is read only if the file or its user says which;
// what a spreadsheet has spoilt is named, never guessed. Format: schemas/tables.md.
//
// Each function leaves a text that is nothing of its kind as it is, for whoever
// asks next to refuse. `room` holds a text that was changed; `text` is then a view
// into it, valid until the next call with the same room.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/values/refusal.hpp"
#include "ledger/values/time_zone.hpp"

namespace lcl {

enum class DecimalMark : std::uint8_t { point, comma };
enum class DateOrder : std::uint8_t { day_month_year, month_day_year, year_month_day };

/// How a file's numbers and times are to be read.
struct CellDialect {
  std::optional<DecimalMark> decimal;
  bool decimal_stated = false;  ///< by the user, not found by the separator
  std::optional<DateOrder> dates;
  std::optional<TimeZone> zone;
  std::string time_of_day;  ///< of dates without one, `12:00`; empty if none was said
};

/// Why a cell has no value; as in Refused.
struct CellFault {
  Refusal refusal{};
  std::string message;
};

/// The decimal mark that a separator goes with: a comma with `;`, a point with `,`; nothing with others.
[[nodiscard]] std::optional<DecimalMark> decimal_beside(char separator) noexcept;

/// `1 234,5`, `1'234.5`, `1,234.5`, `,5` as a plain decimal.
[[nodiscard]] std::optional<CellFault> read_number(std::string_view& text, const CellDialect& dialect,
                                                   std::string& room);
/// `TRUE`, `vrai`, `oui`, `yes`, `1` and their opposites as `true` or `false`.
void read_truth(std::string_view& text);
/// `31/12/2024 14:05`, `2024-12-31 14:05` and their like in RFC 3339, with the offset of the dialect's zone.
[[nodiscard]] std::optional<CellFault> read_time(std::string_view& text, const CellDialect& dialect,
                                                 std::string& room);
/// How a text writes a date, with or without a time.
struct DateShape {
  bool has_time = false;
  bool has_offset = false;
  bool day_first = false;    ///< can be day, month and year
  bool month_first = false;  ///< can be month, day and year
  bool year_first = false;
};
/// Nothing of a text that writes none, or one that does not exist.
[[nodiscard]] std::optional<DateShape> date_shape(std::string_view text);
/// Digits without the blanks between them and a spreadsheet's apostrophe in front; a text that holds
/// anything else is left as it is.
[[nodiscard]] std::optional<CellFault> read_digits(std::string_view& text, std::string& room);
/// Whether `text` is what a spreadsheet shows where a formula has no value: `#REF!`, `#N/A`, `#####`.
[[nodiscard]] bool is_error_value(std::string_view text) noexcept;

}  // namespace lcl
