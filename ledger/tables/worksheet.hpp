// SPDX-License-Identifier: Apache-2.0
// A worksheet: a table whose first three columns say what was wrong with each row of another one
// (schemas/tables.md, "Worksheet"). Whoever reads it passes over them.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace lcl {

inline constexpr std::array<std::string_view, 3> worksheet_columns{"line", "cell", "why"};

/// How many columns of a table with this header stand before its own: all three, or none.
[[nodiscard]] inline std::size_t columns_before(std::span<const std::string> header) {
  const bool is_one = header.size() > worksheet_columns.size() &&
                      std::equal(worksheet_columns.begin(), worksheet_columns.end(), header.begin());
  return is_one ? worksheet_columns.size() : 0;
}

}  // namespace lcl
