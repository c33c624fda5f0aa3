// SPDX-License-Identifier: Apache-2.0
// What a log that is a table cannot tell by itself, and what its reader found it
// to be.
#pragma once

#include <string>
#include <vector>

#include "ledger/tables/cell_values.hpp"
#include "ledger/tables/table_reader.hpp"

namespace lcl {

struct LogOptions {
  TableOptions table;
  CellDialect dialect;
  bool ignore_unknown_columns = false;
  std::vector<std::string> ignored_columns;  ///< by their headers
};

/// How a table was read.
struct TableReading {
  TableTraits traits;
  CellDialect dialect;
  std::vector<std::string> renamed;   ///< `IMEI = device.imei`, for headers that are other names of fields
  std::vector<std::string> left_out;  ///< headers of columns that are no fields
};

}  // namespace lcl
