// SPDX-License-Identifier: Apache-2.0
// The columns that a mapping names, found in the header of a table.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/mapping/mapping.hpp"
#include "ledger/tables/table_reader.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

/// The names of the columns of `table` that `mapping` uses, each once, in order of first use.
[[nodiscard]] std::vector<std::string> columns_used(const Mapping& mapping, Mapping::TableNumber table);

/// Sets the index of every column of `table` in `mapping`. Refuses each that the header lacks, with the
/// nearest that it has (mapping_column_missing), or has twice (repeated_header).
void bind_columns(Mapping& mapping, Mapping::TableNumber table, const TableReader& reader,
                  std::vector<Refused>& refusals);
/// The same to columns that are all there, once each.
void bind_columns(Mapping& mapping, Mapping::TableNumber table, std::span<const std::string> header);

}  // namespace lcl
