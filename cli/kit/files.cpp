// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <system_error>

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

// What is kept here can be as large as a log: /var/tmp is on a disk where /tmp may be in memory (FHS 3.0
// §5.15).
TemporaryFolder::TemporaryFolder() {
  const char* const chosen =
      std::getenv("TMPDIR");  // NOLINT(concurrency-mt-unsafe): nothing here sets variables
  const std::filesystem::path parent = chosen == nullptr || *chosen == '\0' ? "/var/tmp" : chosen;
  std::string pattern = (parent / "lcl-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) cannot("create", pattern);
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace lcl::cli
