// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/changing_tree.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>

#include "ledger/chain/tree.hpp"
#include "tests/values/seed.hpp"

namespace lcl {
namespace {

Digest root_of(const std::vector<Digest>& leaves) {
  Tree tree;
  for (const Digest& leaf : leaves) tree.append(leaf);
  return tree.root();
}

}  // namespace

TEST_CASE(
    "changing tree: after each leaf added and each one changed, root and paths are those of a tree of these "
    "leaves") {
  std::mt19937_64 random(test::seed());
  ChangingTree changing;
  std::vector<Digest> leaves;
  for (int step = 0; step < 600; ++step) {
    const bool adds = leaves.empty() || random() % 2 == 0;
    const std::size_t index = adds ? leaves.size() : random() % leaves.size();
    const Digest leaf = sha256("leaf " + std::to_string(step));
    const Digest root = changing.root_with(index, leaf);
    const std::vector<Digest> path_to_be = changing.path(index);
    if (adds) leaves.emplace_back();
    leaves[index] = leaf;
    changing.set(index, leaf);
    REQUIRE(changing.size() == leaves.size());
    REQUIRE(root == root_of(leaves));
    REQUIRE(changing.path(index) == path_to_be);
    const std::size_t other = random() % leaves.size();
    REQUIRE(verify_inclusion(leaves[other], other, leaves.size(), changing.path(other), root));
  }
}

}  // namespace lcl
