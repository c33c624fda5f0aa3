// SPDX-License-Identifier: Apache-2.0
// A Merkle tree (tree.hpp) whose leaves change: for what is kept, and proven,
// as of the last change and not as a history.
#pragma once

#include <cstdint>
#include <vector>

#include "ledger/values/digest.hpp"
#include "ledger/values/packing.hpp"

namespace lcl {

/// A leaf's place, and its inclusion proof.
struct LeafPath {
  std::uint64_t index = 0;
  std::vector<Digest> hashes;
};

/// Holds every whole subtree's root, so that a change and a proof cost one hash for each level.
class ChangingTree {
 public:
  [[nodiscard]] std::uint64_t size() const { return levels_.empty() ? 0 : levels_.front().size(); }
  /// The inclusion proof of leaf `index`; where `index` is size(), that of a leaf to be added.
  [[nodiscard]] std::vector<Digest> path(std::uint64_t index) const;
  /// The root, were leaf `index` ≤ size() set to `leaf`.
  [[nodiscard]] Digest root_with(std::uint64_t index, const Digest& leaf) const;
  /// Changes leaf `index`, or adds it where it is size().
  void set(std::uint64_t index, const Digest& leaf);

  /// To be kept and read back (values/packing.hpp).
  template <typename Archive, AnyOf<ChangingTree> Tree>
  friend void fields(Archive& archive, Tree& tree) {
    archive(tree.levels_);
  }

 private:
  [[nodiscard]] Digest right_edge(unsigned height) const;

  std::vector<std::vector<Digest>> levels_;  // by height: the roots of the whole subtrees
};

}  // namespace lcl
