// SPDX-License-Identifier: Apache-2.0
// From what stands in a cell to the text that a field of an event is read from:
// value maps, numbers in other units, and what any table has (cell_text.hpp). Format:
// schemas/mappings.md, "Values".
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "ledger/events/event_fields.hpp"
#include "ledger/mapping/mapping.hpp"
#include "ledger/tables/cell_values.hpp"
#include "ledger/tables/table_reader.hpp"

namespace lcl {

/// `text` without the blanks around it, those that do not break (U+00A0, U+202F) included.
[[nodiscard]] std::string_view without_blanks(std::string_view text) noexcept;

class ValueText {
 public:
  /// What `source` makes for `field` of a cell of `kind` that holds `text`, which has no blanks around it and
  /// is not empty; empty: the field is not given. A view into `text`, `source` or this, until the next call.
  [[nodiscard]] std::variant<std::string_view, CellFault> of(const Mapping::Source& source, Field field,
                                                             CellKind kind, std::string_view text);

 private:
  using Made = std::variant<std::string_view, CellFault>;
  [[nodiscard]] Made mapped(const Mapping::Source& source, std::string_view text) const;
  [[nodiscard]] Made number(const Mapping::Number& number, Field field, std::string_view text);
  [[nodiscard]] Made tidied(const CellDialect& dialect, Field field, CellKind kind, std::string_view text);

  std::string made_;
};

}  // namespace lcl
