// SPDX-License-Identifier: Apache-2.0
// Reads the fields of one object of a JSON document strictly: what is missing, of
// the wrong type, unknown or not canonical becomes a fault with its place. Which
// words of refusal a kind of document has is the caller's.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/values/json.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

/// What is wrong in a document, and where: `steps[2].unit`.
struct DocumentFault {
  Refusal refusal{};
  std::string where;
  std::string message;
};
using DocumentFaults = std::vector<DocumentFault>;

/// What a kind of document is refused with.
struct DocumentRefusals {
  Refusal malformed;
  Refusal too_large;  ///< a text or a list beyond its limit
};

inline constexpr std::size_t document_text_length = 4000;  ///< of any text in a document, in code points

class DocumentFields {
 public:
  /// `object` and `faults` must outlive the reader. If `object` is none, that is a fault and every
  /// field is absent.
  DocumentFields(const Json& object, std::string where, DocumentFaults& faults, DocumentRefusals refusals);

  /// The place of the field `name`: `steps[2].unit`.
  [[nodiscard]] std::string where(std::string_view name) const;
  void fault(std::string_view name, std::string message);
  void fault(std::string_view name, std::string message, Refusal refusal);

  /// The field, or null. A field is known once it has been asked for. `needed` reports its absence.
  [[nodiscard]] const Json* optional(std::string_view name);
  [[nodiscard]] const Json* needed(std::string_view name);

  /// Non-empty NFC text without control characters. Empty if it is absent or faulty (and then reported).
  [[nodiscard]] std::string text(std::string_view name);
  [[nodiscard]] std::string optional_text(std::string_view name);
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
  DocumentFaults& faults_;
  DocumentRefusals refusals_;
  std::vector<std::string_view> known_;
};

/// `choices` for a message: `a, b or c`.
[[nodiscard]] std::string alternatives(std::span<const std::string_view> choices);

}  // namespace lcl
