// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/last_reading.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>

#include "ledger/store/own_registries.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/files.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/output_file.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_reading_file = 1U << 20U;

bool is_kept(std::string_view option) {
  return std::find(kept_options.begin(), kept_options.end(), option) != kept_options.end();
}

bool is_reading(const Json& document) {
  return document.is_object() &&
         std::all_of(document.begin(), document.end(), [](const Json& value) { return value.is_string(); });
}

/// An empty object where there is no such file.
template <typename Fits>
Json document_in(const std::filesystem::path& file, const Fits& fits) {
  const std::optional<std::string> text = read_if_there(file, longest_reading_file);
  if (!text) return Json::object();
  auto read = parse_json(*text);
  auto* const document = std::get_if<Json>(&read);
  if (document == nullptr || !document->is_object() || !fits(*document))
    throw Error(Obstacle::damaged, phrase("{} is not what lcl keeps there: remove it", file.string()));
  return std::move(*document);
}

/// {"PROJECT": {"OPTION": "VALUE"}}.
Json all_readings(const std::filesystem::path& file) {
  return document_in(
      file, [](const Json& document) { return std::all_of(document.begin(), document.end(), is_reading); });
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
    if (is_kept(option)) reading.emplace(option, value.get<std::string>());
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

std::optional<std::filesystem::path> own_reading_file() {
  const auto folder = config_folder();
  if (!folder) return std::nullopt;
  return *folder / "reading.json";
}

Reading own_reading() {
  const auto file = own_reading_file();
  if (!file) return {};
  const Json document = document_in(*file, [](const Json& each) {
    return is_reading(each) && std::all_of(each.items().begin(), each.items().end(),
                                           [](const auto& item) { return is_kept(item.key()); });
  });
  return document.get<Reading>();
}

void keep_own_reading(const Reading& reading) {
  const auto file = own_reading_file();
  if (!file)
    throw Error(Obstacle::unavailable,
                phrase("there is nowhere to keep it: set HOME or XDG_CONFIG_HOME to an absolute path"));
  make_folders(file->parent_path(), MayRead::owner);
  write_file(*file, canonical(Json(reading)) + '\n', Existing::replace, MayRead::owner);
}

}  // namespace lcl::cli
