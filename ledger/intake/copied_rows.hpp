// SPDX-License-Identifier: Apache-2.0
// Rows of the table of entries, copied so that one thread can work on them
// while another goes on: in one piece of memory, which is used again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/store/reader.hpp"

namespace lcl {

class CopiedRows {
 public:
  void add(const StoredEntry& row) {
    sizes_.push_back({row.seq, row.entry.size(), size_of(row.payload), size_of(row.private_part)});
    bytes_ += row.entry;
    bytes_ += row.payload.value_or("");
    bytes_ += row.private_part.value_or("");
  }

  /// Whether it holds enough to be handed over.
  [[nodiscard]] bool is_full() const { return sizes_.size() >= 256 || bytes_.size() >= 512 * 1024; }

  /// Calls `visit(row)` for every row in order; its views live until the batch is changed.
  template <typename Visit>
  void for_each(Visit visit) const {
    const char* place = bytes_.data();
    const auto take = [&place](std::size_t size) {
      const std::string_view taken{place, size};
      place += size;
      return taken;
    };
    const auto take_if_any = [&take](std::size_t size) {
      return size == none ? std::nullopt : std::optional(take(size));
    };
    for (const Sizes& row : sizes_) {
      StoredEntry stored;
      stored.seq = row.seq;
      stored.entry = take(row.entry);
      stored.payload = take_if_any(row.payload);
      stored.private_part = take_if_any(row.private_part);
      visit(stored);
    }
  }

  void clear() {
    sizes_.clear();
    bytes_.clear();
  }

 private:
  static constexpr std::size_t none = std::string::npos;
  struct Sizes {
    std::uint64_t seq;
    std::size_t entry, payload, private_part;
  };
  static std::size_t size_of(const std::optional<std::string_view>& bytes) {
    return bytes ? bytes->size() : none;
  }

  std::vector<Sizes> sizes_;
  std::string bytes_;
};

}  // namespace lcl
