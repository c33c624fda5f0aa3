// SPDX-License-Identifier: Apache-2.0
// The Merkle tree of RFC 6962 §2.1 / RFC 9162 §2.1, kept as tiles of 256
// hashes (C2SP tlog-tiles). Knows nothing of where tiles are kept.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/values/digest.hpp"

namespace lcl {

inline constexpr std::uint64_t tile_width = 256;

/// SHA-256(0x01 ‖ left ‖ right).
[[nodiscard]] Digest node_hash(const Digest& left, const Digest& right);
/// SHA-256 of nothing: the root of the empty tree.
[[nodiscard]] Digest empty_root();

/// One tile as it stands: `width` hashes (1 to 256), 32 bytes each.
struct Tile {
  std::uint8_t level = 0;
  std::uint64_t index = 0;
  std::string hashes;
  [[nodiscard]] std::size_t width() const { return hashes.size() / 32; }
};

/// A full tile's hashes, and the root over them, which is a hash of the level above.
struct FullTile {
  /// `all` are tile_width hashes, 32 bytes each.
  explicit FullTile(std::string all);

  std::string hashes;
  Digest root;
};

/// `tile/0/x001/x234/067` or with `.p/W`, as in C2SP tlog-tiles.
[[nodiscard]] std::string tile_path(std::uint8_t level, std::uint64_t index, std::size_t width);

/// The number of hashes at `level` in the tiles of a tree of `size` leaves: ⌊size / 256^level⌋.
[[nodiscard]] std::uint64_t hashes_at(std::uint8_t level, std::uint64_t size) noexcept;

/// A hash of a stored tile: the hash at `index` of tile `level` (so the root of
/// the 256^level leaves from index·256^level). Throws Error (damaged) if it is not there.
using HashReader = std::function<Digest(std::uint8_t level, std::uint64_t index)>;

/// Roots of the perfect subtrees of a stored tree, computed from its hashes. Those above the tiles of level 0
/// are kept, as many as a tree of a million leaves has: nearly all that a proof needs is near the root, and
/// needed by the next one too. Not to be shared between threads.
class PerfectRoots {
 public:
  explicit PerfectRoots(HashReader read);

  /// Of the 2^height leaves from position·2^height.
  [[nodiscard]] Digest root(unsigned height, std::uint64_t position);
  /// For whoever changes the stored hashes other than by adding leaves.
  void forget() { kept_.clear(); }

 private:
  static constexpr std::size_t most_kept = 4096;
  struct Kept {
    unsigned height = 0;  // 0: none
    std::uint64_t position = 0;
    Digest root;
  };

  [[nodiscard]] Digest joined(unsigned height, std::uint64_t position);

  HashReader read_;
  std::vector<Kept> kept_;  // by number of the subtree; empty until needed
};

/// A growing tree. Memory: one tile per level, and the full tiles not yet taken.
class Tree {
 public:
  /// The empty tree.
  Tree();
  /// A tree of `size` leaves, taken up again from its right edge read with `read`
  /// (at most 255 hashes per level).
  Tree(std::uint64_t size, const HashReader& read);

  void append(const Digest& leaf);
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] Digest root() const;

  /// Tiles filled or changed since construction or the last call, each once: full ones as they
  /// filled (so in ascending index per level), then the partial ones at the right edge.
  [[nodiscard]] std::vector<Tile> take_changed();

 private:
  /// The tile that a level is filling; never full.
  struct Edge {
    std::uint64_t index = 0;
    std::string hashes;
    bool changed = false;
  };

  void add_to_edge(std::size_t level, const Digest& hash);

  std::uint64_t size_ = 0;
  std::vector<Edge> edges_;            // one per level
  std::vector<Digest> perfect_roots_;  // of the perfect subtrees, one for each bit of size_, largest first
  std::vector<Tile> full_;             // filled since take_changed
};

/// Root of the first `size` leaves, from stored hashes.
[[nodiscard]] Digest root_at(std::uint64_t size, const HashReader& read);

/// Inclusion proof of leaf `index` in the tree of `size` leaves, from the leaf's
/// sibling upwards (RFC 9162 §2.1.3.1). `index` < `size`.
[[nodiscard]] std::vector<Digest> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                                  PerfectRoots& roots);
[[nodiscard]] std::vector<Digest> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                                  const HashReader& read);
/// Consistency proof between sizes `from` ≤ `to` (RFC 9162 §2.1.4.1); empty if they are equal or `from` is 0.
[[nodiscard]] std::vector<Digest> consistency_proof(std::uint64_t from, std::uint64_t to,
                                                    PerfectRoots& roots);
[[nodiscard]] std::vector<Digest> consistency_proof(std::uint64_t from, std::uint64_t to,
                                                    const HashReader& read);

/// The root to which an inclusion proof leads from a leaf (RFC 9162 §2.1.3.2); nothing where it is no proof
/// for that place and size, whatever its hashes.
[[nodiscard]] std::optional<Digest> root_by_path(const Digest& leaf, std::uint64_t index, std::uint64_t size,
                                                 const std::vector<Digest>& proof);

/// RFC 9162 §2.1.3.2 and §2.1.4.2; false for anything that does not prove the claim, whatever
/// its length. The empty tree is the beginning of every tree, by an empty proof.
[[nodiscard]] bool verify_inclusion(const Digest& leaf, std::uint64_t index, std::uint64_t size,
                                    const std::vector<Digest>& proof, const Digest& root);
[[nodiscard]] bool verify_consistency(std::uint64_t from, const Digest& from_root, std::uint64_t to,
                                      const Digest& to_root, const std::vector<Digest>& proof);

}  // namespace lcl
