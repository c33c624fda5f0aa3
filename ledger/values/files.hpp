// SPDX-License-Identifier: Apache-2.0
// Files and folders: opened, read, written, made durable. What fails is an Error
// (io) that says what could not be done with which path, and why: "cannot
// create FILE: File exists". Files that appear whole are in output_file.hpp.
#pragma once

#include <cstddef>
#include <filesystem>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "ledger/values/phrase.hpp"

namespace lcl {

/// An open file or folder, closed at the end of its scope.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) noexcept : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor();

  [[nodiscard]] bool is_open() const noexcept { return number_ >= 0; }
  [[nodiscard]] int number() const noexcept { return number_; }
  /// Leaves closing it to the caller.
  [[nodiscard]] int release() noexcept { return std::exchange(number_, -1); }

 private:
  int number_;
};

/// Who may read a new file: mode 0600, or 0644 less what the process masks.
enum class MayRead { owner, everyone };

inline constexpr std::size_t any_length = std::numeric_limits<std::size_t>::max() - 1;

/// Throws `failure`, such as "cannot open {}: {}", with the path and the reason, which is that of `errno`.
[[noreturn]] void io_failed(FailurePhrase failure, const std::filesystem::path& path);

[[nodiscard]] Descriptor open_to_read(const std::filesystem::path& file);
[[nodiscard]] Descriptor open_to_change(const std::filesystem::path& file);
/// Creates `file`, which must not be there, to read and write.
[[nodiscard]] Descriptor create_new(const std::filesystem::path& file, MayRead may_read);
/// Makes a folder that must not be there: mode 0700 or 0755.
void make_folder(const std::filesystem::path& folder, MayRead may_read);
/// Makes it, and those that it is in, as far as they are not there.
void make_folders(const std::filesystem::path& folder, MayRead may_read);

/// Fills `room` as far as the rest of the file goes; how much of it that is. `file` is its name, as below.
[[nodiscard]] std::size_t read_up_to(const Descriptor& open, const std::filesystem::path& file,
                                     std::span<char> room);
/// The rest of the file; nothing if that is longer than `at_most` bytes.
[[nodiscard]] std::optional<std::string> read_rest(const Descriptor& open, const std::filesystem::path& file,
                                                   std::size_t at_most);
/// As read_rest, but a file that is longer cannot be read.
[[nodiscard]] std::string read_whole(const Descriptor& open, const std::filesystem::path& file,
                                     std::size_t at_most);
/// Nothing if there is no such file.
[[nodiscard]] std::optional<std::string> read_if_there(const std::filesystem::path& file,
                                                       std::size_t at_most = any_length);

void write_all(const Descriptor& open, const std::filesystem::path& file, std::string_view bytes);
/// Makes durable what was written.
void flush(const Descriptor& open, const std::filesystem::path& file);
/// Makes durable that `file` is in its folder, where this user may open the folder.
void flush_folder_of(const std::filesystem::path& file);
/// Makes durable all that was written to the file system of `folder`.
void flush_all_with(const std::filesystem::path& folder);

/// Waits until nobody else has `path` locked (flock); locked until it is closed, by the end of the process
/// at the latest.
void lock(const Descriptor& open, const std::filesystem::path& path);
/// As `lock`; false on a file system that has no such locks.
[[nodiscard]] bool lock_where_possible(const Descriptor& open, const std::filesystem::path& path);

}  // namespace lcl
