// SPDX-License-Identifier: Apache-2.0
// Packed bytes unpacked, piece by piece: gzip by zlib, zstd. Knows no files; the sums that a format keeps of
// its content are checked.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

namespace lcl {

class Decompressor {
 public:
  virtual ~Decompressor() = default;
  enum class Step : std::uint8_t {
    goes_on,
    ended,  ///< what was packed is whole; more input begins another such piece
    damaged,
  };
  /// Unpacks from the front of `packed` to the front of `room`, and takes off both what it has used. Asked
  /// again without input as long as there was not room enough.
  [[nodiscard]] virtual Step unpack(std::span<const char>& packed, std::span<char>& room) = 0;
};

[[nodiscard]] std::unique_ptr<Decompressor> gzip_decompressor();
[[nodiscard]] std::unique_ptr<Decompressor> zstd_decompressor();

}  // namespace lcl
