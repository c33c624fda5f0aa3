// SPDX-License-Identifier: Apache-2.0
// The rows of a sheet of an XLSX workbook.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "ledger/tables/sheet_rows.hpp"
#include "ledger/tables/zip_archive.hpp"
#include "ledger/values/result.hpp"

namespace lcl {

/// The rows of the sheet that is asked for, or else of the first that is shown, in the workbook whose part
/// `book_part` names its sheets (xlsx_book_part).
[[nodiscard]] Result<std::unique_ptr<SheetRows>> open_xlsx(const ZipArchive& archive,
                                                           const std::string& book_part,
                                                           const std::optional<std::string>& sheet);

}  // namespace lcl
