// SPDX-License-Identifier: Apache-2.0
// A worksheet (schemas/tables.md) as an XLSX workbook: every cell a text, as it stood, so that a spreadsheet
// changes none by opening it.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace lcl {

using TakesRow = std::function<void(const std::vector<std::string>& cells)>;

/// `rows` hands on the header first, then the rows. Throws Error: unavailable where a sheet has no room, io.
[[nodiscard]] std::string worksheet_workbook(const std::function<void(const TakesRow&)>& rows);

}  // namespace lcl
