// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <optional>
#include <string>
#include <system_error>

#include "ledger/store/guarded_file.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {

std::filesystem::path input_path(const std::string& file) {
  return file == standard_stream ? std::filesystem::path("/dev/stdin") : std::filesystem::path(file);
}

Descriptor open_input(const std::string& file) {
  if (file != standard_stream) return open_to_read(file);
  Descriptor input(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0));
  if (!input.is_open()) io_failed("cannot open {}: {}", file);
  return input;
}

std::string read_file(const std::string& file, std::size_t at_most) {
  return read_whole(open_input(file), file, at_most);
}

Existing existing_at(const Arguments& given, const std::string& file) {
  if (file == standard_stream) throw UsageError(phrase("this is written to a file; - is not one"));
  std::error_code unknown;
  const std::filesystem::file_status there = std::filesystem::symlink_status(file, unknown);
  if (!std::filesystem::exists(there) || is_written_through(file)) return Existing::refuse;
  const auto refuse = [&file](const std::string& why) {
    throw Error(Obstacle::io, phrase("cannot create {}: it exists already{}", file, why));
  };
  if (!given.has("force")) refuse(phrase("; name another file, or give --force to replace it"));
  if (!std::filesystem::is_regular_file(there))
    refuse(phrase(" and is no regular file, which --force does not replace"));
  if (const std::optional<std::string> why = why_not_replaced(file))
    refuse(phrase(" and is {}, which --force does not replace", *why));
  return Existing::replace;
}

OutputFile output_file(const Arguments& given, const std::string& file, MayRead may_read) {
  return {file, existing_at(given, file), may_read};
}

namespace {

// What is kept here can be as large as a log: /var/tmp is on a disk where /tmp may be in memory (FHS 3.0
// §5.15).
std::filesystem::path place_for_temporaries() {
  const char* const chosen =
      std::getenv("TMPDIR");  // NOLINT(concurrency-mt-unsafe): nothing here sets variables
  return chosen == nullptr || *chosen == '\0' ? "/var/tmp" : chosen;
}

/// Where a file system makes none without a name, the name is taken away at once.
Descriptor open_nameless(const std::filesystem::path& folder) {
  Descriptor open(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (open.is_open()) return open;
  std::string name = (folder / "lcl-unfinished-XXXXXX").string();
  open = Descriptor(::mkostemp(name.data(), O_CLOEXEC));
  if (!open.is_open()) io_failed("cannot create a file in {}: {}", folder);
  ::unlink(name.c_str());
  return open;
}

}  // namespace

TemporaryFile::TemporaryFile() : open_(open_nameless(place_for_temporaries())) {}

std::filesystem::path TemporaryFile::path() const {
  return "/proc/self/fd/" + std::to_string(open_.number());
}

void TemporaryFile::copy_to(std::ostream& out) const {
  constexpr std::size_t piece_bytes = 1U << 18U;
  const Descriptor from = open_to_read(path());
  std::string piece(piece_bytes, '\0');
  for (std::size_t size = piece_bytes; size == piece_bytes;) {
    size = read_up_to(from, path(), piece);
    out.write(piece.data(), static_cast<std::streamsize>(size));
  }
}

}  // namespace lcl::cli
