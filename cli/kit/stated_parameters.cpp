// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/stated_parameters.hpp"

#include <utility>

#include "ledger/methodology/methodology.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

/// Of `NAME=VALUE` what stands before and after the sign.
std::pair<std::string, std::string> split(const char* option, const std::string& given) {
  const std::size_t sign = given.find('=');
  if (sign == std::string::npos || sign == 0)
    throw UsageError(phrase("--{}: \"{}\" is not of the form NAME=VALUE", option, given));
  return {given.substr(0, sign), given.substr(sign + 1)};
}

}  // namespace

Json stated_parameters(const Arguments& given) {
  Json parameters = Json::object();
  for (const std::string& each : given.all("parameter")) {
    const auto [place, text] = split("parameter", each);
    const auto value = parse_decimal(text);
    if (!value) throw UsageError(phrase("--parameter: \"{}\" is not a number like 1200 or 0.5", text));
    const std::size_t bracket = place.find('[');
    Json& parameter = parameters[place.substr(0, bracket)];
    if (bracket == std::string::npos) {
      parameter["value"] = to_string(*value);
    } else if (place.back() == ']') {
      parameter["values"][place.substr(bracket + 1, place.size() - bracket - 2)] = to_string(*value);
    } else {
      throw UsageError(phrase("--parameter: \"{}\" is not of the form NAME[CATEGORY]", place));
    }
  }
  for (const std::string& each : given.all("source")) {
    const auto [name, text] = split("source", each);
    if (!parameters.contains(name))
      throw UsageError(phrase("--source {}: no --parameter states {}", name, name));
    parameters[name]["source"] = text;
  }
  return parameters;
}

LackingParameters lacking_parameters(const Methodology& methodology, const Json& stated) {
  LackingParameters lacking;
  for (const ProjectParameter& asked : methodology.project_parameters()) {
    std::string options;
    const Json given = stated.value(asked.name, Json::object());
    if (!asked.by_category && !given.contains("value")) options += " --parameter " + asked.name + "=NUMBER";
    if (asked.by_category) {
      const Json values = given.value("values", Json::object());
      for (const std::string_view category : methodology.categories()) {
        if (!values.contains(category))
          options += " --parameter '" + asked.name + '[' + std::string(category) + "]=NUMBER'";
      }
    }
    if (!given.contains("source")) options += " --source " + asked.name + "=TEXT";
    if (options.empty()) continue;
    lacking.options += options;
    const std::string highest = to_string(asked.span.highest) + (asked.unit == "1" ? "" : ' ' + asked.unit);
    if (!lacking.meaning.empty()) lacking.meaning += "; ";
    lacking.meaning += asked.by_category
                           ? phrase("{}, from {} to {} for each category: {} (its source: {})", asked.name,
                                    to_string(asked.span.lowest), highest, asked.title, asked.asks)
                           : phrase("{}, from {} to {}: {} (its source: {})", asked.name,
                                    to_string(asked.span.lowest), highest, asked.title, asked.asks);
  }
  return lacking;
}

}  // namespace lcl::cli
