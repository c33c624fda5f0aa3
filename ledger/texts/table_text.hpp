// SPDX-License-Identifier: Apache-2.0
// How a table was read, in three lines for people and as JSON: what it is
// written in, which column is which field, and how numbers and times were taken.
#pragma once

#include <string>

#include "ledger/events/log_options.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// Whether nothing had to be found out or left out: the file is plain CSV with the fields' own names.
[[nodiscard]] bool is_plain(const TableReading& reading);
/// The first of those lines, without its LF, for a sheet of a workbook, whoever reads it; empty of other
/// tables.
[[nodiscard]] std::string sheet_text(const TableTraits& traits);
/// Lines, the last without its LF.
[[nodiscard]] std::string table_reading_text(const TableReading& reading);
[[nodiscard]] Json table_reading_json(const TableReading& reading);

}  // namespace lcl
