// SPDX-License-Identifier: Apache-2.0
// A second table, held in memory, in which rows of the first are looked up by a key:
// of its rows, the columns that a mapping names.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ledger/mapping/mapping.hpp"
#include "ledger/tables/table_reader.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

inline constexpr std::size_t most_look_up_rows = 1'000'000;
inline constexpr std::size_t most_look_up_bytes = std::size_t{256} << 20U;  ///< of the cells that are kept

class LookUpTable {
 public:
  using Row = std::uint32_t;

  /// Reads `table` to its end as the one of that number in `mapping`, whose columns of it are bound. What is
  /// wrong goes into `refusals`: columns that are gone, rows that cannot be read, keys that stand in two rows
  /// (with both), too much of it. Rows without a key are passed over.
  static LookUpTable read(Mapping& mapping, Mapping::TableNumber number, TableReader& table,
                          std::vector<Refused>& refusals);

  [[nodiscard]] std::optional<Row> find(std::string_view key) const;
  /// Of a column by its index as bound.
  [[nodiscard]] TableCell cell(Row row, std::size_t column) const;
  [[nodiscard]] std::uint64_t line(Row row) const { return lines_[row]; }
  [[nodiscard]] std::size_t size() const { return lines_.size(); }

 private:
  struct Kept {
    CellKind kind = CellKind::empty;
    std::uint32_t offset = 0;  ///< in texts_
    std::uint32_t size = 0;
  };
  /// Finds a text without making one.
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  /// Keeps the row that `table` stands on; false if there is no room for it.
  bool keep(const TableReader& table, std::string_view key);

  std::vector<std::size_t> places_;  ///< of each kept column in the file
  std::string texts_;
  std::vector<Kept> cells_;  ///< row by row
  std::vector<std::uint64_t> lines_;
  std::unordered_map<std::string, Row, TextHash, std::equal_to<>> rows_;
};

}  // namespace lcl
