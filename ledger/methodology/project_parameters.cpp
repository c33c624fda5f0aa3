// SPDX-License-Identifier: Apache-2.0
#include "ledger/methodology/project_parameters.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

#include "ledger/methodology/document_fields.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::methodology {

void read_project_parameters(const Json& object, const std::function<bool(const std::string&)>& declare,
                             Document& document, Faults& faults) {
  constexpr std::array<std::string_view, 1> keys{"category"};
  for (const auto& [name, value] : object.items()) {
    if (!declare(name)) continue;
    Fields fields(value, fmt::format("project_parameters.{}", name), faults);
    ProjectParameter parameter;
    Table table;
    parameter.name = table.name = name;
    table.unit = read_unit(fields, parameter.unit);
    if (const Json* found = fields.needed("span")) parameter.span = span_in(fields, *found).value_or(Span{});
    parameter.title = fields.text("title");
    parameter.asks = fields.text("asks");
    if (fields.optional("by") != nullptr) parameter.by_category = fields.choice("by", keys).has_value();
    parameter.practice = fields.truth("practice").value_or(false);
    parameter.clause = fields.optional_text("clause");
    fields.close();
    if (parameter.by_category) table.by = {Key::category};
    document.project_parameters.push_back(std::move(parameter));
    document.project_tables.push_back(std::move(table));
  }
}

void place_project_values(Document& document, Faults& faults) {
  const Table* categories = table_by(document.tables, {Key::category});
  std::size_t slots = 0;
  for (Table& table : document.project_tables) {
    document.project_slots.push_back(slots);
    if (table.by.empty()) {
      ++slots;
    } else if (categories != nullptr) {
      for (const Row& row : categories->rows) table.rows.push_back({row.key, {}});
      slots += table.rows.size();
    } else if (faults.empty()) {
      faults.push_back({Refusal::methodology_missing_row, fmt::format("project_parameters.{}.by", table.name),
                        phrase("no table by category says which categories there are")});
    }
  }
}

void move_project_values(Document& document) {
  auto& groups = document.uncertain_groups;
  for (std::size_t i = 0; i < document.project_parameters.size(); ++i) {
    ProjectParameter& parameter = document.project_parameters[i];
    const Table& categories = document.project_tables[i];
    parameter.group = static_cast<std::uint32_t>(groups.size());
    groups.push_back({parameter.name, UncertaintyKind::symmetric,
                      categories.by.empty() ? 1 : categories.rows.size(), true});
  }
}

}  // namespace lcl::methodology
