// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/changing_tree.hpp"

#include <optional>

#include "ledger/chain/tree.hpp"
#include "ledger/values/error.hpp"

namespace lcl {

/// The root of the leaves behind the last whole subtree of `height`, of which there are some.
Digest ChangingTree::right_edge(unsigned height) const {
  std::optional<Digest> root;
  for (unsigned below = 0; below < height; ++below) {
    const std::uint64_t count = size() >> below;
    if ((count & 1U) == 0) continue;
    const Digest& left = levels_[below][count - 1];
    root = root ? node_hash(left, *root) : left;
  }
  invariant(root.has_value(), "the right edge of a tree holds leaves");
  return *root;
}

std::vector<Digest> ChangingTree::path(std::uint64_t index) const {
  invariant(index <= size(), "a leaf is one of the tree, or the next");
  std::vector<Digest> path;
  std::uint64_t node = index;
  std::uint64_t last = index == size() ? index : size() - 1;
  for (unsigned height = 0; last > 0; ++height, node >>= 1U, last >>= 1U) {
    if ((node & 1U) != 0) {
      path.push_back(levels_[height][node - 1]);
    } else if (node < last) {
      const std::vector<Digest>& whole = levels_[height];
      path.push_back(node + 1 < whole.size() ? whole[node + 1] : right_edge(height));
    }
  }
  return path;
}

Digest ChangingTree::root_with(std::uint64_t index, const Digest& leaf) const {
  const std::uint64_t to_be = index == size() ? index + 1 : size();
  const std::optional<Digest> root = root_by_path(leaf, index, to_be, path(index));
  invariant(root.has_value(), "a tree's own path leads to its root");
  return *root;
}

void ChangingTree::set(std::uint64_t index, const Digest& leaf) {
  invariant(index <= size(), "a leaf is one of the tree, or the next");
  Digest hash = leaf;
  for (unsigned height = 0;; ++height, index >>= 1U) {
    if (height == levels_.size()) levels_.emplace_back();
    std::vector<Digest>& whole = levels_[height];
    if (index == whole.size()) {
      whole.push_back(hash);
    } else {
      whole[index] = hash;
    }
    const std::uint64_t right = index | 1U;
    if (right >= whole.size()) return;
    hash = node_hash(whole[right - 1], whole[right]);
  }
}

}  // namespace lcl
