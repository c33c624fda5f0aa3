// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/files.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <system_error>

#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/system_reason.hpp"
#include "ledger/values/waiting.hpp"

namespace lcl {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t least_room = 4096;

Descriptor open_folder(const fs::path& folder) {
  return Descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

Descriptor open_existing(const fs::path& file, int to_do) {
  Descriptor open(::open(file.c_str(), to_do | O_CLOEXEC));
  if (!open.is_open()) io_failed("cannot open {}: {}", file);
  return open;
}

/// How much is left to be read, as far as the system knows: nothing of a pipe.
std::size_t known_length(const Descriptor& open) {
  struct stat status {};
  const bool known = ::fstat(open.number(), &status) == 0 && S_ISREG(status.st_mode);
  return known ? static_cast<std::size_t>(status.st_size) : 0;
}

}  // namespace

Descriptor::~Descriptor() {
  if (is_open()) ::close(number_);
}

void io_failed(FailurePhrase failure, const fs::path& path) {
  const int reason = errno;
  throw Error(Obstacle::io, phrase(failure, path.string(), system_reason(reason)));
}

Descriptor open_to_read(const fs::path& file) { return open_existing(file, O_RDONLY); }
Descriptor open_to_change(const fs::path& file) { return open_existing(file, O_RDWR); }

Descriptor create_new(const fs::path& file, MayRead may_read) {
  const mode_t mode = may_read == MayRead::owner ? 0600 : 0644;
  Descriptor open(::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  if (!open.is_open()) io_failed("cannot create {}: {}", file);
  return open;
}

void make_folder(const fs::path& folder, MayRead may_read) {
  const mode_t mode = may_read == MayRead::owner ? 0700 : 0755;
  if (::mkdir(folder.c_str(), mode) != 0) io_failed("cannot create folder {}: {}", folder);
}

void make_folders(const fs::path& folder, MayRead may_read) {
  if (fs::is_directory(folder)) return;
  if (folder.has_parent_path()) make_folders(folder.parent_path(), may_read);
  try {
    make_folder(folder, may_read);
  } catch (const Error&) {
    if (!fs::is_directory(folder)) throw;  // else another made it meanwhile
  }
}

std::size_t read_up_to(const Descriptor& open, const fs::path& file, std::span<char> room) {
  std::size_t size = 0;
  while (size < room.size()) {
    const ssize_t count = ::read(open.number(), room.data() + size, room.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) io_failed("cannot read {}: {}", file);
    if (count == 0) break;
    size += static_cast<std::size_t>(count);
  }
  return size;
}

std::optional<std::string> read_rest(const Descriptor& open, const fs::path& file, std::size_t at_most) {
  std::string text;
  std::size_t size = 0;
  // One byte more than there should be tells that there are no more.
  std::size_t room = std::max(known_length(open), least_room) + 1;
  while (size == text.size()) {
    text.resize(std::min(room, at_most + 1));
    size += read_up_to(open, file, std::span(text).subspan(size));
    if (size > at_most) return std::nullopt;
    room = 2 * text.size();
  }
  text.resize(size);
  return text;
}

std::string read_whole(const Descriptor& open, const fs::path& file, std::size_t at_most) {
  std::optional<std::string> text = read_rest(open, file, at_most);
  if (text) return *std::move(text);
  throw Error(Obstacle::io, phrase("cannot read {}: it is longer than {} bytes", file.string(), at_most));
}

std::optional<std::string> read_if_there(const fs::path& file, std::size_t at_most) {
  const Descriptor open(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (open.is_open()) return read_whole(open, file, at_most);
  if (errno == ENOENT) return std::nullopt;
  io_failed("cannot open {}: {}", file);
}

void write_all(const Descriptor& open, const fs::path& file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(open.number(), bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) io_failed("cannot write {}: {}", file);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void flush(const Descriptor& open, const fs::path& file) {
  if (::fsync(open.number()) != 0) io_failed("cannot flush {} to disk: {}", file);
}

void flush_folder_of(const fs::path& file) {
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  const Descriptor open = open_folder(folder);
  // EACCES: one may write there, and not look. EINVAL: a file system that keeps nothing of a folder back,
  // such as some that are on a network.
  if (!open.is_open() && errno == EACCES) return;
  if (!open.is_open() || (::fsync(open.number()) != 0 && errno != EINVAL))
    io_failed("cannot flush folder {} to disk: {}", folder);
}

void flush_all_with(const fs::path& folder) {
  const Descriptor open = open_folder(folder);
  if (!open.is_open() || ::syncfs(open.number()) != 0)
    io_failed("cannot flush folder {} to disk: {}", folder);
}

bool lock_where_possible(const Descriptor& open, const fs::path& path) {
  constexpr timespec pause{0, 50'000'000};
  constexpr int pauses_untold = wait_untold_ms / 50;
  for (int pauses = 0; ::flock(open.number(), LOCK_EX | LOCK_NB) != 0; ++pauses) {
    if (errno == ENOLCK || errno == ENOSYS || errno == EOPNOTSUPP) return false;
    if (errno != EWOULDBLOCK && errno != EINTR) io_failed("cannot lock {}: {}", path);
    if (pauses == pauses_untold)
      say_waiting_for(phrase("another program that works on {}", path.string()), open.number());
    if (pauses < pauses_untold) {
      ::nanosleep(&pause, nullptr);
    } else if (::flock(open.number(), LOCK_EX) == 0) {
      return true;
    }
  }
  return true;
}

void lock(const Descriptor& open, const fs::path& path) {
  if (!lock_where_possible(open, path)) io_failed("cannot lock {}: {}", path);
}

}  // namespace lcl
