// SPDX-License-Identifier: Apache-2.0
// Files in and out. `-` stands for standard input where a file is read; a file
// that is written appears whole or not at all.
#pragma once

#include <filesystem>
#include <fstream>
#include <ostream>
#include <string>
#include <string_view>

namespace lcl::cli {

inline constexpr std::string_view standard_stream = "-";

/// The path under which `file` is opened: /dev/stdin for `-`.
[[nodiscard]] std::filesystem::path input_path(const std::string& file);
/// The whole of `file`, which may be `-`. Throws Error (io), also if it is longer than `at_most` bytes.
[[nodiscard]] std::string read_file(const std::string& file, std::size_t at_most);

/// An open file descriptor to read from; standard input is left open.
class InputFile {
 public:
  explicit InputFile(const std::string& file);
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

/// Whether a file that is there already may be replaced.
enum class Existing { refuse, replace };
/// Who may read a new file.
enum class Access { owner, everyone };

/// A file being written: beside its place under another name, until `keep` puts it there. All
/// throw Error (io).
class OutputFile {
 public:
  OutputFile(std::string file, Existing existing, Access access);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  [[nodiscard]] std::ostream& stream() { return stream_; }
  /// Makes what was written durable, under the other name still.
  void settle();
  /// Settles if that was not done, and puts the file in its place.
  void keep();

 private:
  std::string file_;
  std::string beside_;
  Existing existing_;
  std::ofstream stream_;
  bool settled_ = false;
  bool kept_ = false;
};

/// A folder of our own (mode 0700) for what must not outlive the call.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace lcl::cli
