// SPDX-License-Identifier: Apache-2.0
#include "ledger/methodology/project_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/values/phrase.hpp"

namespace lcl::methodology {
namespace {

using Fault = std::optional<MethodologyFault>;

std::string place_of(std::string_view name, std::string_view category) {
  return category.empty() ? std::string(name) : fmt::format("{}[{}]", name, category);
}

/// The keys of the values that a parameter takes: its categories, or the empty text.
std::vector<std::string> keys_of(const Table& table) {
  if (table.by.empty()) return {""};
  std::vector<std::string> keys;
  for (const Row& row : table.rows) keys.push_back(row.key[0]);
  return keys;
}

Fault unknown(const Document& document, const std::vector<StatedParameter>& stated) {
  for (const StatedParameter& each : stated) {
    const auto table = std::find_if(document.project_tables.begin(), document.project_tables.end(),
                                    [&](const Table& other) { return other.name == each.name; });
    if (table == document.project_tables.end()) {
      return MethodologyFault{Refusal::project_parameter_unknown, each.name,
                              phrase("{} asks projects for no {}", document.id, each.name)};
    }
    for (const auto& [category, value] : each.values) {
      if (table->by.empty() == category.empty() && (category.empty() || table->find({category}) != nullptr))
        continue;
      const std::string place = place_of(each.name, category);
      if (category.empty()) {
        return MethodologyFault{Refusal::project_parameter_unknown, place,
                                phrase("{} is by category and takes one value for each", each.name)};
      }
      return MethodologyFault{Refusal::project_parameter_unknown, place,
                              table->by.empty()
                                  ? phrase("{} takes one value, whatever the category", each.name)
                                  : phrase("{} lists no category {}", document.id, category)};
    }
  }
  return std::nullopt;
}

}  // namespace

std::variant<ProjectValues, MethodologyFault> project_values(const Document& document,
                                                             const std::vector<StatedParameter>& stated,
                                                             Spans spans) {
  if (auto fault = unknown(document, stated)) return *std::move(fault);
  ProjectValues values;
  std::vector<std::string> missing;
  Fault outside;
  for (std::size_t i = 0; i < document.project_parameters.size(); ++i) {
    const ProjectParameter& asked = document.project_parameters[i];
    const auto found = std::find_if(stated.begin(), stated.end(),
                                    [&](const StatedParameter& each) { return each.name == asked.name; });
    values.sources.push_back(found == stated.end() ? std::string() : found->source);
    for (const std::string& key : keys_of(document.project_tables[i])) {
      const bool is_stated = found != stated.end() && found->values.contains(key);
      const Decimal value = is_stated ? found->values.at(key) : Decimal{};
      values.values.push_back(value);
      if (!is_stated) {
        missing.push_back(place_of(asked.name, key));
      } else if (spans == Spans::enforced && !asked.span.contains(value) && !outside) {
        outside = MethodologyFault{
            Refusal::project_parameter_out_of_span, place_of(asked.name, key),
            phrase("{} is outside {} to {}, which {} allows", to_string(value), to_string(asked.span.lowest),
                   to_string(asked.span.highest), document.id)};
      }
    }
  }
  if (!missing.empty()) {
    return MethodologyFault{Refusal::project_parameter_missing, missing.front(),
                            phrase("{} asks each project for {}", document.id, fmt::join(missing, ", "))};
  }
  if (outside) return *std::move(outside);
  return values;
}

}  // namespace lcl::methodology
