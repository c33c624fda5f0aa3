// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/output_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <system_error>
#include <vector>

#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view mark = ".lcl-unfinished-";
constexpr std::string_view to_be_drawn = "XXXXXX";
constexpr std::size_t piece_bytes = 1U << 16U;

fs::path folder_of(const fs::path& file) {
  return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// What this process masks of the modes of new files. The mask can only be read by setting it; what is made
/// meanwhile by another thread is its owner's alone.
mode_t masked() {
  const mode_t mask = ::umask(077);
  ::umask(mask);
  return mask;
}

/// Whether a file's name is one that PlaceBeside draws.
bool is_name_beside(std::string_view name) {
  if (name.size() <= mark.size() + to_be_drawn.size()) return false;
  const std::string_view drawn = name.substr(name.size() - to_be_drawn.size());
  name.remove_suffix(to_be_drawn.size());
  return name.ends_with(mark) && std::all_of(drawn.begin(), drawn.end(), is_letter_or_digit);
}

/// Whether `path` is a regular file of this user, and the one that is open.
bool is_own_file(const fs::path& path, const Descriptor& open) {
  struct stat named {};
  struct stat opened {};
  return ::lstat(path.c_str(), &named) == 0 && ::fstat(open.number(), &opened) == 0 &&
         S_ISREG(named.st_mode) && named.st_uid == ::geteuid() && named.st_dev == opened.st_dev &&
         named.st_ino == opened.st_ino;
}

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code ended;
  for (fs::directory_iterator at(folder, ended), end; !ended && at != end; at.increment(ended))
    files.push_back(at->path());
  return files;
}

/// Removes `path`, whose lock is held, after all that was named after it: what is left of it tells, to the
/// last, what the others are.
void remove_with_others(const fs::path& path) {
  const std::string others = path.filename().string() + '-';
  for (const fs::path& each : files_in(folder_of(path))) {
    if (each.filename().string().starts_with(others)) ::unlink(each.c_str());
  }
  ::unlink(path.c_str());
}

/// A name can be taken away from its lock's holder by nobody else who heeds the lock, so if it is still that
/// of the file that was locked here, whoever made it is gone.
void sweep(const fs::path& left) {
  const Descriptor open(::open(left.c_str(), O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!open.is_open() || ::flock(open.number(), LOCK_EX | LOCK_NB) != 0 || !is_own_file(left, open)) return;
  remove_with_others(left);
}

/// Draws a name beside `file`, and locks what is made there.
Descriptor open_beside(const fs::path& file, fs::path& path) {
  for (;;) {
    std::string name = file.string().append(mark).append(to_be_drawn);
    Descriptor open(::mkostemp(name.data(), O_CLOEXEC));
    if (!open.is_open()) io_failed("cannot create {}: {}", file);
    path = name;
    // Where a file system has no locks, nobody can sweep either.
    (void)lock_where_possible(open, path);
    if (is_own_file(path, open)) return open;
    // It was swept in the moment before it was locked.
  }
}

/// The number that `file` has among the descriptors open here, by its name.
std::optional<int> descriptor_named(const fs::path& file) {
  const std::string& name = file.native();
  if (name == "/dev/stdout") return STDOUT_FILENO;
  if (name == "/dev/stderr") return STDERR_FILENO;
  for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
    if (!name.starts_with(folder)) continue;
    int number = -1;
    const char* const end = name.data() + name.size();
    const auto read = std::from_chars(name.data() + folder.size(), end, number);
    if (read.ec == std::errc() && read.ptr == end && number >= 0) return number;
  }
  return std::nullopt;
}

/// Open to write where `file` is written through; else not open.
Descriptor open_through(const fs::path& file) {
  if (!is_written_through(file)) return Descriptor();
  const std::optional<int> number = descriptor_named(file);
  Descriptor open(number ? ::fcntl(*number, F_DUPFD_CLOEXEC, 0)
                         : ::open(file.c_str(), O_WRONLY | O_NOCTTY | O_CLOEXEC));
  if (!open.is_open()) io_failed("cannot open {}: {}", file);
  return open;
}

/// What the permissions of a file that replaces `file` are at most.
mode_t at_most_those_of(const fs::path& file, Existing existing) {
  struct stat there {};
  const bool is_replaced = existing == Existing::replace && ::lstat(file.c_str(), &there) == 0;
  return is_replaced && S_ISREG(there.st_mode) ? there.st_mode & 0777U : 0777U;
}

}  // namespace

bool is_written_through(const fs::path& file) {
  struct stat there {};
  return descriptor_named(file) ||
         (::stat(file.c_str(), &there) == 0 && (S_ISFIFO(there.st_mode) || S_ISCHR(there.st_mode)));
}

PlaceBeside::PlaceBeside(fs::path file, Existing existing, MayRead may_read)
    : file_(std::move(file)), existing_(existing) {
  struct stat there {};
  if (existing == Existing::refuse && ::lstat(file_.c_str(), &there) == 0) {
    errno = EEXIST;
    io_failed("cannot create {}: {}", file_);
  }
  open_ = open_beside(file_, path_);
  const mode_t wanted = may_read == MayRead::everyone ? 0644 & ~masked() : mode_t{0600};
  if (::fchmod(open_.number(), wanted & at_most_those_of(file_, existing)) != 0)
    io_failed("cannot create {}: {}", file_);
}

PlaceBeside::~PlaceBeside() {
  if (!is_put_) remove_with_others(path_);
}

void PlaceBeside::put() {
  rename_to_place(path_);
  is_put_ = true;
}

void PlaceBeside::put_apart() {
  struct stat own {};
  const fs::path made = path_apart();
  if (::fstat(open_.number(), &own) != 0 || ::chmod(made.c_str(), own.st_mode & 0777U) != 0)
    io_failed("cannot create {}: {}", file_);
  rename_to_place(made);
}

/// A file that is there is refused in one step where the file system can do that, else in two.
void PlaceBeside::rename_to_place(const fs::path& made) const {
  if (existing_ == Existing::replace) {
    if (std::rename(made.c_str(), file_.c_str()) != 0) io_failed("cannot replace {}: {}", file_);
    return;
  }
  if (::renameat2(AT_FDCWD, made.c_str(), AT_FDCWD, file_.c_str(), RENAME_NOREPLACE) == 0) return;
  if (errno != EINVAL && errno != ENOSYS) io_failed("cannot create {}: {}", file_);
  if (::access(file_.c_str(), F_OK) == 0) {
    errno = EEXIST;
    io_failed("cannot create {}: {}", file_);
  }
  if (std::rename(made.c_str(), file_.c_str()) != 0) io_failed("cannot create {}: {}", file_);
}

OutputFile::OutputFile(fs::path file, Existing existing, MayRead may_read)
    : file_(std::move(file)),
      through_(open_through(file_)),
      buffer_(through_.is_open() ? through_ : place_.emplace(file_, existing, may_read).open(), file_),
      stream_(&buffer_) {
  stream_.exceptions(std::ios::badbit);
  if (place_) sweep_left_overs_beside(file_);
}

void OutputFile::settle() {
  if (stream_.bad())
    throw Error(Obstacle::io, phrase("cannot write {}: a part of it was not written", file_.string()));
  stream_.flush();
  if (place_) flush(place_->open(), file_);
}

void OutputFile::keep() {
  settle();
  if (!place_) return;
  place_->put();
  flush_folder_of(file_);
}

OutputFile::Buffer::int_type OutputFile::Buffer::overflow(int_type letter) {
  const char byte = traits_type::to_char_type(letter);
  xsputn(&byte, 1);
  return letter;
}

std::streamsize OutputFile::Buffer::xsputn(const char* bytes, std::streamsize count) {
  held_.append(bytes, static_cast<std::size_t>(count));
  if (held_.size() >= piece_bytes) sync();
  return count;
}

int OutputFile::Buffer::sync() {
  write_all(open_, file_, held_);
  held_.clear();
  return 0;
}

void write_file(const fs::path& file, std::string_view text, Existing existing, MayRead may_read) {
  PlaceBeside place(file, existing, may_read);
  sweep_left_overs_beside(file);
  write_all(place.open(), file, text);
  flush(place.open(), file);
  place.put();
  flush_folder_of(file);
}

void sweep_left_overs_beside(const fs::path& file) {
  for (const fs::path& each : files_in(folder_of(file))) {
    if (is_name_beside(each.filename().string())) sweep(each);
  }
}

}  // namespace lcl
