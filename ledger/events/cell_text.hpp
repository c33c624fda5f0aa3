// SPDX-License-Identifier: Apache-2.0
// What stands in a cell of a table, made what a log writes in a field, for tables
// that are logs and for those that are read through a mapping. What a spreadsheet
// has spoilt is named for what it is. Format: schemas/tables.md, "A log as a table".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ledger/events/event_fields.hpp"
#include "ledger/tables/cell_values.hpp"
#include "ledger/tables/table_reader.hpp"

namespace lcl {

/// What the kind of a cell tells to be spoilt, whatever it is read for: an error (cell_error), or a
/// number of which digits are lost (rounded_by_spreadsheet).
[[nodiscard]] std::optional<CellFault> damage_in(CellKind kind, std::string_view text);
/// Makes `text`, which is not empty and of a cell of `kind`, what a log writes in `field`, its numbers and
/// times read as `dialect` says; or tells why the cell gives nothing. A text that is nothing of its kind
/// stays as it is, for set_field to refuse. `room` as in cell_values.hpp.
[[nodiscard]] std::optional<CellFault> tidy_cell(Field field, CellKind kind, const CellDialect& dialect,
                                                 std::string_view& text, std::string& room);

}  // namespace lcl
