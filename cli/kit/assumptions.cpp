// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/assumptions.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "cli/kit/methodology_file.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

/// NAME=VALUE
std::pair<std::string, Decimal> value_set(const std::string& text) {
  const std::size_t at = text.find('=');
  const auto value = at == std::string::npos ? std::nullopt : parse_decimal(text.substr(at + 1));
  if (!value)
    throw UsageError(
        phrase("--set: \"{}\" is not NAME=VALUE, a parameter and a number, as in substitution=0.6", text));
  return {text.substr(0, at), *value};
}

/// The names of the parameters that --set takes: of the method, and of those that projects state.
std::vector<std::string> names_in(const Methodology& methodology) {
  std::vector<std::string> names;
  for (const std::string_view name : methodology.parameters()) names.emplace_back(name);
  for (const ProjectParameter& asked : methodology.project_parameters()) {
    if (!asked.by_category) names.push_back(asked.name);
    for (const std::string_view category : methodology.categories()) {
      if (asked.by_category) names.push_back(asked.name + '[' + std::string(category) + ']');
    }
  }
  return names;
}

/// Sets what the project is supposed to state under `name`, if that is a parameter that projects state.
std::optional<AssumedValue> set_stated(const Methodology& methodology, const std::string& name,
                                       const Decimal& value, std::vector<StatedParameter>& stated) {
  const std::size_t bracket = name.find('[');
  const std::string base = name.substr(0, bracket);
  const auto asked = methodology.project_parameters();
  const auto parameter = std::find_if(asked.begin(), asked.end(),
                                      [&](const ProjectParameter& each) { return each.name == base; });
  if (parameter == asked.end()) return std::nullopt;
  const bool by_category = bracket != std::string::npos && name.back() == ']';
  if (parameter->by_category && !by_category)
    throw UsageError(phrase("--set: {} is stated by category: {}[CATEGORY]=VALUE", base, base));
  if (parameter->by_category != by_category) return std::nullopt;
  const std::string category = by_category ? name.substr(bracket + 1, name.size() - bracket - 2) : "";
  if (by_category && !methodology.knows_category(category)) return std::nullopt;
  auto found = std::find_if(stated.begin(), stated.end(),
                            [&](const StatedParameter& each) { return each.name == base; });
  if (found == stated.end()) found = stated.insert(stated.end(), StatedParameter{base, {}, "assumed"});
  const Decimal before = std::exchange(found->values[category], value);
  return AssumedValue{name, parameter->unit, before, value, parameter->span};
}

}  // namespace

std::vector<Option> assumption_options() {
  return {{"set", "NAME=VALUE",
           "what if this parameter, of the method or stated by the project (NAME[CATEGORY]), had another "
           "value",
           optional, true},
          {"methodology", "FILE", "what if the method were the one in this document"}};
}

bool assumes_anything(const Arguments& given) { return given.has("set") || given.has("methodology"); }

std::variant<Assumptions, Refusals> assumptions_of(const Call& call, const RegistryState& state,
                                                   const Project& project) {
  const std::string* file = call.arguments.maybe("methodology");
  const std::string source = file == nullptr ? "" : *file;
  auto outcome =
      file == nullptr ? Methodology::load(state.methodology_of(project)->document()) : methodology_in(*file);
  if (const auto* faults = std::get_if<std::vector<MethodologyFault>>(&outcome))
    return refusals_of(*faults, source);
  std::vector<AssumedValue> set;
  std::vector<StatedParameter> stated = project.parameters;
  for (const std::string& text : call.arguments.all("set")) {
    const std::pair<std::string, Decimal> assumed = value_set(text);
    const std::string& name = assumed.first;
    const bool is_twice =
        std::any_of(set.begin(), set.end(), [&](const AssumedValue& each) { return each.name == name; });
    if (is_twice) throw UsageError(phrase("--set: {} is set twice", name));
    const auto& before = std::get<Methodology>(outcome);
    if (auto value = set_stated(before, name, assumed.second, stated)) {
      set.push_back(*std::move(value));
      continue;
    }
    const Factor* factor = before.parameter(name);
    if (factor == nullptr)
      throw UsageError(phrase("--set: the method has no parameter \"{}\", and asks projects for none{}", name,
                              suggestion(name, names_in(before))));
    set.push_back({name, factor->unit, factor->value, assumed.second, factor->span});
    auto with = before.with(name, assumed.second);
    if (const auto* faults = std::get_if<std::vector<MethodologyFault>>(&with))
      return refusals_of(*faults, source);
    outcome = std::move(with);
  }
  auto& methodology = std::get<Methodology>(outcome);
  auto values = methodology.supposed_values(stated);
  if (const auto* fault = std::get_if<MethodologyFault>(&values))
    return refusals_of(std::vector<MethodologyFault>{*fault}, source);
  return Assumptions{{std::move(methodology), std::get<ProjectValues>(std::move(values))}, std::move(set)};
}

}  // namespace lcl::cli
