// SPDX-License-Identifier: Apache-2.0
// Bytes in, piece by piece, from wherever they come: a descriptor, what was
// looked at already, a compressed file, text in another encoding. Sources are
// put one behind the other; the last is read line by line (line_source).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include "ledger/values/refusal.hpp"

namespace lcl {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Fills the beginning of `room`, which is not empty, and returns how much of it; 0 only at the end, and
  /// from then on. Throws Error (io).
  [[nodiscard]] virtual std::size_t read(std::span<char> room) = 0;
  /// Bytes of the file itself that were read so far, for progress.
  [[nodiscard]] virtual std::uint64_t bytes_taken() const = 0;
  /// Once read has returned 0: why the bytes end before the file does; null if they do not.
  [[nodiscard]] virtual const Refused* fault() const { return nullptr; }
};

/// The bytes of the descriptor `input`, which is not closed here.
class FileBytes final : public ByteSource {
 public:
  explicit FileBytes(int input) : input_(input) {}
  [[nodiscard]] std::size_t read(std::span<char> room) override;
  [[nodiscard]] std::uint64_t bytes_taken() const override { return taken_; }

 private:
  int input_;
  std::uint64_t taken_ = 0;
};

/// The bytes of the file `input` (not closed here) from the one at `from` up to that at `to`, without moving
/// the place where others read on; fewer where the file is shorter.
class PartOfFile final : public ByteSource {
 public:
  PartOfFile(int input, std::uint64_t from, std::uint64_t to)
      : input_(input), at_(from), from_(from), to_(to) {}
  [[nodiscard]] std::size_t read(std::span<char> room) override;
  [[nodiscard]] std::uint64_t bytes_taken() const override { return at_ - from_; }

 private:
  int input_;
  std::uint64_t at_;
  std::uint64_t from_;
  std::uint64_t to_;
};

/// `beginning`, which was read from `rest` to look at it, and then the rest.
class ResumedBytes final : public ByteSource {
 public:
  ResumedBytes(std::string beginning, std::unique_ptr<ByteSource> rest)
      : beginning_(std::move(beginning)), rest_(std::move(rest)) {}
  [[nodiscard]] std::size_t read(std::span<char> room) override;
  [[nodiscard]] std::uint64_t bytes_taken() const override { return rest_->bytes_taken(); }
  [[nodiscard]] const Refused* fault() const override { return rest_->fault(); }

 private:
  std::string beginning_;
  std::size_t given_ = 0;
  std::unique_ptr<ByteSource> rest_;
};

/// No bytes, where there should be some: `fault` is why.
[[nodiscard]] std::unique_ptr<ByteSource> no_bytes(Refused fault);

/// Up to `size` bytes of `source`; fewer only where it ends.
[[nodiscard]] std::string read_up_to(ByteSource& source, std::size_t size);

}  // namespace lcl
