// SPDX-License-Identifier: Apache-2.0
// What workbooks store in cells, as the text that a table has there: numbers, which spreadsheets keep to 15
// significant digits, and times, which they keep as days since a first day. Whole numbers and texts alone: a
// numeral is never made a binary fraction. Format: schemas/tables.md, "Workbooks".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ledger/tables/table_reader.hpp"

namespace lcl {

/// What a number is shown as, by its cell's format.
enum class NumberLook : std::uint8_t { number, date, date_and_time, time };

/// Of a format that every workbook has, by its number (ECMA-376-1, 18.8.30).
[[nodiscard]] NumberLook look_of_format(std::uint64_t number) noexcept;
/// Of a format that a workbook brings, `dd/mm/yyyy hh:mm`.
[[nodiscard]] NumberLook look_of_format(std::string_view code) noexcept;

/// The day that is 1, or 0.
enum class FirstDay : std::uint8_t {
  of_1900,  ///< 1 is 1 January 1900, and 60 a 29 February that was never
  of_1904,  ///< 0 is 1 January 1904
};

/// Appends what the numeral `stored` is: a plain decimal of at most 15 significant digits (number), or with
/// more than those before its point as it is (beyond_digits); what is no numeral as it is (text).
[[nodiscard]] CellKind append_number(std::string_view stored, std::string& out);
/// Appends the day and time that the numeral `stored` stands for, to the millisecond: `2024-03-01` (date),
/// `2024-03-01T10:00:00` (instant), or of a time alone `10:00:00` (text); as append_number where it is no day
/// from 1900 to 9999.
[[nodiscard]] CellKind append_time(std::string_view stored, NumberLook look, FirstDay first_day,
                                   std::string& out);

/// Appends the time that ISO 8601 writes, to the millisecond: `2024-03-01` (date), `2024-03-01T10:00:00.5` as
/// `2024-03-01T10:00:00.500` (instant); anything else as it is (text).
[[nodiscard]] CellKind append_iso_time(std::string_view stored, std::string& out);

}  // namespace lcl
