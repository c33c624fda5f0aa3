// SPDX-License-Identifier: Apache-2.0
#include "cli/remote/followed_files.hpp"

#include <cstdio>
#include <system_error>
#include <utility>

#include "ledger/chain/published_folder.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/output_file.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli::remote {

namespace fs = std::filesystem;

FollowedFiles::FollowedFiles(Http& http, fs::path folder, const Progress& progress)
    : http_(http), folder_(std::move(folder)), apart_(folder_ / ".lcl-following"), progress_(progress) {
  make_folders(folder_, MayRead::everyone);
  locked_ = open_to_read(folder_);
  (void)lock_where_possible(locked_, folder_);
}

std::optional<std::string> FollowedFiles::own(const std::string& path, std::size_t at_most) const {
  return published_file(folder_, path, at_most);
}

std::optional<std::string> FollowedFiles::fetched(const std::string& path, std::size_t at_most) {
  if (auto before = published_file(apart_, path, at_most)) return before;
  return fetched_if_there(http_, '/' + path, at_most, progress_);
}

void FollowedFiles::keep(const std::string& path, std::string_view content) {
  const fs::path file = apart_ / path;
  make_folders(file.parent_path(), MayRead::everyone);
  write_file(file, content, Existing::replace, MayRead::everyone);
  kept_.push_back(path);
}

void FollowedFiles::drop() {
  std::error_code failure;
  fs::remove_all(apart_, failure);
  if (failure) throw Error(Obstacle::io, phrase("cannot remove {}: {}", apart_.string(), failure.message()));
}

std::uint64_t FollowedFiles::place() {
  for (const std::string& path : kept_) {
    const fs::path file = folder_ / path;
    make_folders(file.parent_path(), MayRead::everyone);
    if (::rename((apart_ / path).c_str(), file.c_str()) != 0) io_failed("cannot create {}: {}", file);
  }
  if (!kept_.empty()) flush_all_with(folder_);
  drop();
  return std::exchange(kept_, {}).size();
}

}  // namespace lcl::cli::remote
