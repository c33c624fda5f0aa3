// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <system_error>
#include <utility>

#include "ledger/store/new_file.hpp"
#include "ledger/values/error.hpp"

namespace lcl::cli {
namespace {

constexpr mode_t for_owner = 0600;
constexpr mode_t for_everyone = 0644;

[[noreturn]] void failed(const std::string& doing, const std::string& file) {
  const int reason = errno;
  throw Error(Obstacle::io, "cannot " + doing + ' ' + file + ": " + std::generic_category().message(reason));
}

}  // namespace

std::filesystem::path input_path(const std::string& file) {
  return file == standard_stream ? std::filesystem::path("/dev/stdin") : std::filesystem::path(file);
}

InputFile::InputFile(const std::string& file)
    : descriptor_(file == standard_stream ? STDIN_FILENO : ::open(file.c_str(), O_RDONLY | O_CLOEXEC)) {
  if (descriptor_ < 0) failed("open", file);
}

InputFile::~InputFile() {
  if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
}

std::string read_file(const std::string& file, std::size_t at_most) {
  const InputFile input(file);
  std::string text;
  std::array<char, 1U << 16U> buffer{};
  for (;;) {
    const ssize_t count = ::read(input.descriptor(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) failed("read", file);
    if (count == 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(count));
    if (text.size() > at_most) {
      throw Error(Obstacle::io,
                  "cannot read " + file + ": it is longer than " + std::to_string(at_most) + " bytes");
    }
  }
}

OutputFile::OutputFile(std::string file, Existing existing, Access access)
    : file_(std::move(file)), beside_(file_ + ".XXXXXX"), existing_(existing) {
  if (existing_ == Existing::refuse && ::access(file_.c_str(), F_OK) == 0) {
    errno = EEXIST;
    failed("create", file_);
  }
  const int descriptor = ::mkstemp(beside_.data());
  if (descriptor < 0) failed("create", file_);
  ::fchmod(descriptor, access == Access::owner ? for_owner : for_everyone);
  ::close(descriptor);
  stream_.open(beside_, std::ios::binary | std::ios::trunc);
}

OutputFile::~OutputFile() {
  if (!kept_) ::unlink(beside_.c_str());
}

void OutputFile::settle() {
  stream_.close();
  if (stream_.fail()) failed("write", file_);
  const int descriptor = ::open(beside_.c_str(), O_WRONLY | O_CLOEXEC);
  const bool durable = descriptor >= 0 && ::fsync(descriptor) == 0;
  if (descriptor >= 0) ::close(descriptor);
  if (!durable) failed("write", file_);
  settled_ = true;
}

void OutputFile::keep() {
  if (!settled_) settle();
  if (existing_ == Existing::refuse) {
    rename_to_new(beside_, file_);
  } else if (std::rename(beside_.c_str(), file_.c_str()) != 0) {
    failed("create", file_);
  }
  kept_ = true;
}

// What is kept here can be as large as a log: /var/tmp is on a disk where /tmp may be in memory (FHS 3.0
// §5.15).
TemporaryFolder::TemporaryFolder() {
  const char* const chosen =
      std::getenv("TMPDIR");  // NOLINT(concurrency-mt-unsafe): nothing here sets variables
  const std::filesystem::path parent = chosen == nullptr || *chosen == '\0' ? "/var/tmp" : chosen;
  std::string pattern = (parent / "lcl-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) failed("create", pattern);
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace lcl::cli
