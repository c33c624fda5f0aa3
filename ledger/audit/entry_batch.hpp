// SPDX-License-Identifier: Apache-2.0
// Some consecutive rows of the log, copied out of the ledger so that they can
// be worked on while the next are read. Its memory is bounded whatever is
// stored, and used again.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ledger/audit/examined_entry.hpp"
#include "ledger/store/reader.hpp"

namespace lcl {

class EntryBatch {
 public:
  static constexpr std::uint64_t capacity = 256;

  /// Takes the rows from `from` up to, not with, `to`, which is at most `capacity` further.
  void fill(const Reader& reader, std::uint64_t from, std::uint64_t to);
  /// Examines all rows but the postponed.
  void examine(Examiner& examiner);

  /// Those that are there, in order.
  [[nodiscard]] std::span<ExaminedEntry> rows() { return {rows_.data(), count_}; }
  /// A row too large to be copied with the others; it must be fetched and examined by itself.
  [[nodiscard]] bool is_postponed(const ExaminedEntry& row) const;
  /// Fetches a postponed row; the one fetched before it is gone. False if it is no longer there.
  [[nodiscard]] bool fetch(const Reader& reader, ExaminedEntry& row);

 private:
  void take(const StoredEntry& stored);

  std::vector<ExaminedEntry> rows_ = std::vector<ExaminedEntry>(capacity);
  std::vector<char> postponed_ = std::vector<char>(capacity);
  std::size_t count_ = 0;
  std::string bytes_;    // of the rows, one after another
  std::string fetched_;  // of a postponed one
};

}  // namespace lcl
