// SPDX-License-Identifier: Apache-2.0
// A log that is read more than once: its file or, of standard input and of
// pipes, a copy that has no name and that nobody else can read.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "cli/kit/files.hpp"

namespace lcl::cli {

class LogFile {
 public:
  /// `name` as it was given; `-` is standard input. Throws Error (io).
  explicit LogFile(std::string name);

  [[nodiscard]] const std::string& name() const { return name_; }
  /// By which this process opens it.
  [[nodiscard]] std::filesystem::path path() const {
    return copy_ ? copy_->path() : std::filesystem::path(name_);
  }
  /// What a registry may call it: no folder; what has no name is a `log`.
  [[nodiscard]] std::string called() const;

 private:
  std::string name_;
  std::optional<TemporaryFile> copy_;
};

}  // namespace lcl::cli
