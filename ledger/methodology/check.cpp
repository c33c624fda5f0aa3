// SPDX-License-Identifier: Apache-2.0
#include "ledger/methodology/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ledger/methodology/fact_definition.hpp"
#include "ledger/methodology/look_up_check.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl::methodology {
namespace {

using Checked = std::optional<Type>;

constexpr Type truth{ValueType::truth, {}};
constexpr Type text{ValueType::text, {}};

std::string described(const Type& type) {
  switch (type.value) {
    case ValueType::decimal:
      return phrase("a decimal in {}", to_string(type.unit));
    case ValueType::text:
      return phrase("a text");
    case ValueType::truth:
      break;
  }
  return phrase("true or false");
}

std::string mismatch(const Type& expected, const Type& found) {
  if (expected.value == ValueType::decimal && found.value == ValueType::decimal) {
    return phrase("expected a unit of {}, found {}", to_string(expected.unit), to_string(found.unit));
  }
  return phrase("expected {}, found {}", described(expected), described(found));
}

/// The parameter, table or step called `name`.
template <typename Things>
auto named(const Things& things, std::string_view name) {
  return std::find_if(things.begin(), things.end(), [&](const auto& thing) { return thing.name == name; });
}

class Checker {
 public:
  Checker(Formula& formula, const Standpoint& standpoint) : formula_(formula), here_(standpoint) {}

  std::vector<FormulaFault> run(const Type& expected) {
    (void)check_as(expected, formula_.root);
    return std::move(faults_);
  }

 private:
  Node& node(NodeIndex index) { return formula_.nodes[index]; }

  Checked check(NodeIndex index) {
    const Checked type = type_of_node(index);
    if (type) node(index).type = *type;
    return type;
  }

  /// Checks a node that must be of the type `expected`.
  Checked check_as(const Type& expected, NodeIndex index) {
    const Checked found = check(index);
    if (found && *found != expected) return fail_unit(node(index).column, mismatch(expected, *found));
    return found;
  }

  /// Checks a node that must be a decimal in any unit.
  Checked check_decimal(NodeIndex index) {
    const Checked found = check(index);
    if (found && found->value != ValueType::decimal) {
      return fail_unit(node(index).column, phrase("expected a decimal, found {}", described(*found)));
    }
    return found;
  }

  Checked type_of_node(NodeIndex index) {
    const Node& here = node(index);
    switch (here.kind) {
      case NodeKind::number:
        return Type{};
      case NodeKind::text:
        return text;
      case NodeKind::truth:
        return truth;
      case NodeKind::name:
        return name(index, Absence::refused);
      case NodeKind::negate:
        return check_decimal(formula_.child(here, 0));
      case NodeKind::add:
      case NodeKind::subtract:
      case NodeKind::minimum:
      case NodeKind::maximum:
        return alike(here, true);
      case NodeKind::multiply:
        return multiplied(here);
      case NodeKind::divide:
        return divided(here);
      case NodeKind::equal:
      case NodeKind::not_equal:
        return alike(here, false) ? Checked{truth} : std::nullopt;
      case NodeKind::less:
      case NodeKind::less_equal:
      case NodeKind::greater:
      case NodeKind::greater_equal:
        return alike(here, true) ? Checked{truth} : std::nullopt;
      case NodeKind::logical_and:
      case NodeKind::logical_or:
      case NodeKind::logical_not:
        return all_of(truth, here) ? Checked{truth} : std::nullopt;
      case NodeKind::in:
        return all_of(text, here) ? Checked{truth} : std::nullopt;
      case NodeKind::is_known:
        return fact(formula_.child(here, 0)) ? Checked{truth} : std::nullopt;
      case NodeKind::choice:
        return choice(here);
      case NodeKind::fallback:
        return fallback(here);
      case NodeKind::sum:
        return sum(index);
      case NodeKind::look_up:
        return look_up(index);
      case NodeKind::fact:
      case NodeKind::project_parameter:
      case NodeKind::step:
      case NodeKind::field:
        break;
    }
    invariant(false, "a formula is checked once");
    return std::nullopt;
  }

  /// The children have one type, and the same unit.
  Checked alike(const Node& here, bool decimals) {
    std::vector<Checked> found;
    for (std::size_t i = 0; i < here.count; ++i)
      found.push_back(decimals ? check_decimal(formula_.child(here, i)) : check(formula_.child(here, i)));
    return agreed(here, found);
  }

  /// The one type of operands that were all found right; nothing where one was not, which is said already.
  Checked agreed(const Node& here, std::span<const Checked> operands) {
    if (!std::all_of(operands.begin(), operands.end(), [](const Checked& each) { return each.has_value(); }))
      return std::nullopt;
    for (const Checked& other : operands) {
      if (*other != *operands.front()) return fail_unit(here.column, mismatch(*operands.front(), *other));
    }
    return operands.front();
  }

  bool all_of(const Type& expected, const Node& here) {
    bool right = true;
    for (std::size_t i = 0; i < here.count; ++i) {
      if (!check_as(expected, formula_.child(here, i))) right = false;
    }
    return right;
  }

  Checked multiplied(const Node& here) {
    const Checked left = check_decimal(formula_.child(here, 0));
    const Checked right = check_decimal(formula_.child(here, 1));
    if (!left || !right) return std::nullopt;
    return in_unit(product(left->unit, right->unit), here);
  }

  Checked divided(const Node& here) {
    const Checked left = check_decimal(formula_.child(here, 0));
    const Checked right = check_decimal(formula_.child(here, 1));
    if (!left || !right) return std::nullopt;
    const Checked type = in_unit(quotient(left->unit, right->unit), here);
    if (!type) return type;
    if (const auto zero = zero_divisor(formula_, formula_.child(here, 1), here_.document)) {
      return fail(Refusal::methodology_division_by_zero, here.column,
                  phrase("{}, found as a divisor", *zero));
    }
    return type;
  }

  Checked in_unit(const std::optional<Dimension>& unit, const Node& here) {
    if (unit) return Type{ValueType::decimal, *unit};
    return fail_unit(here.column, phrase("a base unit to a power beyond {}", Dimension::exponent_limit));
  }

  Checked choice(const Node& here) {
    const Checked condition = check_as(truth, formula_.child(here, 0));
    const std::array branches{check(formula_.child(here, 1)), check(formula_.child(here, 2))};
    return condition ? agreed(here, branches) : std::nullopt;
  }

  Checked fallback(const Node& here) {
    const Checked type = fact(formula_.child(here, 0));
    if (!type) {
      (void)check(formula_.child(here, 1));
      return std::nullopt;
    }
    return check_as(*type, formula_.child(here, 1)) ? type : std::nullopt;
  }

  Checked sum(NodeIndex index) {
    const Node& here = node(index);
    if (is_declared(here.word)) {
      return fail(Refusal::methodology_syntax, here.column, phrase("\"{}\" is declared already", here.word));
    }
    const Node& list_name = node(formula_.child(here, 0));
    const std::optional<List> list = find_list(list_name.word);
    if (!list || here_.scope != Scope::event) {
      return fail(Refusal::methodology_unknown_name, list_name.column,
                  list ? phrase("\"{}\" is not known in this scope", list_name.word)
                       : phrase("\"{}\" is no list; expected event.legs or event.parts", list_name.word));
    }
    element_ = here.word;
    list_ = list;
    const Checked type = check_decimal(formula_.child(here, 1));
    list_.reset();
    node(index).subject = static_cast<std::uint32_t>(*list);
    return type;
  }

  Checked look_up(NodeIndex index) {
    const Node& here = node(index);
    const Table* const table = table_called(here.word);
    if (table == nullptr) {
      return unknown(here, is_declared(here.word) ? phrase("is not a table; only a table has keys")
                                                  : phrase("is no table"));
    }
    const std::size_t keys = here.count - (here.has_otherwise ? 1U : 0U);
    if (keys != table->by.size()) {
      return fail(Refusal::methodology_syntax, here.column,
                  phrase("{} takes {} keys, found {}", here.word, table->by.size(), keys));
    }
    bool right = true;
    for (std::size_t i = 0; i < keys; ++i) {
      if (!key(formula_.child(here, i), here.has_otherwise)) right = false;
    }
    const Type type{ValueType::decimal, table->unit};
    if (here.has_otherwise && !check_as(type, formula_.child(here, keys))) right = false;
    if (!right) return std::nullopt;
    const auto& tables = tables_with(*table);
    node(index).is_project = &tables == &here_.document.project_tables;
    node(index).subject = static_cast<std::uint32_t>(table - tables.data());
    if (auto miss = missed_row(formula_, index, *table)) {
      return fail(Refusal::methodology_missing_row, here.column, std::move(*miss));
    }
    return type;
  }

  /// What has keys: a table, or a project parameter by category.
  [[nodiscard]] const Table* table_called(std::string_view name) const {
    const Document& document = here_.document;
    if (const auto found = named(document.tables, name); found != document.tables.end()) return &*found;
    const auto found = named(document.project_tables, name);
    return found == document.project_tables.end() || found->by.empty() ? nullptr : &*found;
  }

  [[nodiscard]] const std::vector<Table>& tables_with(const Table& table) const {
    const Document& document = here_.document;
    const bool is_table = named(document.tables, table.name) != document.tables.end();
    return is_table ? document.tables : document.project_tables;
  }

  /// A key is a text; a fact that can be absent may be one where there is a fallback.
  bool key(NodeIndex index, bool has_otherwise) {
    if (node(index).kind != NodeKind::name || !has_otherwise) return check_as(text, index).has_value();
    const Checked found = name(index, Absence::allowed);
    if (!found) return false;
    node(index).type = *found;
    if (*found == text) return true;
    (void)fail_unit(node(index).column, mismatch(text, *found));
    return false;
  }

  enum class Absence : std::uint8_t { refused, allowed };

  /// A name that must be a fact's, which may be absent here.
  Checked fact(NodeIndex index) {
    Node& here = node(index);
    const std::optional<Fact> found = is_field(here) ? std::nullopt : find_fact(here.word);
    if (!found) return unknown(here, phrase("is not a fact; only a fact can be known or have a default"));
    const Checked type = fact(here, *found, Absence::allowed);
    if (type) here.type = *type;
    return type;
  }

  /// Whether a name is one of the element that the sum around it is at.
  [[nodiscard]] bool is_field(const Node& here) const {
    return list_ && here.word.starts_with(element_ + ".");
  }

  Checked name(NodeIndex index, Absence absence) {
    Node& here = node(index);
    if (is_field(here)) return field(here);
    if (const std::optional<Fact> found = find_fact(here.word)) return fact(here, *found, absence);
    const Document& document = here_.document;
    if (const auto found = named(document.parameters, here.word); found != document.parameters.end()) {
      here.kind = NodeKind::number;
      here.is_parameter = true;
      here.subject = static_cast<std::uint32_t>(found - document.parameters.begin());
      here.number = found->factor.value;
      return Type{ValueType::decimal, found->unit};
    }
    if (const auto found = named(document.project_tables, here.word);
        found != document.project_tables.end() && found->by.empty()) {
      here.kind = NodeKind::project_parameter;
      here.subject = static_cast<std::uint32_t>(found - document.project_tables.begin());
      return Type{ValueType::decimal, found->unit};
    }
    if (const auto found = named(document.steps, here.word); found != document.steps.end()) {
      return step(here, static_cast<std::size_t>(found - document.steps.begin()));
    }
    if (is_declared(here.word))
      return unknown(here,
                     named(document.project_tables, here.word) == document.project_tables.end()
                         ? phrase("is a table and needs keys, as in table[collection.category]")
                         : phrase("is by category and needs a key, as in parameter[collection.category]"));
    if (find_list(here.word)) return unknown(here, phrase("is a list; go through it with sum(x in list: …)"));
    if (list_ && here.word == element_) return unknown(here, phrase("is an element; name one of its fields"));
    return unknown(here, phrase("is no fact, parameter, table or step"));
  }

  Checked field(Node& here) {
    const auto found = find_field(*list_, std::string_view(here.word).substr(element_.size() + 1));
    if (!found) return unknown(here, phrase("is no field of the list's elements"));
    here.kind = NodeKind::field;
    here.subject = static_cast<std::uint32_t>(*found);
    return type_of(*found);
  }

  Checked fact(Node& here, Fact fact, Absence absence) {
    const FactDefinition& known = definition(fact);
    if (!known.is_in(here_.scope)) return unknown(here, phrase("is not known in this scope"));
    if (known.optional && absence == Absence::refused) {
      return fail(Refusal::methodology_missing_row, here.column,
                  phrase("{0} can be absent; expected default({0}, …)", here.word));
    }
    here.kind = NodeKind::fact;
    here.subject = static_cast<std::uint32_t>(fact);
    return known.type;
  }

  Checked step(Node& here, std::size_t index) {
    if (!here_.step)
      return unknown(here, phrase("is a step; an eligibility rule uses facts, parameters and tables only"));
    const Scope scope = here_.document.steps[index].scope;
    if (scope != here_.scope && !(scope == Scope::cycle && here_.scope == Scope::recollection)) {
      return unknown(here, phrase("is a step of another scope"));
    }
    if (index >= *here_.step) {
      const std::string why = index == *here_.step
                                  ? phrase("refers to itself")
                                  : phrase("refers to step \"{}\", which stands later", here.word);
      return fail(Refusal::methodology_recursion, here.column,
                  phrase("{}; steps are evaluated in order", why));
    }
    here.kind = NodeKind::step;
    here.subject = static_cast<std::uint32_t>(index);
    return Type{ValueType::decimal, here_.document.step_units[index]};
  }

  bool is_declared(std::string_view name) const {
    const Document& document = here_.document;
    return named(document.parameters, name) != document.parameters.end() ||
           named(document.project_tables, name) != document.project_tables.end() ||
           named(document.tables, name) != document.tables.end() ||
           named(document.steps, name) != document.steps.end();
  }

  Checked unknown(const Node& here, std::string_view why) {
    std::string message = fmt::format("\"{}\" {}", here.word, why);
    // The names of a formula are few but those of a document many: past the first faults nobody reads
    // suggestions.
    if (!is_declared(here.word) && faults_.size() < 4 && here.word.size() <= 64) {
      if (const std::string_view near = nearest(here.word, all_names()); !near.empty() && near != here.word) {
        message += phrase("; did you mean \"{}\"?", near);
      }
    }
    return fail(Refusal::methodology_unknown_name, here.column, std::move(message));
  }

  std::vector<std::string_view> all_names() const {
    std::vector<std::string_view> names;
    for (const FactDefinition& known : fact_definitions()) {
      if (known.is_in(here_.scope)) names.push_back(known.word);
    }
    for (const Parameter& parameter : here_.document.parameters) names.push_back(parameter.name);
    for (const Table& table : here_.document.project_tables) names.push_back(table.name);
    for (const Table& table : here_.document.tables) names.push_back(table.name);
    for (const Step& step : here_.document.steps) names.push_back(step.name);
    return names;
  }

  Checked fail_unit(std::uint32_t column, std::string message) {
    return fail(Refusal::methodology_wrong_unit, column, std::move(message));
  }

  Checked fail(Refusal refusal, std::uint32_t column, std::string message) {
    faults_.push_back({refusal, column, std::move(message)});
    return std::nullopt;
  }

  Formula& formula_;
  const Standpoint& here_;
  std::vector<FormulaFault> faults_;
  std::optional<List> list_;  ///< that the sum around the node goes through
  std::string element_;       ///< the name of its element
};

}  // namespace

std::vector<FormulaFault> check(Formula& formula, const Standpoint& standpoint, const Type& expected) {
  return Checker(formula, standpoint).run(expected);
}

}  // namespace lcl::methodology
