// SPDX-License-Identifier: Apache-2.0
#include "ledger/tables/decompressor.hpp"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <limits>

#include "ledger/values/error.hpp"

namespace lcl {
namespace {

/// As many bytes as zlib can be told of at once.
uInt sized_for_zlib(std::size_t size) {
  return static_cast<uInt>(std::min<std::size_t>(size, std::numeric_limits<uInt>::max()));
}

class GzipDecompressor final : public Decompressor {
 public:
  GzipDecompressor() {
    constexpr int gzip_alone = 16;  // added to the window, by which zlib tells the formats apart
    invariant(::inflateInit2(&stream_, MAX_WBITS + gzip_alone) == Z_OK, "zlib can begin to unpack");
  }
  ~GzipDecompressor() override { ::inflateEnd(&stream_); }
  GzipDecompressor(const GzipDecompressor&) = delete;
  GzipDecompressor& operator=(const GzipDecompressor&) = delete;

  [[nodiscard]] Step unpack(std::span<const char>& packed, std::span<char>& room) override {
    if (ended_) {
      if (packed.empty()) return Step::ended;
      ::inflateReset(&stream_);
      ended_ = false;
    }
    // zlib only reads there, and says so where it is compiled with ZLIB_CONST.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream_.avail_in = sized_for_zlib(packed.size());
    stream_.next_out = reinterpret_cast<Bytef*>(room.data());
    stream_.avail_out = sized_for_zlib(room.size());
    const uInt packed_before = stream_.avail_in;
    const uInt room_before = stream_.avail_out;
    const int result = ::inflate(&stream_, Z_NO_FLUSH);
    packed = packed.subspan(packed_before - stream_.avail_in);
    room = room.subspan(room_before - stream_.avail_out);
    if (result == Z_STREAM_END) ended_ = true;
    if (ended_) return Step::ended;
    return result == Z_OK || result == Z_BUF_ERROR ? Step::goes_on : Step::damaged;
  }

 private:
  z_stream stream_{};
  bool ended_ = false;
};

class ZstdDecompressor final : public Decompressor {
 public:
  ZstdDecompressor() : stream_(::ZSTD_createDStream()) {
    invariant(stream_ != nullptr, "zstd can begin to unpack");
  }

  [[nodiscard]] Step unpack(std::span<const char>& packed, std::span<char>& room) override {
    if (ended_ && packed.empty()) return Step::ended;
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    ZSTD_outBuffer out{room.data(), room.size(), 0};
    const std::size_t result = ::ZSTD_decompressStream(stream_.get(), &out, &in);
    packed = packed.subspan(in.pos);
    room = room.subspan(out.pos);
    if (::ZSTD_isError(result) != 0) return Step::damaged;
    ended_ = result == 0;
    return ended_ ? Step::ended : Step::goes_on;
  }

 private:
  struct StreamDeleter {
    void operator()(ZSTD_DStream* stream) const { ::ZSTD_freeDStream(stream); }
  };

  std::unique_ptr<ZSTD_DStream, StreamDeleter> stream_;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<Decompressor> gzip_decompressor() { return std::make_unique<GzipDecompressor>(); }

std::unique_ptr<Decompressor> zstd_decompressor() { return std::make_unique<ZstdDecompressor>(); }

}  // namespace lcl
