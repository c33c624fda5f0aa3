// SPDX-License-Identifier: Apache-2.0
// A listing as an XLSX workbook: a sheet of typed cells under a header that stays in sight, and one that says
// what it was computed from.
#pragma once

#include <string>

#include "ledger/texts/listing/listing.hpp"

namespace lcl {

/// The rows that a worksheet has room for, its header included (ECMA-376; Excel's own limit).
inline constexpr std::uint32_t worksheet_rows = 1'048'576;

/// The bytes of the workbook; the same listing gives the same bytes. A decimal is a number where 15
/// significant digits hold it, so that every spreadsheet reads back what was written, and text where they do
/// not. Instants are dates, in UTC. Throws Error: unavailable where a worksheet has no room for it, io.
[[nodiscard]] std::string workbook_of(const Listing& listing, page::Language language);

}  // namespace lcl
