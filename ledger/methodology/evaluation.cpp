// SPDX-License-Identifier: Apache-2.0
#include "ledger/methodology/evaluation.hpp"

#include "ledger/methodology/fact_definition.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::methodology {

Evaluation::Number Evaluation::decimal(NodeIndex index) {
  const Node& node = formula_.nodes[index];
  switch (node.kind) {
    case NodeKind::number:
      if (line_ != nullptr && node.is_parameter) record_decimal(node, node.number);
      if (ground_.reader != nullptr && node.is_parameter)
        return ground_.reader->value(ground_.document.parameters[node.subject].factor);
      return node.number;
    case NodeKind::fact:
      return fact<Decimal>(node);
    case NodeKind::project_parameter: {
      const Decimal& value = project_value(node, 0);
      if (line_ != nullptr) record_project_value(node, {}, value);
      return value;
    }
    case NodeKind::step:
      if (line_ != nullptr) record_decimal(node, ground_.figures[node.subject]);
      if (ground_.reader != nullptr) ground_.reader->take_step(node.subject);
      return ground_.figures[node.subject];
    case NodeKind::field: {
      const Decimal& value = static_cast<Field>(node.subject) == Field::distance_km
                                 ? ground_.sheet.legs[element_].distance_km
                                 : ground_.sheet.parts[element_].quantity;
      if (line_ != nullptr) record_decimal(node, value);
      return value;
    }
    case NodeKind::negate: {
      const Number value = decimal(formula_.child(node, 0));
      if (!value) return value;
      const Number result = difference(Decimal{}, *value);
      return result ? result : overflow(node);
    }
    case NodeKind::add:
      return arithmetic(node, &lcl::sum);
    case NodeKind::subtract:
      return arithmetic(node, &lcl::difference);
    case NodeKind::multiply:
      return arithmetic(node, &lcl::product);
    case NodeKind::divide:
      return division(node);
    case NodeKind::minimum:
    case NodeKind::maximum:
      return extreme(node);
    case NodeKind::sum:
      return total(node);
    case NodeKind::look_up:
      return look_up(node);
    case NodeKind::choice:
    case NodeKind::fallback: {
      const std::optional<NodeIndex> child = chosen(node);
      return child ? decimal(*child) : std::nullopt;
    }
    default:
      break;
  }
  invariant(false, "a checked formula yields a decimal here");
  return std::nullopt;
}

Evaluation::Truth Evaluation::truth(NodeIndex index) {
  const Node& node = formula_.nodes[index];
  switch (node.kind) {
    case NodeKind::truth:
      return node.subject != 0;
    case NodeKind::fact:
      return fact<bool>(node);
    case NodeKind::logical_and:
    case NodeKind::logical_or: {
      const Truth left = truth(formula_.child(node, 0));
      if (!left || *left == (node.kind == NodeKind::logical_or)) return left;
      return truth(formula_.child(node, 1));
    }
    case NodeKind::logical_not: {
      const Truth value = truth(formula_.child(node, 0));
      return value ? Truth{!*value} : value;
    }
    case NodeKind::is_known:
      return is_known(formula_.nodes[formula_.child(node, 0)]);
    case NodeKind::in:
      return membership(node);
    case NodeKind::choice:
    case NodeKind::fallback: {
      const std::optional<NodeIndex> child = chosen(node);
      return child ? truth(*child) : std::nullopt;
    }
    default:
      return comparison(node);
  }
}

Evaluation::Text Evaluation::text(NodeIndex index) {
  const Node& node = formula_.nodes[index];
  switch (node.kind) {
    case NodeKind::text:
      return node.word;
    case NodeKind::fact:
      return fact<std::string_view>(node);
    case NodeKind::field: {
      std::string_view value;
      switch (static_cast<Field>(node.subject)) {
        case Field::mode:
          value = ground_.sheet.legs[element_].mode;
          break;
        case Field::part:
          value = ground_.sheet.parts[element_].part;
          break;
        default:
          value = ground_.sheet.parts[element_].origin;
          break;
      }
      if (line_ != nullptr) record_text(node, value);
      return value;
    }
    case NodeKind::choice:
    case NodeKind::fallback: {
      const std::optional<NodeIndex> child = chosen(node);
      return child ? text(*child) : std::nullopt;
    }
    default:
      break;
  }
  invariant(false, "a checked formula yields a text here");
  return std::nullopt;
}

Evaluation::Number Evaluation::arithmetic(const Node& node, Operation operation) {
  const Number left = decimal(formula_.child(node, 0));
  if (!left) return left;
  const Number right = decimal(formula_.child(node, 1));
  if (!right) return right;
  const Number result = operation(*left, *right);
  return result ? result : overflow(node);
}

Evaluation::Number Evaluation::division(const Node& node) {
  const Number left = decimal(formula_.child(node, 0));
  if (!left) return left;
  const Number right = decimal(formula_.child(node, 1));
  if (!right) return right;
  if (right->is_zero())
    return fail(Refusal::methodology_division_by_zero, node, phrase("found zero as a divisor"));
  const Number result = quotient(*left, *right);
  return result ? result : overflow(node);
}

Evaluation::Number Evaluation::extreme(const Node& node) {
  Number best = decimal(formula_.child(node, 0));
  for (std::size_t i = 1; best && i < node.count; ++i) {
    const Number next = decimal(formula_.child(node, i));
    if (!next) return next;
    if (node.kind == NodeKind::minimum ? *next < *best : *best < *next) best = next;
  }
  return best;
}

Evaluation::Number Evaluation::total(const Node& node) {
  const bool over_legs = static_cast<List>(node.subject) == List::legs;
  const std::size_t count = over_legs ? ground_.sheet.legs.size() : ground_.sheet.parts.size();
  Number result = Decimal{};
  for (element_ = 0; element_ < count; ++element_) {
    const Number term = decimal(formula_.child(node, 1));
    if (!term) return term;
    result = lcl::sum(*result, *term);
    if (!result) return overflow(node);
  }
  return result;
}

const Decimal& Evaluation::project_value(const Node& node, std::size_t place) const {
  invariant(ground_.sheet.project != nullptr, "a sheet holds what its project states");
  const Document& document = ground_.document;
  const Decimal& stated = ground_.sheet.project->values[document.project_slots[node.subject] + place];
  if (ground_.reader == nullptr) return stated;
  return ground_.reader->value(document.project_parameters[node.subject], stated);
}

/// By category, of which the key is one, or else there is a fallback.
Evaluation::Number Evaluation::project_look_up(const Node& node) {
  const Text key = text(formula_.child(node, 0));
  if (!key) return std::nullopt;
  const Table& categories = ground_.document.project_tables[node.subject];
  if (const Row* found = categories.find({*key})) {
    const Decimal& value = project_value(node, static_cast<std::size_t>(found - categories.rows.data()));
    if (line_ != nullptr) record_project_value(node, *key, value);
    return value;
  }
  if (node.has_otherwise) return decimal(formula_.child(node, node.count - 1));
  return fail(Refusal::methodology_missing_row, node, phrase("{} has no such category", node.word));
}

Evaluation::Number Evaluation::look_up(const Node& node) {
  if (node.is_project) return project_look_up(node);
  const std::optional<const Row*> found = row(node);
  if (!found) return std::nullopt;
  if (*found != nullptr) {
    const Factor& factor = (*found)->factor;
    return ground_.reader == nullptr ? factor.value : ground_.reader->value(factor);
  }
  if (node.has_otherwise) return decimal(formula_.child(node, node.count - 1));
  return fail(Refusal::methodology_missing_row, node, phrase("{} has no row for these keys", node.word));
}

std::optional<const Row*> Evaluation::row(const Node& node) {
  const Table& table = ground_.document.tables[node.subject];
  RowKey key;
  RowKey wanted;
  std::string model;
  std::size_t at_model = keys_per_table;
  for (std::size_t i = 0; i < table.by.size(); ++i) {
    const NodeIndex child = formula_.child(node, i);
    const Node& key_node = formula_.nodes[child];
    if (key_node.kind == NodeKind::fact && !is_known(key_node)) return nullptr;
    const Text part = text(child);
    if (!part) return std::nullopt;
    key[i] = wanted[i] = *part;
    if (table.by[i] == Key::model) {
      at_model = i;
      wanted[i] = model = folded_model(*part);
    }
  }
  const Row* found = table.find(wanted);
  if (found == nullptr && at_model < table.by.size()) {
    wanted[at_model] = model = folded_model(without_storage(key[at_model]));
    found = table.find(wanted);
  }
  if (line_ != nullptr) record_row(node, key, found);
  return found;
}

Evaluation::Truth Evaluation::comparison(const Node& node) {
  const NodeIndex left = formula_.child(node, 0);
  const NodeIndex right = formula_.child(node, 1);
  const bool wants_equal = node.kind == NodeKind::equal;
  switch (formula_.nodes[left].type.value) {
    case ValueType::text: {
      const Text a = text(left);
      const Text b = a ? text(right) : a;
      return b ? Truth{(*a == *b) == wants_equal} : std::nullopt;
    }
    case ValueType::truth: {
      const Truth a = truth(left);
      const Truth b = a ? truth(right) : a;
      return b ? Truth{(*a == *b) == wants_equal} : std::nullopt;
    }
    case ValueType::decimal:
      break;
  }
  const Number a = decimal(left);
  const Number b = a ? decimal(right) : a;
  if (!b) return std::nullopt;
  switch (node.kind) {
    case NodeKind::equal:
      return *a == *b;
    case NodeKind::not_equal:
      return *a != *b;
    case NodeKind::less:
      return *a < *b;
    case NodeKind::less_equal:
      return *a <= *b;
    case NodeKind::greater:
      return *a > *b;
    case NodeKind::greater_equal:
      return *a >= *b;
    default:
      break;
  }
  invariant(false, "a checked formula yields a truth here");
  return std::nullopt;
}

Evaluation::Truth Evaluation::membership(const Node& node) {
  const Text value = text(formula_.child(node, 0));
  if (!value) return std::nullopt;
  for (std::size_t i = 1; i < node.count; ++i) {
    if (formula_.nodes[formula_.child(node, i)].word == *value) return true;
  }
  return false;
}

std::optional<NodeIndex> Evaluation::chosen(const Node& node) {
  if (node.kind == NodeKind::fallback) {
    const NodeIndex fact = formula_.child(node, 0);
    return is_known(formula_.nodes[fact]) ? fact : formula_.child(node, 1);
  }
  const Truth condition = truth(formula_.child(node, 0));
  if (!condition) return std::nullopt;
  return formula_.child(node, *condition ? 1 : 2);
}

bool Evaluation::is_known(const Node& fact) {
  if (line_ != nullptr) record_fact(fact);
  return !std::holds_alternative<std::monostate>(ground_.sheet[static_cast<Fact>(fact.subject)]);
}

template <typename Value>
const Value& Evaluation::fact(const Node& node) {
  const auto* value = std::get_if<Value>(&ground_.sheet[static_cast<Fact>(node.subject)]);
  invariant(value != nullptr, "a sheet holds the required facts of its scope, each of its type");
  if (line_ != nullptr) record_fact(node);
  return *value;
}

std::nullopt_t Evaluation::overflow(const Node& node) {
  return fail(Refusal::methodology_overflow, node, phrase("the result or its intermediate leaves 128 bits"));
}

std::nullopt_t Evaluation::fail(Refusal refusal, const Node& node, std::string message) {
  fault_ = {refusal, node.column, std::move(message)};
  return std::nullopt;
}

}  // namespace lcl::methodology
