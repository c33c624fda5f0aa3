// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/files.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "ledger/store/guarded_file.hpp"
#include "ledger/values/error.hpp"

namespace lcl::cli {

std::filesystem::path input_path(const std::string& file) {
  return file == standard_stream ? std::filesystem::path("/dev/stdin") : std::filesystem::path(file);
}

Descriptor open_input(const std::string& file) {
  if (file != standard_stream) return open_to_read(file);
  Descriptor input(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0));
  if (!input.is_open()) cannot("open", file);
  return input;
}

std::string read_file(const std::string& file, std::size_t at_most) {
  return read_whole(open_input(file), file, at_most);
}

OutputFile output_file(const Arguments& given, const std::string& file, MayRead may_read) {
  namespace fs = std::filesystem;
  std::error_code unknown;
  const fs::file_status there = fs::symlink_status(file, unknown);
  const fs::file_status behind = fs::status(file, unknown);
  if (!fs::exists(there) || fs::is_fifo(behind) || fs::is_character_file(behind))
    return {file, Existing::refuse, may_read};
  const auto refuse = [&file](const std::string& why) {
    throw Error(Obstacle::io, "cannot create " + file + ": " + why);
  };
  if (!given.has("force")) refuse("it exists already; name another file, or give --force to replace it");
  if (!fs::is_regular_file(there))
    refuse("it exists already and is no regular file, which --force does not replace");
  if (const std::optional<std::string> why = why_not_replaced(file))
    refuse("it exists already and is " + *why + ", which --force does not replace");
  return {file, Existing::replace, may_read};
}

namespace {

namespace fs = std::filesystem;

constexpr std::string_view folder_mark = "lcl-unfinished-";
constexpr std::string_view to_be_drawn = "XXXXXX";

// What is kept here can be as large as a log: /var/tmp is on a disk where /tmp may be in memory (FHS 3.0
// §5.15).
fs::path place_for_temporaries() {
  const char* const chosen =
      std::getenv("TMPDIR");  // NOLINT(concurrency-mt-unsafe): nothing here sets variables
  return chosen == nullptr || *chosen == '\0' ? "/var/tmp" : chosen;
}

Descriptor open_folder(const fs::path& folder) {
  return Descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

/// Whether `path` is a folder of this user, and the one that is open.
bool is_own_folder(const fs::path& path, const Descriptor& open) {
  struct stat named {};
  struct stat opened {};
  return ::lstat(path.c_str(), &named) == 0 && ::fstat(open.number(), &opened) == 0 &&
         S_ISDIR(named.st_mode) && named.st_uid == ::geteuid() && named.st_dev == opened.st_dev &&
         named.st_ino == opened.st_ino;
}

/// Removes what killed commands of this user left; what is locked is in use.
void sweep_temporaries(const fs::path& parent) {
  std::error_code ended;
  for (fs::directory_iterator at(parent, ended), end; !ended && at != end; at.increment(ended)) {
    const std::string name = at->path().filename().string();
    if (!name.starts_with(folder_mark) || name.size() != folder_mark.size() + to_be_drawn.size()) continue;
    const Descriptor open = open_folder(at->path());
    if (!open.is_open() || ::flock(open.number(), LOCK_EX | LOCK_NB) != 0 || !is_own_folder(at->path(), open))
      continue;
    std::error_code ignored;
    fs::remove_all(at->path(), ignored);
  }
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  const fs::path parent = place_for_temporaries();
  sweep_temporaries(parent);
  // One that is swept in the moment before it is locked is made again.
  for (bool held = false; !held; held = is_own_folder(path_, open_)) {
    std::string pattern = (parent / folder_mark).string().append(to_be_drawn);
    if (::mkdtemp(pattern.data()) == nullptr) cannot("create", pattern);
    path_ = pattern;
    open_ = open_folder(path_);
    if (!open_.is_open()) continue;
    (void)lock_where_possible(open_, path_);
  }
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace lcl::cli
