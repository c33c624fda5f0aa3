// SPDX-License-Identifier: Apache-2.0
// A JSON text as a tree that remembers where each value stands and how each number was written. For documents
// of other people's making, of which only some members matter; knows nothing of what they mean.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/values/refusal.hpp"

namespace lcl {

struct JsonMember;

struct JsonNode {
  enum class Type : std::uint8_t { null, truth, number, text, array, object };
  Type type = Type::null;
  std::size_t offset = 0;           ///< of its first byte
  std::string text;                 ///< of a text its characters, else as it was written
  std::vector<JsonMember> members;  ///< of an object, in the order of the text
  std::vector<JsonNode> elements;   ///< of an array

  [[nodiscard]] bool is(Type other) const { return type == other; }
  /// The member of that name; nullptr if this is no object or has none.
  [[nodiscard]] const JsonNode* find(std::string_view name) const;
  /// The text that the member of that name is; empty if it is none.
  [[nodiscard]] std::string_view text_of(std::string_view name) const;
};

struct JsonMember {
  std::string name;
  JsonNode value;
};

/// What is wrong with a text, at a byte offset into it.
struct JsonTreeFault {
  Refusal refusal{};
  std::size_t offset = 0;
  std::string message;
};

/// Reads `text` into `tree`, or says what is wrong first: a byte-order mark, not UTF-8, a NUL byte, not RFC
/// 8259, a name twice in an object, an object of more than 1,000 members, more than max_event_depth levels.
[[nodiscard]] std::optional<JsonTreeFault> read_json_tree(std::string_view text, JsonNode& tree);

}  // namespace lcl
