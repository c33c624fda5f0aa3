// SPDX-License-Identifier: Apache-2.0
// Files as commands name them: `-` stands for standard input where a file is
// read. A file that is written appears whole or not at all (OutputFile).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "cli/kit/options.hpp"
#include "ledger/values/output_file.hpp"

namespace lcl::cli {

inline constexpr std::string_view standard_stream = "-";

/// The path under which `file` is opened: /dev/stdin for `-`.
[[nodiscard]] std::filesystem::path input_path(const std::string& file);
/// Opens `file`, which may be `-`, to read it. Throws Error (io), as all here.
[[nodiscard]] Descriptor open_input(const std::string& file);
/// The whole of `file`, which may be `-` and has at most `at_most` bytes.
[[nodiscard]] std::string read_file(const std::string& file, std::size_t at_most);

/// The switch --force, for a command with --output.
inline constexpr Option force_option{"force", "",
                                     "replace FILE, if it is there and neither a ledger nor a secret"};
/// A file to be written where --output says. What is there is refused or, with --force, replaced, if it is a
/// regular file that is no ledger, private key or pepper and no part of a registry. Throws Error: io,
/// unavailable.
[[nodiscard]] OutputFile output_file(const Arguments& given, const std::string& file, MayRead may_read);

/// A folder of our own (mode 0700) for what must not outlive the call. It is locked meanwhile: what a killed
/// command left is told from it, and swept by the next that needs such a folder.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  Descriptor open_;
};

}  // namespace lcl::cli
