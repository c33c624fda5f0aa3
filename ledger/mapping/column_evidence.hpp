// SPDX-License-Identifier: Apache-2.0
// What the columns of an unknown table may hold, by their names (English and French)
// and by what stands in them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/events/event.hpp"
#include "ledger/events/event_fields.hpp"
#include "ledger/mapping/mapping.hpp"
#include "ledger/tables/table_reader.hpp"

namespace lcl {

inline constexpr std::size_t most_distinct = 24;  ///< values of a column that are kept

/// What was seen in one column.
struct ColumnEvidence {
  std::string name;
  std::size_t filled = 0;
  std::size_t imeis = 0;
  std::size_t sirets = 0;
  std::size_t countries = 0;
  std::size_t dates = 0;
  std::size_t dates_without_time = 0;
  std::size_t dates_with_zone = 0;
  bool not_dmy = false;  ///< a date that cannot be in this order
  bool not_mdy = false;
  bool not_ymd = false;
  std::size_t decimal_commas = 0;
  std::map<std::string, std::size_t, std::less<>> values;  ///< the first most_distinct of them, counted
  bool has_more_values = false;

  void see(const TableCell& cell);
};

/// What a column's name says that it holds.
struct NamedField {
  Field field;
  std::optional<EventKind> kind;  ///< of which alone: `date de vente`
  std::string_view times;         ///< `0.001` where the name says grams
};
[[nodiscard]] std::optional<NamedField> field_named(std::string_view column);

/// The word of a closed list that `value` means for `field`; empty if it cannot be told.
[[nodiscard]] std::string_view word_meant(Field field, std::string_view value);

}  // namespace lcl
