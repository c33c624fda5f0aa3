// SPDX-License-Identifier: Apache-2.0
// A formula as a tree in one flat array. parse() builds it from its text
// (the grammar of schemas/methodologies/README.md); check() resolves its names
// and units in place; Evaluation walks it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ledger/methodology/dimension.hpp"
#include "ledger/methodology/lexer.hpp"
#include "ledger/values/decimal.hpp"

namespace lcl::methodology {

inline constexpr std::size_t formula_nodes = 256;
inline constexpr std::size_t formula_nesting = 32;
inline constexpr std::size_t formula_bytes = 4000;

enum class NodeKind : std::uint8_t {
  // leaves
  number,             ///< a numeral, or a parameter once it is resolved
  text,               ///< a text literal
  truth,              ///< true or false: `subject` 1 or 0
  name,               ///< parsed only: becomes parameter (number), fact, step or field
  fact,               ///< `subject` is a Fact
  project_parameter,  ///< `subject` is its index
  step,               ///< `subject` is the index of an earlier step
  field,              ///< of the element that a sum is at: `subject` is a Field
  // operators: operands are the children
  negate,
  add,
  subtract,
  multiply,
  divide,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  logical_and,
  logical_or,
  logical_not,
  in,        ///< child 0 is looked for among the other children, which are texts
  is_known,  ///< child 0 is a fact
  // calls
  minimum,
  maximum,
  choice,
  fallback,  ///< default(fact, expression)
  sum,       ///< `word` is the variable; child 0 names the list, child 1 is summed
  look_up,   ///< `word` is the table, or a project parameter by category if `is_project`; children are the
             ///< keys, then the fallback if `has_otherwise`
};

/// The fields of list elements.
enum class Field : std::uint8_t { mode, distance_km, part, quantity, origin };

enum class ValueType : std::uint8_t { decimal, text, truth };

/// What an expression yields; texts and truths have the unit 1.
struct Type {
  ValueType value = ValueType::decimal;
  Dimension unit;
  friend bool operator==(const Type&, const Type&) = default;
};

using NodeIndex = std::uint32_t;

struct Node {
  NodeKind kind{};
  bool has_otherwise = false;  ///< of a look-up
  bool is_parameter = false;   ///< of a number: `subject` is the parameter's index
  bool is_project = false;     ///< of a look-up
  Type type;                   ///< set by check()
  std::uint32_t column = 1;    ///< where it begins; of an operator, where that stands
  std::uint32_t first = 0;     ///< its children are `children[first … first + count)`
  std::uint32_t count = 0;
  std::uint32_t subject = 0;  ///< what it refers to, by its kind; of a look-up the table's index
  Decimal number;
  std::string word;  ///< name or text, as written
};

struct Formula {
  std::vector<Node> nodes;
  std::vector<NodeIndex> children;
  NodeIndex root = 0;

  [[nodiscard]] NodeIndex child(const Node& node, std::size_t index) const {
    return children[node.first + index];
  }
};

/// The tree of `text`, names unresolved, or the first fault in it.
[[nodiscard]] std::variant<Formula, FormulaFault> parse(std::string_view text);

}  // namespace lcl::methodology
