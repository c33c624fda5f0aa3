// SPDX-License-Identifier: Apache-2.0
// A zip archive, as workbooks are: its members by name, each as bytes. Nothing is ever written where a name
// says: names are looked up, and no more. What reads the format is minizip.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "ledger/tables/byte_source.hpp"
#include "ledger/values/result.hpp"

namespace lcl {

inline constexpr std::size_t most_zip_members = 10'000;

struct ZipMember {
  bool has_password = false;
  std::uint64_t packed_size = 0;  ///< as the archive says
  std::uint64_t listed_at = 0;    ///< in the archive's list: by byte
  std::uint64_t number = 0;       ///< and by count
};

class ZipArchive {
 public:
  /// The archive in the file `input`, which is not closed here and must stay open; its list of members is
  /// read. Refuses what is cut off or damaged (damaged_file). Throws Error (io), if `input` is a pipe too.
  [[nodiscard]] static Result<ZipArchive> open(int input);

  /// The member of that name, in small or capital letters; null if there is none.
  [[nodiscard]] const ZipMember* find(std::string_view name) const;
  /// What the member unpacks to, within the limits of packed_bytes.hpp; its fault says so if that is not what
  /// was packed.
  [[nodiscard]] std::unique_ptr<ByteSource> bytes_of(const ZipMember& member) const;

 private:
  explicit ZipArchive(int input) : input_(input) {}

  int input_;
  std::map<std::string, ZipMember> members_;  ///< by their names in small letters
};

}  // namespace lcl
