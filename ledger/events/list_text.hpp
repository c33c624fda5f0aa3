// SPDX-License-Identifier: Apache-2.0
// Legs and parts as one cell of a table writes them: `van:12;rail:400`,
// `screen:1:new;battery:1:reused` (schemas/README.md, "CSV").
#pragma once

#include <string_view>
#include <vector>

#include "ledger/events/event_fields.hpp"
#include "ledger/tables/cell_values.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

/// Adds the elements that `text` holds to `list` (legs or parts) of `event`, distances read as `dialect`
/// writes numbers (null: plain, as a log has them); what is wrong goes into `faults`.
void read_list(Field list, std::string_view text, const CellDialect* dialect, Event& event,
               std::vector<CellFault>& faults);

}  // namespace lcl
