// SPDX-License-Identifier: Apache-2.0
#include "ledger/tables/zip_archive.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "ledger/tables/packed_bytes.hpp"
#include "ledger/values/error.hpp"

namespace lcl {
namespace {

constexpr std::uint64_t most_list_bytes = std::uint64_t{16} << 20U;
constexpr std::size_t list_end_bytes = 22;
constexpr std::size_t list_entry_bytes = 46;
constexpr std::size_t local_header_bytes = 30;
constexpr std::size_t long_list_end_bytes = 56;
constexpr std::size_t locator_bytes = 20;
constexpr std::uint16_t stored = 0;
constexpr std::uint16_t deflated = 8;

Refused damaged(std::string why) { return {Refusal::damaged_file, {1, 1, {}}, std::move(why)}; }

/// Up to `size` bytes of the file from `at` on.
std::string bytes_at(int input, std::uint64_t at, std::size_t size) {
  PartOfFile part(input, at, at + size);
  return read_up_to(part, size);
}

/// The number of `size` bytes at `at`, the lowest first; `bytes` reaches so far.
std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t number = 0;
  for (std::size_t i = size; i > 0; --i)
    number = number << 8U | static_cast<unsigned char>(bytes[at + i - 1]);
  return number;
}

/// Where the list of members stands.
struct ListPlace {
  std::uint64_t count = 0;
  std::uint64_t size = 0;
  std::uint64_t at = 0;
};

/// From the record at the end of the file, or the longer one before it.
std::optional<ListPlace> find_list(int input, std::uint64_t file_size) {
  constexpr std::uint64_t longest_comment = 0xFFFF;
  const std::uint64_t tail_at =
      file_size - std::min(file_size, longest_comment + list_end_bytes + locator_bytes);
  const std::string tail = bytes_at(input, tail_at, static_cast<std::size_t>(file_size - tail_at));
  if (tail.size() < list_end_bytes) return std::nullopt;
  const std::size_t end = tail.rfind("PK\x05\x06", tail.size() - list_end_bytes);
  if (end == std::string::npos) return std::nullopt;
  const bool is_long =
      end >= locator_bytes && std::string_view(tail).substr(end - locator_bytes, 4) == "PK\x06\x07";
  if (!is_long)
    return ListPlace{number_at(tail, end + 10, 2), number_at(tail, end + 12, 4),
                     number_at(tail, end + 16, 4)};
  const std::uint64_t record_at = number_at(tail, end - locator_bytes + 8, 8);
  if (record_at > file_size) return std::nullopt;
  const std::string record = bytes_at(input, record_at, long_list_end_bytes);
  if (record.size() < long_list_end_bytes || !record.starts_with("PK\x06\x06")) return std::nullopt;
  return ListPlace{number_at(record, 32, 8), number_at(record, 40, 8), number_at(record, 48, 8)};
}

/// Puts the numbers of eight bytes, which stand among the extra fields, where those of four say that they do.
void read_long_numbers(std::string_view extra, std::uint64_t size, ZipMember& member) {
  constexpr std::uint64_t is_elsewhere = 0xFFFFFFFF;
  while (extra.size() >= 4) {
    const std::uint64_t id = number_at(extra, 0, 2);
    const std::size_t length = static_cast<std::size_t>(number_at(extra, 2, 2));
    extra.remove_prefix(4);
    if (length > extra.size()) return;
    if (id == 1) {
      std::string_view numbers = extra.substr(0, length);
      for (std::uint64_t* each : {&size, &member.packed_size, &member.header_at}) {
        if (*each != is_elsewhere || numbers.size() < 8) continue;
        *each = number_at(numbers, 0, 8);
        numbers.remove_prefix(8);
      }
    }
    extra.remove_prefix(length);
  }
}

/// A member's bytes, held to the sum that the archive has of them.
class SummedBytes final : public ByteSource {
 public:
  SummedBytes(std::unique_ptr<ByteSource> bytes, std::uint32_t expected)
      : bytes_(std::move(bytes)), expected_(expected) {}

  [[nodiscard]] std::size_t read(std::span<char> room) override {
    const std::size_t size = bytes_->read(room);
    sum_ = crc_32(sum_, room.first(size));
    if (size == 0 && bytes_->fault() == nullptr && sum_ != expected_)
      fault_ = damaged("a part of the file is not what its checksum says");
    return size;
  }
  [[nodiscard]] std::uint64_t bytes_taken() const override { return bytes_->bytes_taken(); }
  [[nodiscard]] const Refused* fault() const override { return fault_ ? &*fault_ : bytes_->fault(); }

 private:
  std::unique_ptr<ByteSource> bytes_;
  std::uint32_t expected_;
  std::uint32_t sum_ = 0;
  std::optional<Refused> fault_;
};

std::string in_small_letters(std::string_view name) {
  std::string small(name);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return small;
}

}  // namespace

Result<ZipArchive> ZipArchive::open(int input) {
  struct stat status {};
  if (::fstat(input, &status) != 0 || !S_ISREG(status.st_mode)) {
    throw Error(Obstacle::io,
                "a workbook is read here and there, which a pipe does not allow: give its file by name");
  }
  ZipArchive archive(input);
  if (archive.read_list(static_cast<std::uint64_t>(status.st_size))) return archive;
  if (archive.members_.size() == most_zip_members) {
    return Refused{Refusal::file_too_large, {1, 1, {}}, "the file is an archive of more than 10,000 parts"};
  }
  return damaged("the file is cut off or damaged: the list of its parts is not whole");
}

bool ZipArchive::read_list(std::uint64_t file_size) {
  const std::optional<ListPlace> place = find_list(input_, file_size);
  if (!place || place->size > most_list_bytes || place->at > file_size) return false;
  const std::string list = bytes_at(input_, place->at, static_cast<std::size_t>(place->size));
  std::string_view rest = list;
  for (std::uint64_t i = 0; i < place->count; ++i) {
    if (members_.size() == most_zip_members) return false;
    if (rest.size() < list_entry_bytes || !rest.starts_with("PK\x01\x02")) return false;
    const auto length = [rest](std::size_t at) { return static_cast<std::size_t>(number_at(rest, at, 2)); };
    const std::size_t name_size = length(28);
    const std::size_t extra_size = length(30);
    const std::size_t whole = list_entry_bytes + name_size + extra_size + length(32);
    if (rest.size() < whole) return false;
    ZipMember member;
    member.has_password = (number_at(rest, 8, 2) & 1U) != 0;
    member.method = static_cast<std::uint16_t>(number_at(rest, 10, 2));
    member.sum = static_cast<std::uint32_t>(number_at(rest, 16, 4));
    member.packed_size = number_at(rest, 20, 4);
    member.header_at = number_at(rest, 42, 4);
    read_long_numbers(rest.substr(list_entry_bytes + name_size, extra_size), number_at(rest, 24, 4), member);
    if (member.header_at > file_size || member.packed_size > file_size) return false;
    if (!members_.emplace(in_small_letters(rest.substr(list_entry_bytes, name_size)), member).second)
      return false;
    rest.remove_prefix(whole);
  }
  return true;
}

const ZipMember* ZipArchive::find(std::string_view name) const {
  const auto found = members_.find(in_small_letters(name));
  return found == members_.end() ? nullptr : &found->second;
}

std::unique_ptr<ByteSource> ZipArchive::bytes_of(const ZipMember& member) const {
  if (member.has_password) return no_bytes({Refusal::not_a_table, {1, 1, {}}, "the file has a password"});
  const std::string header = bytes_at(input_, member.header_at, local_header_bytes);
  const bool is_whole = header.size() == local_header_bytes && header.starts_with("PK\x03\x04");
  if (!is_whole || (member.method != stored && member.method != deflated))
    return no_bytes(damaged("a part of the file cannot be unpacked"));
  const std::uint64_t from =
      member.header_at + local_header_bytes + number_at(header, 26, 2) + number_at(header, 28, 2);
  auto packed = std::make_unique<PartOfFile>(input_, from, from + member.packed_size);
  if (member.method == stored) return std::make_unique<SummedBytes>(std::move(packed), member.sum);
  return std::make_unique<SummedBytes>(unpacked(std::move(packed), deflate_decompressor()), member.sum);
}

}  // namespace lcl
