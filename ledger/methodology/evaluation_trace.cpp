// SPDX-License-Identifier: Apache-2.0
// The operands of an evaluation, as an accountant wants to read them.
#include <fmt/format.h>

#include <algorithm>

#include "ledger/methodology/evaluation.hpp"
#include "ledger/methodology/fact_definition.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::methodology {
namespace {

std::string source_of(const Factor& factor) {
  if (!factor.assumption) return factor.source;
  return factor.source.empty() ? phrase("assumption") : phrase("assumption: {}", factor.source);
}

}  // namespace

void Evaluation::record(std::string name, std::string value, std::string unit, std::string source) {
  auto& operands = line_->operands;
  const bool recorded = std::any_of(operands.begin(), operands.end(), [&](const Operand& operand) {
    return operand.name == name && operand.value == value;
  });
  if (!recorded) operands.push_back({std::move(name), std::move(value), std::move(unit), std::move(source)});
}

/// An absent fact is recorded without a value: that it is absent may have decided.
void Evaluation::record_fact(const Node& node) {
  const FactValue& value = ground_.sheet[static_cast<Fact>(node.subject)];
  if (const auto* decimal = std::get_if<Decimal>(&value)) {
    record_decimal(node, *decimal);
  } else if (const auto* truth = std::get_if<bool>(&value)) {
    record_text(node, *truth ? "true" : "false");
  } else if (const auto* text = std::get_if<std::string_view>(&value)) {
    record_text(node, *text);
  } else {
    record(node.word, {}, {}, {});
  }
}

void Evaluation::record_decimal(const Node& node, const Decimal& value) {
  const std::string source =
      node.is_parameter ? source_of(ground_.document.parameters[node.subject].factor) : std::string{};
  record(name_of(node), to_string(value), to_string(node.type.unit), source);
}

void Evaluation::record_text(const Node& node, std::string_view value) {
  record(name_of(node), std::string(value), {}, {});
}

void Evaluation::record_row(const Node& node, const RowKey& key, const Row* row) {
  const Table& table = ground_.document.tables[node.subject];
  std::string name = table.name;
  for (std::size_t i = 0; i < table.by.size(); ++i)
    name += fmt::format("{}\"{}\"", i == 0 ? "[" : ", ", key[i]);
  name += ']';
  if (row == nullptr) {
    record(std::move(name), {}, {}, {});
  } else {
    record(std::move(name), to_string(row->factor.value), to_string(table.unit), source_of(row->factor));
  }
}

void Evaluation::record_project_value(const Node& node, std::string_view key, const Decimal& value) {
  const auto& sources = ground_.sheet.project->sources;
  record(key.empty() ? node.word : fmt::format("{}[\"{}\"]", node.word, key), to_string(value),
         to_string(node.type.unit),
         phrase("stated by the project{}",
                sources.empty() ? std::string() : fmt::format(": {}", sources[node.subject])));
}

/// Fields are named after their element: `event.legs[0].mode`.
std::string Evaluation::name_of(const Node& node) const {
  if (node.kind != NodeKind::field) return node.word;
  const auto field = static_cast<Field>(node.subject);
  const bool of_leg = field == Field::mode || field == Field::distance_km;
  return fmt::format("event.{}[{}].{}", of_leg ? "legs" : "parts", element_, word(field));
}

}  // namespace lcl::methodology
