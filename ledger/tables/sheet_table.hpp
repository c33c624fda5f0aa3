// SPDX-License-Identifier: Apache-2.0
// A sheet of a workbook as a table, whichever program saved it: its first row that is not empty is the
// header.
#pragma once

#include <memory>

#include "ledger/tables/table_reader.hpp"
#include "ledger/values/result.hpp"

namespace lcl {

/// The table in the workbook `input`, a zip archive, of the sheet that `options` names. Refused is what makes
/// reading impossible, as that it is another archive (not_a_table). Throws Error (io), if it is a pipe too.
[[nodiscard]] Result<std::unique_ptr<TableReader>> open_workbook(int input, const TableOptions& options);

}  // namespace lcl
