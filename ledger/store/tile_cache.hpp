// SPDX-License-Identifier: Apache-2.0
// The tiles read last, so that a proof or the taking up of a tree reads each
// tile once. A tile only ever grows: what is kept of it stays true.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <utility>

#include "ledger/chain/tree.hpp"
#include "ledger/values/digest.hpp"

namespace lcl {

class TileCache {
 public:
  /// The hash at `index` of `level`; nothing if it is not in a tile kept here.
  [[nodiscard]] std::optional<Digest> find(std::uint8_t level, std::uint64_t index) {
    if (const Slot& last = slots_[last_]; holds(last, level, index)) return hash_in(last, index);
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      if (!holds(slots_[i], level, index)) continue;
      slots_[i].used = ++uses_;
      last_ = i;
      return hash_in(slots_[i], index);
    }
    return std::nullopt;
  }

  /// Keeps `tile` in place of an earlier state of it, or of the tile used least recently.
  void keep(Tile tile) {
    std::size_t place = 0;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      const Tile& other = slots_[i].tile;
      if (!other.hashes.empty() && other.level == tile.level && other.index == tile.index) {
        place = i;
        break;
      }
      if (slots_[i].used < slots_[place].used) place = i;
    }
    slots_[place] = {std::move(tile), ++uses_};
    last_ = place;
  }

  void clear() { *this = {}; }

 private:
  struct Slot {
    Tile tile;
    std::uint64_t used = 0;
  };

  static bool holds(const Slot& slot, std::uint8_t level, std::uint64_t index) {
    return slot.tile.level == level && slot.tile.index == index / tile_width &&
           index % tile_width < slot.tile.width();
  }
  static Digest hash_in(const Slot& slot, std::uint64_t index) {
    Digest digest;
    std::memcpy(digest.bytes.data(), slot.tile.hashes.data() + 32 * (index % tile_width), 32);
    return digest;
  }

  std::array<Slot, 32> slots_;  // a few per level, 8 KiB each
  std::size_t last_ = 0;
  std::uint64_t uses_ = 0;
};

}  // namespace lcl
