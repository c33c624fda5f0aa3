// SPDX-License-Identifier: Apache-2.0
// A table on sheets of paper.
#pragma once

#include "ledger/texts/page/pdf_sheets.hpp"

namespace lcl::page {

/// Columns of numbers are as wide as these; the others share what is left. Rows stay whole where a sheet can
/// hold them; the header is repeated on every sheet.
void draw_table(Sheets& sheets, const Table& table);

}  // namespace lcl::page
