// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/new_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>

#include "ledger/values/error.hpp"

namespace lcl {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void cannot(const char* doing, const fs::path& file) {
  const int reason = errno;
  throw Error(Obstacle::io, std::string("cannot ") + doing + ' ' + file.string() + ": " +
                                std::generic_category().message(reason));
}

}  // namespace

void rename_to_new(const fs::path& from, const fs::path& to) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return;
  if (errno != EINVAL && errno != ENOSYS) cannot("create", to);
  if (::access(to.c_str(), F_OK) == 0) {
    errno = EEXIST;
    cannot("create", to);
  }
  if (std::rename(from.c_str(), to.c_str()) != 0) cannot("create", to);
}

void sync_folder_of(const fs::path& file) {
  const fs::path folder = fs::absolute(file).parent_path();
  const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool durable = opened >= 0 && ::fsync(opened) == 0;
  const int reason = errno;
  if (opened >= 0) (void)::close(opened);
  errno = reason;
  if (!durable) cannot("make durable the folder", folder);
}

}  // namespace lcl
