// SPDX-License-Identifier: Apache-2.0
#include "cli/service/work_folder.hpp"

#include <array>
#include <cstdint>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include "ledger/values/digest.hpp"
#include "ledger/values/encoding.hpp"
#include "ledger/values/files.hpp"
#include "ledger/values/output_file.hpp"

namespace lcl::cli::service {
namespace {

constexpr const char* about_name = "about.json";
constexpr std::size_t longest_about = 1U << 14U;
constexpr std::size_t id_bytes = 16;

/// When it was begun; nothing where `about` does not say.
std::optional<Instant> begun(const Json& about) {
  const auto found = about.find("begun");
  if (found == about.end() || !found->is_string()) return std::nullopt;
  return parse_canonical_instant(found->get_ref<const std::string&>());
}

bool is_over(const Json& about) {
  const auto since = begun(about);
  return !since || now().milliseconds > since->milliseconds + under_way_ms;
}

}  // namespace

std::string new_id() {
  std::array<std::uint8_t, id_bytes> bytes{};
  random_bytes(bytes);
  return hex(Bytes(bytes));
}

bool is_id(std::string_view text) {
  std::array<std::uint8_t, id_bytes> bytes{};
  return from_hex(text, bytes);
}

WorkFolder::WorkFolder(std::filesystem::path folder) : folder_(std::move(folder)) {
  make_folders(folder_, MayRead::owner);
}

std::filesystem::path WorkFolder::begin(const std::string& id, const Json& about) const {
  Json dated = about;
  dated["begun"] = to_string(now());
  const std::filesystem::path path = path_of(id);
  make_folder(path, MayRead::owner);
  write_file(path / about_name, canonical(dated), Existing::refuse, MayRead::owner);
  return path;
}

std::optional<Json> WorkFolder::about(const std::string& id) const {
  if (!is_id(id)) return std::nullopt;
  const auto text = read_if_there(path_of(id) / about_name, longest_about);
  if (!text) return std::nullopt;
  auto parsed = parse_json(*text);
  Json* about = std::get_if<Json>(&parsed);
  if (about == nullptr || !about->is_object() || is_over(*about)) return std::nullopt;
  return std::move(*about);
}

void WorkFolder::remove(const std::string& id) const {
  std::error_code ignored;
  if (is_id(id)) std::filesystem::remove_all(path_of(id), ignored);
}

void WorkFolder::for_each(const std::function<void(const std::string&, const Json&)>& each) const {
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    const std::string id = entry.path().filename().string();
    if (const auto said = about(id)) each(id, *said);
  }
}

void WorkFolder::sweep() const {
  std::vector<std::string> over;
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    const std::string id = entry.path().filename().string();
    if (is_id(id) && !about(id)) over.push_back(id);
  }
  for (const std::string& id : over) remove(id);
}

}  // namespace lcl::cli::service
