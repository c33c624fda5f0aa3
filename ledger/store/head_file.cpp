// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/head_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

#include "ledger/store/new_file.hpp"
#include "ledger/values/error.hpp"

namespace lcl {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const char* doing, const fs::path& file) {
  const int number = errno;
  throw Error(Obstacle::io, std::string("cannot ") + doing + " " + file.string() + ": " +
                                std::generic_category().message(number));
}

/// An open file, closed at the end of its scope.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) (void)::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor(Descriptor&&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;

  [[nodiscard]] bool open() const { return number_ >= 0; }
  [[nodiscard]] int number() const { return number_; }
  /// False if the system reports a late failure.
  [[nodiscard]] bool close() { return ::close(std::exchange(number_, -1)) == 0; }

 private:
  int number_;
};

bool write_all(const Descriptor& file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.number(), bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) return false;
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// A finished file beside `file`, so that a rename can put it in its place.
fs::path write_beside(const fs::path& file, std::string_view note) {
  std::string name = file.string() + ".XXXXXX";
  Descriptor copy(::mkostemp(name.data(), O_CLOEXEC));
  if (!copy.open()) fail("create a file beside", file);
  const bool written =
      ::fchmod(copy.number(), 0644) == 0 && write_all(copy, note) && ::fsync(copy.number()) == 0;
  if (written && copy.close()) return name;
  const int number = errno;
  (void)::unlink(name.c_str());
  errno = number;
  fail("write a file beside", file);
}

}  // namespace

std::optional<std::string> read_head_file(const fs::path& file) {
  const Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!opened.open()) {
    if (errno == ENOENT) return std::nullopt;
    fail("read", file);
  }
  std::string text;
  std::array<char, 4096> buffer{};
  while (true) {
    const ssize_t read = ::read(opened.number(), buffer.data(), buffer.size());
    if (read < 0 && errno != EINTR) fail("read", file);
    if (read == 0) return text;
    if (read > 0) text.append(buffer.data(), static_cast<std::size_t>(read));
  }
}

void write_head_file(const fs::path& file, std::string_view note) {
  const fs::path copy = write_beside(file, note);
  if (::rename(copy.c_str(), file.c_str()) != 0) {
    const int number = errno;
    (void)::unlink(copy.c_str());
    errno = number;
    fail("replace", file);
  }
  sync_folder_of(file);
}

}  // namespace lcl
