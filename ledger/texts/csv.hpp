// SPDX-License-Identifier: Apache-2.0
// CSV out: RFC 4180, with cells that a spreadsheet would run as a formula made
// harmless.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace lcl {

/// Appends `text` as one cell. A text that begins with `=`, `+`, `-`, `@`, tab or CR gets an apostrophe in
/// front, unless it is a plain decimal number.
void append_csv_cell(std::string_view text, std::string& out);
/// Appends the cells with commas between and CRLF after.
void append_csv_row(std::span<const std::string> cells, std::string& out);

}  // namespace lcl
