// SPDX-License-Identifier: Apache-2.0
// Rows of the table of entries, copied so that one thread can work on them
// while another goes on: in one piece of memory, which is used again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "ledger/store/reader.hpp"

namespace lcl {

class RowBatch {
 public:
  static constexpr std::size_t capacity = 256;  ///< rows

  /// Copies `row` behind the others.
  void add(const StoredEntry& row);
  /// Whether it holds enough to be handed over.
  [[nodiscard]] bool is_full() const { return rows_.size() >= capacity || bytes_.size() >= enough_bytes; }
  void clear();

  /// Becomes the rows from `from` up to, not with, `to`, which is at most `capacity` further. A row too large
  /// to be copied with the others is postponed: so the memory is bounded whatever is stored.
  void fill(const Reader& reader, std::uint64_t from, std::uint64_t to, RowParts parts);
  /// Becomes the one row `seq`, however large; false if it is not there.
  [[nodiscard]] bool fetch(const Reader& reader, std::uint64_t seq);

  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  /// Its views live until the batch is changed. Of a postponed row there is only `seq`.
  [[nodiscard]] StoredEntry operator[](std::size_t place) const;
  [[nodiscard]] bool is_postponed(std::size_t place) const { return rows_[place].entry == absent; }

 private:
  static constexpr std::size_t enough_bytes = 512 * 1024;
  static constexpr std::size_t absent = std::string::npos;
  struct Row {
    std::uint64_t seq;
    std::size_t start;                         // in bytes_, of the parts that are there, one after another
    std::size_t entry, payload, private_part;  // sizes, or absent
  };

  std::vector<Row> rows_;
  std::string bytes_;
};

}  // namespace lcl
