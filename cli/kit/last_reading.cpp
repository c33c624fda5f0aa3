// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/last_reading.hpp"

#include <algorithm>
#include <optional>
#include <variant>

#include "ledger/values/error.hpp"
#include "ledger/values/files.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/output_file.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_reading_file = 1U << 20U;

/// All that is kept: {"PROJECT": {"OPTION": "VALUE"}}.
Json all_readings(const std::filesystem::path& file) {
  const std::optional<std::string> text = read_if_there(file, longest_reading_file);
  if (!text) return Json::object();
  auto read = parse_json(*text);
  auto* const document = std::get_if<Json>(&read);
  const auto is_reading = [](const Json& each) {
    return each.is_object() &&
           std::all_of(each.begin(), each.end(), [](const Json& value) { return value.is_string(); });
  };
  if (document == nullptr || !document->is_object() ||
      !std::all_of(document->begin(), document->end(), is_reading))
    throw Error(Obstacle::damaged, file.string() + " is not what lcl keeps there: remove it");
  return std::move(*document);
}

}  // namespace

std::filesystem::path reading_file(const std::filesystem::path& registry) {
  return registry / "reading.json";
}

Reading last_reading(const std::filesystem::path& registry, const std::string& project) {
  std::error_code unknown;
  if (!std::filesystem::is_directory(registry, unknown)) return {};
  const Json all = all_readings(reading_file(registry));
  const auto found = all.find(project);
  Reading reading;
  if (found == all.end()) return reading;
  for (const auto& [option, value] : found->items()) {
    if (std::find(kept_options.begin(), kept_options.end(), option) != kept_options.end())
      reading.emplace(option, value.get<std::string>());
  }
  return reading;
}

void keep_reading(const std::filesystem::path& registry, const std::string& project, const Reading& reading) {
  if (last_reading(registry, project) == reading) return;
  const std::filesystem::path file = reading_file(registry);
  Json all = all_readings(file);
  if (reading.empty()) {
    all.erase(project);
  } else {
    all[project] = reading;
  }
  write_file(file, canonical(all) + '\n', Existing::replace, MayRead::owner);
}

}  // namespace lcl::cli
