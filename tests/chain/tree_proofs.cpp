// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <set>
#include <string_view>
#include <vector>

#include "ledger/chain/entry.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/values/digest.hpp"
#include "tests/chain/naive_tree.hpp"
#include "tests/values/seed.hpp"

namespace lcl {
namespace {

using test::NaiveTree;
using test::TileStore;

using Proof = std::vector<Digest>;

/// `proof` with one thing wrong with it, in every way that needs no knowledge of the tree.
std::vector<Proof> spoilt(const Proof& proof) {
  std::vector<Proof> all;
  for (std::size_t n = 0; n < proof.size(); ++n) {
    all.push_back(proof);
    all.back()[n].bytes[n % 32] ^= 0x10U;
    all.push_back(proof);
    all.back().erase(all.back().begin() + static_cast<std::ptrdiff_t>(n));
    all.push_back(proof);
    all.back().insert(all.back().begin() + static_cast<std::ptrdiff_t>(n), proof[n]);
  }
  all.push_back(proof);
  all.back().emplace_back();
  all.push_back(proof);
  all.back().resize(proof.size() + 64);
  if (!proof.empty()) all.emplace_back();
  return all;
}

void check_inclusion(NaiveTree& naive, const TileStore& store, std::uint64_t index, std::uint64_t size) {
  CAPTURE(index);
  CAPTURE(size);
  const Proof proof = inclusion_proof(index, size, store.reader(size));
  const Digest root = naive.root(0, size);
  const Digest leaf = naive.leaf(index);
  REQUIRE(proof == naive.path(index, 0, size));
  REQUIRE(verify_inclusion(leaf, index, size, proof, root));
  REQUIRE_FALSE(verify_inclusion(leaf, index, size, proof, leaf_hash("another root")));
  REQUIRE_FALSE(verify_inclusion(leaf_hash("another leaf"), index, size, proof, root));
  REQUIRE_FALSE(verify_inclusion(leaf, index ^ 1U, size, proof, root));
  REQUIRE_FALSE(verify_inclusion(leaf, index + 1, size, proof, root));
  REQUIRE_FALSE(verify_inclusion(leaf, index + size, size, proof, root));
  REQUIRE_FALSE(verify_inclusion(leaf, index, index, proof, root));
  REQUIRE_FALSE(verify_inclusion(leaf, index, 2 * size + 2, proof, root));
  for (const Proof& bad : spoilt(proof)) REQUIRE_FALSE(verify_inclusion(leaf, index, size, bad, root));
}

void check_consistency(NaiveTree& naive, const TileStore& store, std::uint64_t from, std::uint64_t to) {
  CAPTURE(from);
  CAPTURE(to);
  const Proof proof = consistency_proof(from, to, store.reader(to));
  const Digest old_root = naive.root(0, from);
  const Digest new_root = naive.root(0, to);
  REQUIRE(proof == (from == 0 ? Proof{} : naive.subproof(from, 0, to, true)));
  REQUIRE(verify_consistency(from, old_root, to, new_root, proof));
  const Digest other = leaf_hash("another root");
  REQUIRE_FALSE(verify_consistency(from, other, to, new_root, proof));
  if (from > 0 || to == 0) REQUIRE_FALSE(verify_consistency(from, old_root, to, other, proof));
  if (from != to) REQUIRE_FALSE(verify_consistency(to, new_root, from, old_root, proof));
  for (const Proof& bad : spoilt(proof)) REQUIRE_FALSE(verify_consistency(from, old_root, to, new_root, bad));
}

/// Sizes around which tile readers of other logs went wrong, and where levels begin.
const std::vector<std::uint64_t> notable_sizes{255, 256,  257,  511,  512,    513,    767,    768,
                                               769, 1791, 1792, 1793, 65'535, 65'536, 65'537, 66'049};

Digest digest_of(std::string_view hex_digits) { return *digest_from_hex(hex_digits); }

constexpr std::string_view leaf_1 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
constexpr std::string_view node_2_3 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
constexpr std::string_view node_4_7 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
constexpr std::string_view leaf_4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
constexpr std::string_view node_4_5 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
constexpr std::string_view node_6_7 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
constexpr std::string_view root_2 = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125";
constexpr std::string_view root_4 = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7";
constexpr std::string_view root_5 = "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4";
constexpr std::string_view root_6 = "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef";
constexpr std::string_view root_8 = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328";

}  // namespace

TEST_CASE("tree: the proofs of the certificate transparency vectors verify") {
  const Digest leaf_0 = leaf_hash("");
  CHECK(verify_inclusion(leaf_0, 0, 8, {digest_of(leaf_1), digest_of(node_2_3), digest_of(node_4_7)},
                         digest_of(root_8)));
  const Digest leaf_5 = leaf_hash("\x40\x41\x42\x43");
  CHECK(verify_inclusion(leaf_5, 5, 8, {digest_of(leaf_4), digest_of(node_6_7), digest_of(root_4)},
                         digest_of(root_8)));
  const Digest leaf_2 = leaf_hash("\x10");
  CHECK(verify_inclusion(leaf_2, 2, 3, {digest_of(root_2)},
                         digest_of("aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")));

  CHECK(verify_consistency(1, leaf_0, 8, digest_of(root_8),
                           {digest_of(leaf_1), digest_of(node_2_3), digest_of(node_4_7)}));
  CHECK(verify_consistency(6, digest_of(root_6), 8, digest_of(root_8),
                           {digest_of(node_4_5), digest_of(node_6_7), digest_of(root_4)}));
  CHECK(verify_consistency(2, digest_of(root_2), 5, digest_of(root_5),
                           {digest_of(node_2_3), digest_of(leaf_4)}));
}

TEST_CASE(
    "tree: every inclusion proof up to 96 leaves is that of the definition, and nothing else verifies") {
  NaiveTree naive(96);
  for (std::uint64_t size = 1; size <= 96; ++size) {
    const TileStore store = test::stored_tiles(naive, size);
    for (std::uint64_t index = 0; index < size; ++index) check_inclusion(naive, store, index, size);
  }
}

TEST_CASE(
    "tree: every consistency proof up to 64 leaves is that of the definition, and nothing else verifies") {
  NaiveTree naive(64);
  for (std::uint64_t to = 0; to <= 64; ++to) {
    const TileStore store = test::stored_tiles(naive, to);
    for (std::uint64_t from = 0; from <= to; ++from) check_consistency(naive, store, from, to);
  }
}

TEST_CASE("tree: proofs at every size up to 600 are those of the definition") {
  std::mt19937 random(test::seed());
  NaiveTree naive(600);
  const TileStore store = test::stored_tiles(naive, 600);
  for (std::uint64_t size = 1; size <= 600; ++size) {
    for (const std::uint64_t index : {std::uint64_t{0}, size - 1, random() % size})
      check_inclusion(naive, store, index, size);
    for (const std::uint64_t from : {size - 1, size / 2, random() % size})
      check_consistency(naive, store, from, size);
  }
}

TEST_CASE("tree: proofs at sizes where tiles fill are those of the definition") {
  std::mt19937 random(test::seed());
  NaiveTree naive(66'049);
  for (const std::uint64_t size : notable_sizes) {
    const TileStore store = test::stored_tiles(naive, size);
    std::set<std::uint64_t> indexes{0, 255, 256, size / 2, size - 1};
    for (int n = 0; n < 10; ++n) indexes.insert(random() % size);
    for (const std::uint64_t index : indexes) {
      if (index < size) check_inclusion(naive, store, index, size);
      if (index <= size) check_consistency(naive, store, index, size);
    }
    for (const std::uint64_t from : notable_sizes) {
      if (from <= size) check_consistency(naive, store, from, size);
    }
  }
}

TEST_CASE("tree: proofs made one after another from the same roots are those of the definition") {
  std::mt19937 random(test::seed());
  NaiveTree naive(66'049);
  const TileStore store = test::stored_tiles(naive, 66'049);
  PerfectRoots roots(store.reader(66'049));
  for (int n = 0; n < 200; ++n) {
    const std::uint64_t size = 65'000 + random() % 1'050;
    const std::uint64_t index = random() % size;
    REQUIRE(inclusion_proof(index, size, roots) == naive.path(index, 0, size));
    if (index > 0) REQUIRE(consistency_proof(index, size, roots) == naive.subproof(index, 0, size, true));
  }
}

TEST_CASE("tree: a root that is kept is never given for another subtree, and kept until forgotten") {
  int reads = 0;
  const HashReader read = [&reads](std::uint8_t level, std::uint64_t index) {
    ++reads;
    return sha256(std::to_string(level) + "/" + std::to_string(index));
  };
  PerfectRoots roots(read);
  const auto expected = [&read](std::uint64_t position) {
    return node_hash(read(1, 2 * position), read(1, 2 * position + 1));
  };
  for (std::uint64_t position = 0; position < 10'000; ++position) {
    REQUIRE(roots.root(9, position) == expected(position));
    REQUIRE(roots.root(9, position % 3 * 2048) == expected(position % 3 * 2048));
  }
  REQUIRE(roots.root(10, 7) == node_hash(expected(14), expected(15)));
  reads = 0;
  REQUIRE(roots.root(10, 7) == roots.root(10, 7));
  CHECK(reads == 0);
  roots.forget();
  (void)roots.root(10, 7);
  CHECK(reads == 4);
}

TEST_CASE("tree: a hash changed in any tile on the way makes the proof fail") {
  NaiveTree naive(1792);
  for (const std::uint64_t size : {std::uint64_t{768}, std::uint64_t{1792}}) {
    const TileStore store = test::stored_tiles(naive, size);
    const HashReader read = store.reader(size);
    const Digest root = naive.root(0, size);
    for (const std::uint64_t index : {std::uint64_t{0}, std::uint64_t{300}, size - 1}) {
      std::set<std::pair<std::uint8_t, std::uint64_t>> places;
      const HashReader noting = [&](std::uint8_t level, std::uint64_t n) {
        places.emplace(level, n);
        return read(level, n);
      };
      static_cast<void>(inclusion_proof(index, size, noting));
      REQUIRE(places.size() >= 255);
      for (const auto& place : places) {
        const HashReader forging = [&](std::uint8_t level, std::uint64_t n) {
          Digest hash = read(level, n);
          if (std::pair{level, n} == place) hash.bytes[31] ^= 1U;
          return hash;
        };
        REQUIRE_FALSE(
            verify_inclusion(naive.leaf(index), index, size, inclusion_proof(index, size, forging), root));
      }
    }
  }
}

TEST_CASE("tree: hostile claims are refused without a proof being long enough to hold them") {
  const Digest root = leaf_hash("");
  const std::uint64_t huge = ~std::uint64_t{0};
  const Proof long_proof(1000, root);
  CHECK_FALSE(verify_inclusion(root, 0, 0, {}, root));
  CHECK_FALSE(verify_inclusion(root, huge, huge, long_proof, root));
  CHECK_FALSE(verify_inclusion(root, huge - 1, huge, long_proof, root));
  CHECK_FALSE(verify_inclusion(root, 0, huge, {}, root));
  CHECK(verify_inclusion(root, 0, 1, {}, root));
  CHECK_FALSE(verify_consistency(huge, root, huge, root, long_proof));
  CHECK_FALSE(verify_consistency(1, root, huge, root, long_proof));
  CHECK_FALSE(verify_consistency(huge - 1, root, huge, root, long_proof));
  CHECK_FALSE(verify_consistency(2, root, 3, root, {}));
  CHECK_FALSE(verify_consistency(1, root, 2, root, {}));
}

TEST_CASE("tree: the empty tree is the beginning of every tree, by an empty proof only") {
  const Digest root = leaf_hash("");
  CHECK(verify_consistency(0, empty_root(), 0, empty_root(), {}));
  CHECK(verify_consistency(0, empty_root(), 7, root, {}));
  CHECK_FALSE(verify_consistency(0, empty_root(), 0, root, {}));
  CHECK_FALSE(verify_consistency(0, root, 0, root, {}));
  CHECK_FALSE(verify_consistency(0, root, 7, root, {}));
  CHECK_FALSE(verify_consistency(0, empty_root(), 7, root, {root}));
}

}  // namespace lcl
