// SPDX-License-Identifier: Apache-2.0
// The stored tiles: that each is the one of the entries and none is missing.
// Of the tiles of the entries only a hash each is kept, so that memory stays
// far below the log's size.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "ledger/audit/finding_list.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/store/shared_reader.hpp"

namespace lcl {

class TileCheck {
 public:
  explicit TileCheck(FindingList& findings) : findings_(findings) {}

  /// Takes what has changed in the tree of the entries; to be called now and then, and when the log is all in
  /// it.
  void take(Tree& tree);
  /// Compares the stored tiles with those taken.
  void compare(SharedReader& reader);

 private:
  /// The tiles of one level.
  struct Level {
    std::vector<Digest> full;     // SHA-256 of each tile's bytes
    Tile edge;                    // the partial one, if any
    std::vector<bool> is_stored;  // full ones, then the edge
    [[nodiscard]] bool has_edge() const { return edge.index == full.size() && !edge.hashes.empty(); }
    [[nodiscard]] std::size_t width_of(std::uint64_t index) const {
      return index < full.size() ? tile_width : edge.width();
    }
    [[nodiscard]] std::uint64_t count() const { return full.size() + (has_edge() ? 1 : 0); }
  };

  void compare_tile(const Reader& reader, const Tile& stored);
  void name_wrong_tile(const Reader& reader, const Tile& stored);
  void name_missing_tiles();

  FindingList& findings_;
  std::vector<Level> levels_;
};

}  // namespace lcl
