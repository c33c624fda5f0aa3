// SPDX-License-Identifier: Apache-2.0
// What the user says of a table's file where the file does not tell.
#pragma once

#include "cli/kit/options.hpp"
#include "ledger/tables/table_reader.hpp"

namespace lcl::cli {

inline constexpr Option encoding_option{"encoding", "NAME",
                                        "of a table: utf-8, utf-16le, utf-16be or windows-1252"};

inline constexpr Option sheet_option{"sheet", "NAME",
                                     "of a workbook: the sheet to read, else the first that is shown"};

/// As --encoding and --sheet have it. Throws UsageError.
[[nodiscard]] TableOptions table_options(const Arguments& given);

}  // namespace lcl::cli
