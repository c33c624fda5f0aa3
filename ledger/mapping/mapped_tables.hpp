// SPDX-License-Identifier: Apache-2.0
// The tables that a mapping reads, opened as it says.
#pragma once

#include <memory>
#include <optional>

#include "ledger/mapping/mapping.hpp"
#include "ledger/tables/table_reader.hpp"
#include "ledger/values/result.hpp"

namespace lcl {

/// The table in the file descriptor `input` (not closed here): XML where `xml` says where its rows are, else
/// whatever TableReader::open knows.
[[nodiscard]] Result<std::unique_ptr<TableReader>> open_mapped_table(
    int input, const std::optional<Mapping::XmlRows>& xml, const TableOptions& options = {});

}  // namespace lcl
