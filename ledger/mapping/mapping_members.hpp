// SPDX-License-Identifier: Apache-2.0
// The objects of a mapping's document, member by member: what all of them have, and
// how dates and numbers are said to be written.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/mapping/mapping.hpp"
#include "ledger/tables/cell_values.hpp"
#include "ledger/values/document_fields.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// The member of every object that is for people alone.
inline constexpr std::string_view mapping_remark = "//";

/// `events[2]`.
[[nodiscard]] std::string mapping_element(std::string_view array, std::size_t index);

/// What is found in every object of a mapping: its members, and a remark for people.
class MappingMembers : public DocumentFields {
 public:
  MappingMembers(const Json& object, std::string where, DocumentFaults& faults);

  /// The elements of an array that may be missing, as read(element, where).
  template <typename Read>
  void each(std::string_view name, std::size_t limit, Read read) {
    if (optional(name) == nullptr) return;
    const Json* elements = array(name, limit);
    if (elements == nullptr) return;
    for (std::size_t i = 0; i < elements->size(); ++i) read((*elements)[i], mapping_element(where(name), i));
  }
  /// A text as a table or a file may hold it: of any characters, and empty.
  [[nodiscard]] std::string raw_text(std::string_view name);
  /// The name of a column, as its header has it, line ends included: a raw text that is not empty.
  [[nodiscard]] std::string column_name(std::string_view name);
};

/// A text, a whole number or a truth, as the text that a field is read from.
[[nodiscard]] std::optional<std::string> plain_text(const Json& value);

/// How dates and numbers are written: of one value, or of all that do not say it.
struct MappingDialect {
  CellDialect times;
  std::optional<char> mark;
};
[[nodiscard]] MappingDialect read_dialect(MappingMembers& members);

/// Adds a fault for every `"?"` in `value`, which stands at `where`.
void find_left_open(const Json& value, const std::string& where, DocumentFaults& faults);

}  // namespace lcl
