// SPDX-License-Identifier: Apache-2.0
#include "ledger/methodology/look_up_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "ledger/methodology/fact.hpp"
#include "ledger/methodology/fact_definition.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::methodology {
namespace {

bool is_fact(const Node& node, Fact fact) {
  return node.kind == NodeKind::fact && static_cast<Fact>(node.subject) == fact;
}

bool is_field(const Node& node, Field field) {
  return node.kind == NodeKind::field && static_cast<Field>(node.subject) == field;
}

/// Whether `node` is a value that events may only have if the tables by `key` list it.
bool is_listed(const Node& node, Key key) {
  switch (key) {
    case Key::category:
      return is_fact(node, Fact::collection_category) || is_fact(node, Fact::period_category);
    case Key::mode:
      return is_field(node, Field::mode);
    case Key::part:
      return is_field(node, Field::part);
    case Key::origin:
      return is_field(node, Field::origin) || node.kind == NodeKind::text;
    case Key::country:
      return is_fact(node, Fact::collection_country) || is_fact(node, Fact::reconditioning_country) ||
             is_fact(node, Fact::resale_country) || is_fact(node, Fact::event_country);
    case Key::model:
      break;
  }
  return false;
}

/// The tables whose rows are the keys that events may use.
bool is_total(const Table& table) {
  return table.is_by({Key::category}) || table.is_by({Key::mode}) || table.is_by({Key::country}) ||
         table.is_by({Key::category, Key::part, Key::origin});
}

/// Whether every literal key of the look-up is that of `row`.
bool matches_literals(const Formula& formula, const Node& look_up, const Table& table, const Row& row) {
  for (std::size_t i = 0; i < table.by.size(); ++i) {
    const Node& key = formula.nodes[formula.child(look_up, i)];
    if (key.kind != NodeKind::text) continue;
    if ((table.by[i] == Key::model ? folded_model(key.word) : std::string(key.word)) != row.key[i])
      return false;
  }
  return true;
}

std::string row_name(const Table& table, const Row& row) {
  std::string keys;
  for (std::size_t i = 0; i < table.by.size(); ++i)
    keys += fmt::format("{}\"{}\"", i == 0 ? "" : ", ", row.key[i]);
  return fmt::format("{}[{}]", table.name, keys);
}

/// That a factor is zero, or can be.
std::optional<std::string> zero_factor(const std::string& name, const Factor& factor) {
  if (factor.value.is_zero()) return phrase("{} is zero", name);
  if (!factor.can_be_zero()) return std::nullopt;
  return phrase("{} can be zero, from {} to {}", name, to_string(factor.likely->lowest),
                to_string(factor.likely->highest));
}

}  // namespace

std::optional<std::string> missed_row(const Formula& formula, NodeIndex index, const Table& table) {
  const Node& look_up = formula.nodes[index];
  const bool found = std::any_of(table.rows.begin(), table.rows.end(), [&](const Row& row) {
    return matches_literals(formula, look_up, table, row);
  });
  if (!found) return phrase("{} has no such row", table.name);
  if (look_up.has_otherwise) return std::nullopt;

  bool all_literal = true;
  bool all_listed = is_total(table);
  for (std::size_t i = 0; i < table.by.size(); ++i) {
    const Node& key = formula.nodes[formula.child(look_up, i)];
    all_literal = all_literal && key.kind == NodeKind::text;
    all_listed = all_listed && is_listed(key, table.by[i]);
  }
  if (all_literal || all_listed) return std::nullopt;
  return phrase("{}[…] may find no row; expected \"otherwise\" and a fallback", table.name);
}

std::optional<std::string> zero_divisor(const Formula& formula, NodeIndex index, const Document& document) {
  const Node& node = formula.nodes[index];
  if (node.kind == NodeKind::number && node.is_parameter) {
    return zero_factor(phrase("parameter {}", node.word), document.parameters[node.subject].factor);
  }
  if (node.kind == NodeKind::fact && definition(static_cast<Fact>(node.subject)).scopes == "P")
    return phrase("{} can be zero", node.word);
  if (node.kind == NodeKind::project_parameter || (node.kind == NodeKind::look_up && node.is_project)) {
    if (document.project_parameters[node.subject].span.contains(Decimal{}))
      return phrase("project parameter {} can be zero by its span", node.word);
    if (!node.has_otherwise) return std::nullopt;
    return zero_divisor(formula, formula.child(node, node.count - 1), document);
  }
  if (node.kind == NodeKind::number && node.number.is_zero()) return phrase("the numeral is zero");
  if (node.kind == NodeKind::negate) return zero_divisor(formula, formula.child(node, 0), document);
  if (node.kind != NodeKind::look_up) return std::nullopt;
  const Table& table = document.tables[node.subject];
  for (const Row& row : table.rows) {
    if (row.factor.can_be_zero() && matches_literals(formula, node, table, row))
      return zero_factor(row_name(table, row), row.factor);
  }
  if (node.has_otherwise) return zero_divisor(formula, formula.child(node, node.count - 1), document);
  return std::nullopt;
}

}  // namespace lcl::methodology
