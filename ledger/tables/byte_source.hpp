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

/// Up to `size` bytes of `source`; fewer only where it ends.
[[nodiscard]] std::string read_up_to(ByteSource& source, std::size_t size);

}  // namespace lcl
