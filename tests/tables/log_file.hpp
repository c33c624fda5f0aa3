// SPDX-License-Identifier: Apache-2.0
// A file written in a test, for readers of descriptors.
#pragma once

#include <string_view>

namespace lcl::test {

/// An unnamed file that holds `text`, to be read from its start; closed when it goes.
class LogFile {
 public:
  explicit LogFile(std::string_view text);
  ~LogFile();
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

}  // namespace lcl::test
