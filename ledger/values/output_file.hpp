// SPDX-License-Identifier: Apache-2.0
// Files that appear whole or not at all. Each is made under a name beside its
// place, `FILE.lcl-unfinished-` and six letters or digits, made durable, and then
// renamed. Whoever makes one has it locked, so what a killed command left under
// such a name is told from what is being written, and swept by the next one.
#pragma once

#include <filesystem>
#include <optional>
#include <ostream>
#include <streambuf>
#include <string>
#include <string_view>

#include "ledger/values/files.hpp"

namespace lcl {

/// What happens to a file that is there already.
enum class Existing { refuse, replace };

/// A name of our own beside the place of `file` until the end of the scope; what is still under it then goes
/// away. All throw Error (io).
class PlaceBeside {
 public:
  PlaceBeside(std::filesystem::path file, Existing existing, MayRead may_read);
  ~PlaceBeside();
  PlaceBeside(const PlaceBeside&) = delete;
  PlaceBeside& operator=(const PlaceBeside&) = delete;

  /// The file that goes to that place, and the empty one that is being filled to be it.
  [[nodiscard]] const std::filesystem::path& file() const { return file_; }
  [[nodiscard]] const Descriptor& open() const { return open_; }
  /// Renames what was written to `open` to `file`. It is not made durable here.
  void put();

  /// A name of its own for what opens files by their names (SQLite), and names others after them.
  [[nodiscard]] std::filesystem::path path_apart() const { return path_.string() + "-apart"; }
  /// As `put`, of what was made at path_apart, with the permissions of the file that `open` is.
  void put_apart();

 private:
  void rename_to_place(const std::filesystem::path& made) const;

  std::filesystem::path file_;
  std::filesystem::path path_;
  Existing existing_;
  Descriptor open_;
  bool is_put_ = false;
};

/// Whether `file` names a pipe, a character device or, as /dev/stdout does, a descriptor that is open here.
[[nodiscard]] bool is_written_through(const std::filesystem::path& file);

/// A file written bit by bit. What is written through is written to as it is, at once. What is replaced lends
/// the new file no more permissions than it had.
/// All throw Error (io), the stream too.
class OutputFile {
 public:
  OutputFile(std::filesystem::path file, Existing existing, MayRead may_read);

  [[nodiscard]] std::ostream& stream() { return stream_; }
  /// Makes what was written durable, under the other name still.
  void settle();
  /// Settles what was not, and puts the file in its place.
  void keep();

 private:
  /// Hands on what the stream was given in large pieces.
  class Buffer : public std::streambuf {
   public:
    Buffer(const Descriptor& open, const std::filesystem::path& file) : open_(open), file_(file) {}

   protected:
    int_type overflow(int_type letter) override;
    std::streamsize xsputn(const char* bytes, std::streamsize count) override;
    int sync() override;

   private:
    const Descriptor& open_;
    const std::filesystem::path& file_;
    std::string held_;
  };

  std::filesystem::path file_;
  Descriptor through_;
  std::optional<PlaceBeside> place_;
  Buffer buffer_;
  std::ostream stream_;
};

/// Writes a whole file, durable on return. `text` is not copied.
void write_file(const std::filesystem::path& file, std::string_view text, Existing existing,
                MayRead may_read);

/// Removes what killed commands of this user left in the folder of `file` under names beside places; what is
/// locked is being made, and what cannot be removed stays. An OutputFile and write_file do it by themselves.
void sweep_left_overs_beside(const std::filesystem::path& file);

}  // namespace lcl
