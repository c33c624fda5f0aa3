// SPDX-License-Identifier: Apache-2.0
#include "tests/values/other_program.hpp"

#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace lcl::test {
namespace {

/// A file that holds `content` and is gone at the end of the scope.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view content)
      : path_((std::filesystem::temp_directory_path() / "lcl-test-XXXXXX").string()) {
    const int descriptor = mkstemp(path_.data());
    std::FILE* const file = descriptor < 0 ? nullptr : fdopen(descriptor, "wb");
    if (file == nullptr) throw std::runtime_error("could not create " + path_);
    const bool written = std::fwrite(content.data(), 1, content.size(), file) == content.size();
    if (std::fclose(file) != 0 || !written) throw std::runtime_error("could not write " + path_);
  }
  ~TemporaryFile() { std::remove(path_.c_str()); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace

bool is_installed(const std::string& program) {
  return std::system(("command -v " + program + " >/dev/null").c_str()) == 0;
}

std::string output_of(const std::string& command, std::string_view input) {
  const TemporaryFile file(input);
  std::FILE* const pipe = popen(("(" + command + ") <" + file.path()).c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("could not start: " + command);
  std::string output;
  std::array<char, 65'536> buffer;
  for (std::size_t count = 0; (count = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
    output.append(buffer.data(), count);
  }
  if (pclose(pipe) != 0) throw std::runtime_error("failed: " + command);
  return output;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

}  // namespace lcl::test
