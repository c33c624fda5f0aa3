// SPDX-License-Identifier: Apache-2.0
// A first mapping of a table, proposed from its header and its values: what can be
// told is filled in, and all else left open as "?", which no reader takes.
#pragma once

#include <string>
#include <vector>

#include "ledger/tables/table_reader.hpp"

namespace lcl {

struct MappingProposal {
  std::string text;                 ///< the document, as JSON with line ends
  std::vector<std::string> open;    ///< where it says "?", in its order
  std::vector<std::string> unused;  ///< columns that it does not use
};

inline constexpr std::size_t rows_looked_at = 500;

/// Reads the first rows of `table`, whose header was read.
[[nodiscard]] MappingProposal propose_mapping(TableReader& table);

}  // namespace lcl
