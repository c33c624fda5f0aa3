// SPDX-License-Identifier: Apache-2.0
// Zip archives made in a test, and the parts of the smallest workbooks.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace lcl::test {

/// Names of parts, and what is in them.
using Parts = std::map<std::string, std::string>;

/// The archive of `parts`, none of them packed.
[[nodiscard]] std::string zip_of(const Parts& parts);

/// The parts of an XLSX workbook with one sheet, "Orders", whose `sheetData` holds `rows` and is followed by
/// `behind`. Its texts are "kind" (0), "IMEI" (1) and "a b" (2); its styles show numbers (0), dates (1),
/// dates with times (2) and times (3).
[[nodiscard]] Parts xlsx_parts(std::string_view rows, std::string_view behind = "");
/// The parts of an OpenDocument workbook whose spreadsheet holds `tables`, with a style "hidden" for tables.
[[nodiscard]] Parts ods_parts(std::string_view tables);

}  // namespace lcl::test
