// SPDX-License-Identifier: Apache-2.0
// Reads the fields of one JSON object strictly: what is missing, of the wrong
// type, unknown or not canonical becomes a fault with its place.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/methodology/methodology.hpp"
#include "ledger/values/json.hpp"

namespace lcl::methodology {

using Faults = std::vector<MethodologyFault>;

inline constexpr std::size_t text_length = 4000;  ///< of any text in a document, in code points

class Fields {
 public:
  /// `object` and `faults` must outlive the reader. If `object` is none, that is a fault and every
  /// field is absent.
  Fields(const Json& object, std::string where, Faults& faults);

  /// The place of the field `name`: `steps[2].unit`.
  [[nodiscard]] std::string where(std::string_view name) const;
  void fault(std::string_view name, std::string message, Refusal refusal = Refusal::methodology_malformed);

  /// The field, or null. A field is known once it has been asked for. `needed` reports its absence.
  [[nodiscard]] const Json* optional(std::string_view name);
  [[nodiscard]] const Json* needed(std::string_view name);

  /// Non-empty NFC text without control characters. Empty if it is absent or faulty (and then reported).
  [[nodiscard]] std::string text(std::string_view name);
  [[nodiscard]] std::string optional_text(std::string_view name);
  /// A canonical decimal in a string.
  [[nodiscard]] std::optional<Decimal> decimal(std::string_view name);
  [[nodiscard]] std::optional<bool> truth(std::string_view name);
  /// The position in `choices` of the field's text.
  [[nodiscard]] std::optional<std::size_t> choice(std::string_view name,
                                                  std::span<const std::string_view> choices);
  /// The field if it is an array (object) of at most `limit` elements (members).
  [[nodiscard]] const Json* array(std::string_view name, std::size_t limit);
  [[nodiscard]] const Json* object(std::string_view name, std::size_t limit);

  /// Reports every field that was not asked for. To be called last.
  void close();

 private:
  [[nodiscard]] const Json* container(std::string_view name, Json::value_t type, std::size_t limit);
  [[nodiscard]] std::string checked_text(std::string_view name, const Json& value);

  const Json* object_;
  std::string where_;
  Faults& faults_;
  std::vector<std::string_view> known_;
};

/// `choices` for a message: `a, b or c`.
[[nodiscard]] std::string alternatives(std::span<const std::string_view> choices);

/// The decimal that the JSON `value` holds, or why it holds none.
[[nodiscard]] std::optional<Decimal> decimal_of(const Json& value, MethodologyFault& fault);

}  // namespace lcl::methodology
