// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/log_file.hpp"

#include <string_view>
#include <system_error>
#include <utility>

namespace lcl::cli {

LogFile::LogFile(std::string name) : name_(std::move(name)) {
  std::error_code unknown;
  if (name_ != standard_stream && std::filesystem::is_regular_file(name_, unknown)) return;
  const Descriptor input = open_input(name_);
  copy_.emplace();
  const Descriptor copy = open_to_change(copy_->path());
  std::string piece(std::size_t{1} << 18U, '\0');
  while (const std::size_t size = read_up_to(input, name_, piece))
    write_all(copy, copy_->path(), std::string_view(piece).substr(0, size));
}

std::string LogFile::called() const {
  return copy_ ? "log" : std::filesystem::path(name_).filename().string();
}

}  // namespace lcl::cli
