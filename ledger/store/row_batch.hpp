// SPDX-License-Identifier: Apache-2.0
// Some consecutive rows of the log, copied out of the ledger so that they can
// be worked on while the next are read. Its memory is bounded whatever is
// stored, and used again.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ledger/store/reader.hpp"

namespace lcl {

class RowBatch {
 public:
  static constexpr std::uint64_t capacity = 256;

  /// A row whose views live until the batch is filled again.
  struct Row : StoredEntry {
    /// Too large to be copied with the others: of it only `seq` is here, and it must be fetched by itself.
    bool is_postponed = false;
  };

  /// Takes the rows from `from` up to, not with, `to`, which is at most `capacity` further.
  void fill(const Reader& reader, std::uint64_t from, std::uint64_t to);

  /// Those that are there, in order.
  [[nodiscard]] std::span<const Row> rows() const { return rows_; }

  /// A postponed row; the one fetched before it is gone. Nullptr if it is no longer there.
  [[nodiscard]] const StoredEntry* fetch(const Reader& reader, std::uint64_t seq);

 private:
  void take(const StoredEntry& stored);

  std::vector<Row> rows_;
  std::string bytes_;  // of the rows, one after another
  StoredEntry fetched_;
  std::string fetched_bytes_;
};

}  // namespace lcl
