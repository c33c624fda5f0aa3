// SPDX-License-Identifier: Apache-2.0
#include "tests/tables/log_file.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <stdexcept>

namespace lcl::test {

LogFile::LogFile(std::string_view text) : descriptor_(::memfd_create("log", 0)) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor_, text.data(), text.size());
    if (written <= 0) throw std::runtime_error("cannot write the log of a test");
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  ::lseek(descriptor_, 0, SEEK_SET);
}

LogFile::~LogFile() { ::close(descriptor_); }

}  // namespace lcl::test
