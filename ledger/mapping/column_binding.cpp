// SPDX-License-Identifier: Apache-2.0
#include "ledger/mapping/column_binding.hpp"

#include <algorithm>
#include <type_traits>

#include "ledger/events/found_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

template <typename Conditions, typename Visit>
void visit_conditions(Conditions& conditions, Visit& visit) {
  for (auto& condition : conditions) visit(condition.column);
}

template <typename Values, typename Visit>
void visit_values(Values& values, Visit& visit) {
  for (auto& [field, source] : values) {
    for (auto& column : source.columns) visit(column);
  }
}

template <typename Elements, typename Visit>
void visit_elements(Elements& elements, Visit& visit) {
  for (auto& element : elements) {
    visit_conditions(element.when, visit);
    visit_values(element.values, visit);
  }
}

/// Every column of `mapping`, in the order of the document. `MaybeConst`: Mapping or const Mapping.
template <typename MaybeConst, typename Visit>
void visit_columns(MaybeConst& mapping, Visit visit) {
  for (auto& table : mapping.look_ups) {
    visit(table.key);
    visit(table.matches);
    visit_conditions(table.when, visit);
  }
  for (auto& left_out : mapping.left_out) visit_conditions(left_out.when, visit);
  for (auto& rule : mapping.events) {
    visit_conditions(rule.when, visit);
    visit_values(rule.fields, visit);
    visit_elements(rule.legs, visit);
    visit_elements(rule.parts, visit);
  }
}

}  // namespace

std::vector<std::string> columns_used(const Mapping& mapping, Mapping::TableNumber table) {
  std::vector<std::string> names;
  visit_columns(mapping, [&](const Mapping::Column& column) {
    const bool is_new = std::find(names.begin(), names.end(), column.name) == names.end();
    if (column.table == table && is_new) names.push_back(column.name);
  });
  return names;
}

void bind_columns(Mapping& mapping, Mapping::TableNumber table, const TableReader& reader,
                  std::vector<Refused>& refusals) {
  const std::vector<std::string>& header = reader.header();
  const std::uint64_t line = header.empty() ? 1 : reader.header_place(0).line;
  for (const std::string& name : columns_used(mapping, table)) {
    const auto count = std::count(header.begin(), header.end(), name);
    if (count == 0) {
      refusals.push_back(
          {Refusal::mapping_column_missing,
           {line, 1, shortened(name)},
           phrase("the table has no column {}{}", in_quotes(name), did_you_mean(name, header))});
    } else if (count > 1) {
      refusals.push_back({Refusal::repeated_header,
                          {line, 1, shortened(name)},
                          phrase("{} heads {} columns", in_quotes(name), count)});
    }
  }
  bind_columns(mapping, table, header);
}

void bind_columns(Mapping& mapping, Mapping::TableNumber table, std::span<const std::string> header) {
  visit_columns(mapping, [&](Mapping::Column& column) {
    if (column.table != table) return;
    const auto found = std::find(header.begin(), header.end(), column.name);
    column.index = found == header.end() ? 0 : static_cast<std::size_t>(found - header.begin());
  });
}

}  // namespace lcl
