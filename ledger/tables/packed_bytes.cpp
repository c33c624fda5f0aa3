// SPDX-License-Identifier: Apache-2.0
#include "ledger/tables/packed_bytes.hpp"

#include <array>
#include <optional>
#include <string>
#include <utility>

#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::size_t packed_piece_bytes = std::size_t{1} << 16U;

class UnpackedBytes final : public ByteSource {
 public:
  UnpackedBytes(std::unique_ptr<ByteSource> packed, std::unique_ptr<Decompressor> decompressor)
      : packed_(std::move(packed)), decompressor_(std::move(decompressor)) {}

  [[nodiscard]] std::size_t read(std::span<char> room) override {
    while (!fault_) {
      // What was taken in may give more than there was room for.
      if (waiting_.empty() && !may_give_more_) {
        waiting_ = std::span<const char>(piece_).first(packed_->read(piece_));
        if (waiting_.empty()) {
          if (is_within_) refuse_damaged(phrase("the file ends before what was packed in it does"));
          break;
        }
      }
      std::span<char> left = room;
      const Decompressor::Step step = decompressor_->unpack(waiting_, left);
      may_give_more_ = left.empty();
      if (step == Decompressor::Step::damaged) {
        refuse_damaged(phrase("what was packed in the file cannot be unpacked"));
        break;
      }
      is_within_ = step != Decompressor::Step::ended;
      const std::size_t given = room.size() - left.size();
      given_ += given;
      if (is_beyond_limits(given_, packed_->bytes_taken())) {
        fault_ = unpacks_to_too_much(given_, packed_->bytes_taken());
        break;
      }
      if (given > 0) return given;
    }
    return 0;
  }
  [[nodiscard]] std::uint64_t bytes_taken() const override { return packed_->bytes_taken(); }
  [[nodiscard]] const Refused* fault() const override { return fault_ ? &*fault_ : packed_->fault(); }

 private:
  void refuse_damaged(std::string why) {
    fault_ = Refused{Refusal::damaged_file, {1, 1, {}}, std::move(why)};
  }

  std::unique_ptr<ByteSource> packed_;
  std::unique_ptr<Decompressor> decompressor_;
  std::array<char, packed_piece_bytes> piece_{};
  std::span<const char> waiting_;  ///< of piece_: not yet taken in
  bool may_give_more_ = false;
  bool is_within_ = true;  ///< something that has begun and not ended
  std::uint64_t given_ = 0;
  std::optional<Refused> fault_;
};

}  // namespace

bool is_beyond_limits(std::uint64_t given, std::uint64_t packed) noexcept {
  return given > most_unpacked_bytes || (given > most_unquestioned_bytes && given / most_growth > packed);
}

Refused unpacks_to_too_much(std::uint64_t given, std::uint64_t packed) {
  return {Refusal::file_too_large,
          {1, 1, {}},
          phrase("the file unpacks to more than {} MiB, from {} bytes", given >> 20U, packed)};
}

std::string_view word(Packing packing) noexcept {
  switch (packing) {
    case Packing::none:
      break;
    case Packing::gzip:
      return "gzip";
    case Packing::zstd:
      return "zstd";
  }
  return {};
}

Packing packing_of(std::string_view beginning) noexcept {
  if (beginning.starts_with("\x1F\x8B")) return Packing::gzip;
  return beginning.starts_with("\x28\xB5\x2F\xFD") ? Packing::zstd : Packing::none;
}

std::unique_ptr<ByteSource> text_bytes(std::unique_ptr<ByteSource> bytes, Packing& packing) {
  constexpr std::size_t looked_at = 4;
  std::string beginning = read_up_to(*bytes, looked_at);
  packing = packing_of(beginning);
  bytes = std::make_unique<ResumedBytes>(std::move(beginning), std::move(bytes));
  if (packing == Packing::none) return bytes;
  return std::make_unique<UnpackedBytes>(
      std::move(bytes), packing == Packing::gzip ? gzip_decompressor() : zstd_decompressor());
}

std::unique_ptr<ByteSource> text_bytes(int input) {
  Packing packing{};
  return text_bytes(std::make_unique<FileBytes>(input), packing);
}

}  // namespace lcl
