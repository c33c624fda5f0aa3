// SPDX-License-Identifier: Apache-2.0
// From what stands in a cell to the text that a field of an event is read from:
// value maps, numbers and dates as people write them (schemas/mappings.md, "Values").
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "ledger/events/event_fields.hpp"
#include "ledger/mapping/mapping.hpp"
#include "ledger/tables/table_reader.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

/// `text` without the blanks around it, those that do not break (U+00A0, U+202F) included.
[[nodiscard]] std::string_view without_blanks(std::string_view text) noexcept;

/// Why a cell gives no value; lower case, no full stop.
struct ValueFault {
  Refusal refusal{};
  std::string message;
};

class ValueText {
 public:
  /// What `source` makes for `field` of a cell of `kind` that holds `text`, which has no blanks around it and
  /// is not empty; empty: the field is not given. A view into `text`, `source` or this, until the next call.
  [[nodiscard]] std::variant<std::string_view, ValueFault> of(const Mapping::Source& source, Field field,
                                                              CellKind kind, std::string_view text);

 private:
  using Made = std::variant<std::string_view, ValueFault>;
  [[nodiscard]] Made mapped(const Mapping::Source& source, std::string_view text) const;
  [[nodiscard]] Made number(const Mapping::Number& number, Field field, std::string_view text);
  [[nodiscard]] Made moment(const Mapping::Moment& moment, std::string_view text);

  std::string made_;
};

}  // namespace lcl
