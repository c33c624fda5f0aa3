// SPDX-License-Identifier: Apache-2.0
// The Merkle tree of RFC 9162 §2.1 as the RFC defines it, by plain recursion
// over all leaves, and tiles kept in memory: what the tests of tree.cpp
// compare with. Shares nothing with tree.cpp but SHA-256.
#pragma once

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "ledger/chain/tree.hpp"
#include "ledger/values/digest.hpp"

namespace lcl::test {

class NaiveTree {
 public:
  /// `count` leaves, all different.
  explicit NaiveTree(std::uint64_t count) {
    for (std::uint64_t n = 0; n < count; ++n) leaves_.push_back(sha256("leaf " + std::to_string(n)));
  }

  [[nodiscard]] const Digest& leaf(std::uint64_t index) const { return leaves_.at(index); }

  /// MTH(D[begin:end]), §2.1.1.
  [[nodiscard]] Digest root(std::uint64_t begin, std::uint64_t end) {
    if (begin == end) return sha256("");
    if (end - begin == 1) return leaves_.at(begin);
    if (const auto known = roots_.find({begin, end}); known != roots_.end()) return known->second;
    const std::uint64_t middle = begin + largest_power_below(end - begin);
    const Digest left = root(begin, middle);
    const Digest right = root(middle, end);
    std::string node(1, '\x01');
    node.append(left.bytes.begin(), left.bytes.end());
    node.append(right.bytes.begin(), right.bytes.end());
    const Digest hash = sha256(node);
    // Only perfect subtrees are met again often enough to be worth keeping.
    if (middle - begin == end - middle) roots_.emplace(std::pair{begin, end}, hash);
    return hash;
  }

  /// PATH(m, D[begin:end]), §2.1.3.1, for the leaf `begin` + m.
  [[nodiscard]] std::vector<Digest> path(std::uint64_t m, std::uint64_t begin, std::uint64_t end) {
    if (end - begin == 1) return {};
    const std::uint64_t k = largest_power_below(end - begin);
    std::vector<Digest> proof = m < k ? path(m, begin, begin + k) : path(m - k, begin + k, end);
    proof.push_back(m < k ? root(begin + k, end) : root(begin, begin + k));
    return proof;
  }

  /// SUBPROOF(m, D[begin:end], known), §2.1.4.1.
  [[nodiscard]] std::vector<Digest> subproof(std::uint64_t m, std::uint64_t begin, std::uint64_t end,
                                             bool known) {
    if (m == end - begin) return known ? std::vector<Digest>{} : std::vector<Digest>{root(begin, end)};
    const std::uint64_t k = largest_power_below(end - begin);
    std::vector<Digest> proof =
        m <= k ? subproof(m, begin, begin + k, known) : subproof(m - k, begin + k, end, false);
    proof.push_back(m <= k ? root(begin + k, end) : root(begin, begin + k));
    return proof;
  }

 private:
  static std::uint64_t largest_power_below(std::uint64_t n) {
    std::uint64_t power = 1;
    while (2 * power < n) power *= 2;
    return power;
  }

  std::vector<Digest> leaves_;
  std::map<std::pair<std::uint64_t, std::uint64_t>, Digest> roots_;
};

/// Tiles as somebody who stores them would, the later of two replacing the earlier.
class TileStore {
 public:
  void keep(const std::vector<Tile>& tiles) {
    for (const Tile& tile : tiles) tiles_[{tile.level, tile.index}] = tile.hashes;
  }

  /// Reads what a tree of `size` leaves has stored, and nothing that came later.
  [[nodiscard]] HashReader reader(std::uint64_t size) const {
    return [this, size](std::uint8_t level, std::uint64_t index) {
      if (index >= hashes_at(level, size)) throw std::out_of_range("a hash that the tree does not store");
      const std::string& hashes = tiles_.at({level, index / tile_width});
      Digest digest;
      hashes.copy(reinterpret_cast<char*>(digest.bytes.data()), 32, index % tile_width * 32);
      return digest;
    };
  }

  [[nodiscard]] const std::map<std::pair<std::uint8_t, std::uint64_t>, std::string>& tiles() const {
    return tiles_;
  }

 private:
  std::map<std::pair<std::uint8_t, std::uint64_t>, std::string> tiles_;
};

/// A store with the tiles of the first `size` leaves of `naive`.
inline TileStore stored_tiles(const NaiveTree& naive, std::uint64_t size) {
  Tree tree;
  for (std::uint64_t n = 0; n < size; ++n) tree.append(naive.leaf(n));
  TileStore store;
  store.keep(tree.take_changed());
  return store;
}

}  // namespace lcl::test
