// SPDX-License-Identifier: Apache-2.0
// Files as commands name them: `-` stands for standard input where a file is
// read. A file that is written appears whole or not at all (OutputFile).
#pragma once

#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>

#include "cli/kit/options.hpp"
#include "ledger/values/files.hpp"
#include "ledger/values/output_file.hpp"

namespace lcl::cli {

inline constexpr std::string_view standard_stream = "-";

/// The path under which `file` is opened: /dev/stdin for `-`.
[[nodiscard]] std::filesystem::path input_path(const std::string& file);
/// Opens `file`, which may be `-`, to read it. Throws Error (io), as all here.
[[nodiscard]] Descriptor open_input(const std::string& file);
/// The whole of `file`, which may be `-` and has at most `at_most` bytes.
[[nodiscard]] std::string read_file(const std::string& file, std::size_t at_most);

/// The switch --force, for every command that writes a file.
inline constexpr Option force_option{"force", "",
                                     "replace FILE, if it is there and neither a ledger nor a secret"};
/// What becomes of what is there where `file` is to be written: it is refused or, with --force, replaced, if
/// it is a regular file that is no ledger, private key or pepper and no part of a registry. Throws
/// UsageError, or Error: io, unavailable.
[[nodiscard]] Existing existing_at(const Arguments& given, const std::string& file);
/// A file to be written under that rule; a pipe, a device and /dev/stdout are written through.
[[nodiscard]] OutputFile output_file(const Arguments& given, const std::string& file, MayRead may_read);

/// A file of our own for what must not outlive the call: it has no name, so that however the call ends
/// nothing is left.
class TemporaryFile {
 public:
  TemporaryFile();

  /// By which this process, and no other, can open it.
  [[nodiscard]] std::filesystem::path path() const;
  /// All that is in it.
  void copy_to(std::ostream& out) const;

 private:
  Descriptor open_;
};

}  // namespace lcl::cli
