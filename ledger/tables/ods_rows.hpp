// SPDX-License-Identifier: Apache-2.0
// The rows of a sheet of an OpenDocument workbook (ODF 1.3, as LibreOffice saves it).
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "ledger/tables/sheet_rows.hpp"
#include "ledger/tables/zip_archive.hpp"
#include "ledger/values/result.hpp"

namespace lcl {

/// How many cells rows may have together that are written once and stand for several.
inline constexpr std::uint64_t most_repeated_cells = 50'000'000;

/// Whether the archive is such a workbook, by what it says first of itself.
[[nodiscard]] bool is_ods(const ZipArchive& archive);
/// The rows of the sheet that is asked for, or else of the first that is shown. Sheets are met as they come:
/// that there is none such is told at the end of the rows (unknown_sheet).
[[nodiscard]] Result<std::unique_ptr<SheetRows>> open_ods(const ZipArchive& archive,
                                                          const std::optional<std::string>& sheet);

}  // namespace lcl
