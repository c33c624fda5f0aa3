// SPDX-License-Identifier: Apache-2.0
// An XML file as a table: the elements at one path are its rows, and what stands at
// other paths in them its cells. Streamed, with limits on depth and size; a file that
// declares entities of its own is refused, so that none is ever expanded or fetched.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "ledger/tables/byte_source.hpp"
#include "ledger/tables/table_reader.hpp"
#include "ledger/tables/xml_path.hpp"

namespace lcl {

inline constexpr std::size_t most_xml_depth = 64;
inline constexpr std::size_t longest_xml_row = std::size_t{1} << 20U;  ///< bytes of its cells

/// A column: its name, and its path from a row.
using XmlColumns = std::vector<std::pair<std::string, XmlPath>>;

/// The table in `bytes`. A cell without an element is empty; its place is then that of the row.
[[nodiscard]] std::unique_ptr<TableReader> open_xml_table(std::unique_ptr<ByteSource> bytes, XmlPath row,
                                                          const XmlColumns& columns);

}  // namespace lcl
