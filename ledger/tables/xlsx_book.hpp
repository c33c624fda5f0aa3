// SPDX-License-Identifier: Apache-2.0
// What an XLSX workbook (ECMA-376, SpreadsheetML) says beside its sheets: which there are, where their parts
// stand in the archive, and which of its cells' formats show dates. Links to other files, macros, pictures
// and the like are not looked at.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/tables/sheet_values.hpp"
#include "ledger/tables/zip_archive.hpp"
#include "ledger/values/result.hpp"

namespace lcl {

struct XlsxSheet {
  std::string name;
  std::string part;  ///< its name in the archive
  bool is_hidden = false;
};

struct XlsxBook {
  std::vector<XlsxSheet> sheets;  ///< of cells, in their order
  std::string shared_strings;     ///< the part; empty if there is none
  std::vector<NumberLook> looks;  ///< by the number of a cell's style
  FirstDay first_day = FirstDay::of_1900;
};

/// The part of an XLSX workbook's archive that names its sheets; nothing if the archive is no such workbook.
[[nodiscard]] std::optional<std::string> xlsx_book_part(const ZipArchive& archive);
[[nodiscard]] Result<XlsxBook> read_xlsx_book(const ZipArchive& archive, const std::string& book_part);

/// The bytes of the part, or nothing, which is a fault, if it is missing.
[[nodiscard]] std::unique_ptr<ByteSource> part_bytes(const ZipArchive& archive, const std::string& part);

}  // namespace lcl
