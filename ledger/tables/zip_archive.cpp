// SPDX-License-Identifier: Apache-2.0
#include "ledger/tables/zip_archive.hpp"

#include <minizip/unzip.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <limits>
#include <optional>
#include <span>
#include <system_error>
#include <utility>

#include "ledger/tables/packed_bytes.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/system_reason.hpp"

namespace lcl {
namespace {

Refused damaged(std::string why) { return {Refusal::damaged_file, {1, 1, {}}, std::move(why)}; }

/// An open file as minizip reads one, without moving the place where others read on. It reads lists byte by
/// byte: so bytes are fetched by the piece.
class ZipInput {
 public:
  ZipInput(int input, std::uint64_t size) : input_(input), size_(size) {}

  [[nodiscard]] zlib_filefunc64_def functions() {
    zlib_filefunc64_def functions{};
    functions.zopen64_file = [](voidpf self, const void*, int) { return self; };
    functions.zread_file = [](voidpf, voidpf self, void* room, uLong size) {
      return static_cast<uLong>(of(self).read({static_cast<char*>(room), size}));
    };
    functions.ztell64_file = [](voidpf, voidpf self) { return static_cast<ZPOS64_T>(of(self).at_); };
    functions.zseek64_file = [](voidpf, voidpf self, ZPOS64_T offset, int origin) {
      return of(self).seek(offset, origin) ? 0L : -1L;
    };
    functions.zclose_file = [](voidpf, voidpf) { return 0; };
    functions.zerror_file = [](voidpf, voidpf self) { return of(self).error_; };
    functions.opaque = this;
    return functions;
  }
  /// minizip is C: what went wrong while it read is thrown once it has returned.
  void throw_if_failed() const {
    if (error_ != 0) throw Error(Obstacle::io, phrase("reading the workbook: {}", system_reason(error_)));
  }

 private:
  static ZipInput& of(voidpf self) { return *static_cast<ZipInput*>(self); }

  std::size_t read(std::span<char> room) {
    std::size_t done = 0;
    while (done < room.size() && (has(at_) || fetch())) {
      const std::size_t from = static_cast<std::size_t>(at_ - fetched_at_);
      const std::size_t size = std::min(room.size() - done, fetched_ - from);
      std::memcpy(room.data() + done, piece_.data() + from, size);
      at_ += size;
      done += size;
    }
    return done;
  }
  [[nodiscard]] bool has(std::uint64_t at) const { return fetched_at_ <= at && at - fetched_at_ < fetched_; }
  /// The piece from at_ on; false if there is none.
  bool fetch() {
    if (at_ > size_) return false;
    ssize_t got = 0;
    do {
      got = ::pread(input_, piece_.data(), piece_.size(), static_cast<off_t>(at_));
    } while (got < 0 && errno == EINTR);
    if (got < 0) error_ = errno;
    fetched_at_ = at_;
    fetched_ = static_cast<std::size_t>(std::max<ssize_t>(got, 0));
    return fetched_ > 0;
  }
  bool seek(std::uint64_t offset, int origin) {
    const std::uint64_t from = origin == ZLIB_FILEFUNC_SEEK_SET   ? 0
                               : origin == ZLIB_FILEFUNC_SEEK_CUR ? at_
                                                                  : size_;
    if (offset > size_ || from > size_ - offset) return false;
    at_ = from + offset;
    return true;
  }

  int input_;
  std::uint64_t size_;
  std::uint64_t at_ = 0;
  std::array<char, std::size_t{1} << 14U> piece_{};
  std::uint64_t fetched_at_ = 0;
  std::size_t fetched_ = 0;
  int error_ = 0;
};

struct CloseZip {
  void operator()(void* file) const { ::unzClose(file); }
};

/// minizip's view of the archive in `input`, which must not be moved.
class ZipReader {
 public:
  ZipReader(int input, std::uint64_t size) : input_(input, size) {
    zlib_filefunc64_def functions = input_.functions();
    file_.reset(::unzOpen2_64(nullptr, &functions));
    input_.throw_if_failed();
  }
  [[nodiscard]] unzFile file() const { return file_.get(); }
  void throw_if_failed() const { input_.throw_if_failed(); }

 private:
  ZipInput input_;
  std::unique_ptr<void, CloseZip> file_;
};

/// A member's bytes, held to the sum that the archive has of them.
class MemberBytes final : public ByteSource {
 public:
  MemberBytes(int input, std::uint64_t size, const ZipMember& member)
      : reader_(input, size), packed_size_(member.packed_size) {
    const unz64_file_pos place{member.listed_at, member.number};
    const bool is_open = reader_.file() != nullptr && ::unzGoToFilePos64(reader_.file(), &place) == UNZ_OK &&
                         ::unzOpenCurrentFile(reader_.file()) == UNZ_OK;
    if (!is_open) refuse(damaged(phrase("a part of the file cannot be unpacked")));
  }

  [[nodiscard]] std::size_t read(std::span<char> room) override {
    if (ended_) return 0;
    const std::size_t most = std::min<std::size_t>(room.size(), std::numeric_limits<int>::max());
    const int got = ::unzReadCurrentFile(reader_.file(), room.data(), static_cast<unsigned>(most));
    reader_.throw_if_failed();
    if (got < 0) return refuse(damaged(phrase("what was packed in the file cannot be unpacked")));
    given_ += static_cast<std::uint64_t>(got);
    if (is_beyond_limits(given_, packed_size_)) return refuse(unpacks_to_too_much(given_, packed_size_));
    if (got > 0) return static_cast<std::size_t>(got);
    ended_ = true;
    const bool is_whole = ::unzeof(reader_.file()) == 1 && ::unzCloseCurrentFile(reader_.file()) == UNZ_OK;
    return is_whole ? 0 : refuse(damaged(phrase("a part of the file is not what its checksum says")));
  }
  [[nodiscard]] std::uint64_t bytes_taken() const override {
    const auto taken = ended_ ? packed_size_ : static_cast<std::uint64_t>(::unztell64(reader_.file()));
    return std::min(taken, packed_size_);
  }
  [[nodiscard]] const Refused* fault() const override { return fault_ ? &*fault_ : nullptr; }

 private:
  std::size_t refuse(Refused fault) {
    ended_ = true;
    fault_ = std::move(fault);
    return 0;
  }

  ZipReader reader_;
  std::uint64_t packed_size_;
  std::uint64_t given_ = 0;
  bool ended_ = false;
  std::optional<Refused> fault_;
};

std::string in_small_letters(std::string_view name) {
  std::string small(name);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return small;
}

/// The size of a file that can be read here and there.
std::uint64_t size_of(int input) {
  struct stat status {};
  if (::fstat(input, &status) != 0 || !S_ISREG(status.st_mode)) {
    throw Error(
        Obstacle::io,
        phrase("a workbook is read here and there, which a pipe does not allow: give its file by name"));
  }
  return static_cast<std::uint64_t>(status.st_size);
}

}  // namespace

Result<ZipArchive> ZipArchive::open(int input) {
  const Refused not_whole =
      damaged(phrase("the file is cut off or damaged: the list of its parts is not whole"));
  const std::uint64_t file_size = size_of(input);
  const ZipReader reader(input, file_size);
  if (reader.file() == nullptr) return not_whole;
  ZipArchive archive(input);
  std::array<char, 1024> name{};
  int step = ::unzGoToFirstFile(reader.file());
  for (; step == UNZ_OK; step = ::unzGoToNextFile(reader.file())) {
    unz_file_info64 info{};
    unz64_file_pos place{};
    if (archive.members_.size() == most_zip_members) {
      return Refused{
          Refusal::file_too_large, {1, 1, {}}, phrase("the file is an archive of more than 10,000 parts")};
    }
    if (::unzGetCurrentFileInfo64(reader.file(), &info, name.data(), name.size(), nullptr, 0, nullptr, 0) !=
            UNZ_OK ||
        ::unzGetFilePos64(reader.file(), &place) != UNZ_OK || info.size_filename >= name.size() ||
        info.compressed_size > file_size)
      return not_whole;
    const ZipMember member{(info.flag & 1U) != 0, info.compressed_size, place.pos_in_zip_directory,
                           place.num_of_file};
    const std::string_view named(name.data(), info.size_filename);
    if (!archive.members_.emplace(in_small_letters(named), member).second) return not_whole;
  }
  reader.throw_if_failed();
  unz_global_info64 said{};
  if (step != UNZ_END_OF_LIST_OF_FILE || ::unzGetGlobalInfo64(reader.file(), &said) != UNZ_OK ||
      said.number_entry != archive.members_.size())
    return not_whole;
  return archive;
}

const ZipMember* ZipArchive::find(std::string_view name) const {
  const auto found = members_.find(in_small_letters(name));
  return found == members_.end() ? nullptr : &found->second;
}

std::unique_ptr<ByteSource> ZipArchive::bytes_of(const ZipMember& member) const {
  if (member.has_password)
    return no_bytes({Refusal::not_a_table, {1, 1, {}}, phrase("the file has a password")});
  return std::make_unique<MemberBytes>(input_, size_of(input_), member);
}

}  // namespace lcl
