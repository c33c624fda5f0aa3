// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/tree.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/chain/entry.hpp"
#include "ledger/values/encoding.hpp"
#include "ledger/values/error.hpp"
#include "tests/chain/naive_tree.hpp"
#include "tests/values/seed.hpp"

namespace lcl {
namespace {

using test::NaiveTree;
using test::TileStore;

/// Roots of the first n of the certificate transparency test entries (RFC 6962 implementations).
constexpr std::array<std::string_view, 9> known_roots{
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};
const std::array<std::string, 8> known_entries{
    std::string{},
    std::string(1, '\0'),
    "\x10",
    "\x20\x21",
    "\x30\x31",
    "\x40\x41\x42\x43",
    "\x50\x51\x52\x53\x54\x55\x56\x57",
    "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
};

/// Number of hashes in each tile, by level and index.
using Widths = std::map<std::pair<std::uint8_t, std::uint64_t>, std::size_t>;

Widths widths_of(const TileStore& store) {
  Widths widths;
  for (const auto& [place, hashes] : store.tiles()) widths[place] = hashes.size() / 32;
  return widths;
}

/// Checks every hash of every tile of `store` against the definition, for a tree of `size` leaves.
void check_tiles(const TileStore& store, NaiveTree& naive, std::uint64_t size) {
  std::uint64_t stored = 0;
  for (const auto& [place, hashes] : store.tiles()) stored += hashes.size() / 32;
  std::uint64_t expected = 0;
  for (std::uint64_t width = 1; width <= size; width *= 256) expected += size / width;
  REQUIRE(stored == expected);
  const HashReader read = store.reader(size);
  std::uint8_t level = 0;
  for (std::uint64_t width = 1; width <= size; width *= 256, ++level) {
    for (std::uint64_t n = 0; n < size / width; ++n)
      REQUIRE(read(level, n) == naive.root(n * width, (n + 1) * width));
  }
}

/// A tree of `size` leaves of `naive`, its tiles taken to `store` at random moments.
Tree grow(std::uint64_t size, const NaiveTree& naive, TileStore& store, std::mt19937& random) {
  Tree tree;
  for (std::uint64_t n = 0; n < size; ++n) {
    tree.append(naive.leaf(n));
    if (random() % 64 == 0) store.keep(tree.take_changed());
  }
  store.keep(tree.take_changed());
  return tree;
}

}  // namespace

TEST_CASE("tree: roots are those of the certificate transparency vectors") {
  Tree tree;
  CHECK(hex(tree.root()) == known_roots[0]);
  for (std::size_t n = 0; n < known_entries.size(); ++n) {
    tree.append(leaf_hash(known_entries[n]));
    CHECK(tree.size() == n + 1);
    CHECK(hex(tree.root()) == known_roots[n + 1]);
  }
  CHECK(hex(empty_root()) == known_roots[0]);
}

TEST_CASE("tree: tile paths are those of C2SP tlog-tiles") {
  CHECK(tile_path(0, 1'234'067, 256) == "tile/0/x001/x234/067");
  CHECK(tile_path(0, 0, 256) == "tile/0/000");
  CHECK(tile_path(1, 255, 1) == "tile/1/255.p/1");
  CHECK(tile_path(2, 1000, 255) == "tile/2/x001/000.p/255");
  CHECK(tile_path(0, 999'999, 256) == "tile/0/x999/999");
}

TEST_CASE("tree: its tiles have the widths of the C2SP tlog-tiles examples") {
  const NaiveTree naive(70'000);
  Widths widths_of_256{{{0, 0}, 256}, {{1, 0}, 1}};
  CHECK(widths_of(test::stored_tiles(naive, 256)) == widths_of_256);

  Widths widths_of_70000{{{0, 273}, 112}, {{1, 0}, 256}, {{1, 1}, 17}, {{2, 0}, 1}};
  for (std::uint64_t n = 0; n < 273; ++n) widths_of_70000[{0, n}] = 256;
  CHECK(widths_of(test::stored_tiles(naive, 70'000)) == widths_of_70000);
  CHECK(hashes_at(0, 70'000) == 70'000);
  CHECK(hashes_at(1, 70'000) == 273);
  CHECK(hashes_at(2, 70'000) == 1);
  CHECK(hashes_at(3, 70'000) == 0);
  CHECK(hashes_at(7, ~std::uint64_t{0}) == 255);
  CHECK(hashes_at(8, ~std::uint64_t{0}) == 0);
}

TEST_CASE("tree: every root up to 600 leaves is that of the definition, grown or read back") {
  NaiveTree naive(600);
  Tree tree;
  TileStore store;
  for (std::uint64_t size = 0; size <= 600; ++size) {
    const Digest expected = naive.root(0, size);
    REQUIRE(tree.root() == expected);
    store.keep(tree.take_changed());
    REQUIRE(root_at(size, store.reader(size)) == expected);
    if (size < 600) tree.append(naive.leaf(size));
  }
  for (std::uint64_t size = 0; size <= 600; ++size) {
    REQUIRE_MESSAGE(root_at(size, store.reader(size)) == naive.root(0, size), "from a later store, size ",
                    size);
  }
}

TEST_CASE("tree: its tiles hold the hashes of the definition, whenever they are taken") {
  std::mt19937 random(test::seed());
  NaiveTree naive(65'600);
  for (const std::uint64_t size :
       {0U, 1U, 255U, 256U, 257U, 511U, 512U, 768U, 1792U, 65'535U, 65'536U, 65'537U, 65'600U}) {
    CAPTURE(size);
    TileStore store;
    const Tree tree = grow(size, naive, store, random);
    CHECK(tree.root() == naive.root(0, size));
    CHECK(root_at(size, store.reader(size)) == naive.root(0, size));
    check_tiles(store, naive, size);
  }
}

TEST_CASE("tree: changed tiles come once each, full ones in order and then partial ones") {
  const NaiveTree naive(600);
  Tree tree;
  CHECK(tree.take_changed().empty());
  for (std::uint64_t n = 0; n < 600; ++n) tree.append(naive.leaf(n));
  const std::vector<Tile> tiles = tree.take_changed();
  REQUIRE(tiles.size() == 4);
  CHECK((tiles[0].level == 0 && tiles[0].index == 0 && tiles[0].width() == 256));
  CHECK((tiles[1].level == 0 && tiles[1].index == 1 && tiles[1].width() == 256));
  CHECK((tiles[2].level == 0 && tiles[2].index == 2 && tiles[2].width() == 88));
  CHECK((tiles[3].level == 1 && tiles[3].index == 0 && tiles[3].width() == 2));
  CHECK(tree.take_changed().empty());
  tree.append(naive.leaf(0));
  const std::vector<Tile> changed = tree.take_changed();
  REQUIRE(changed.size() == 1);
  CHECK((changed[0].level == 0 && changed[0].index == 2 && changed[0].width() == 89));
}

TEST_CASE("tree: taken up again from its tiles it grows as if it had never stopped") {
  std::mt19937 random(test::seed());
  NaiveTree naive(67'000);
  std::vector<std::uint64_t> sizes{0, 1, 2, 255, 256, 257, 512, 65'535, 65'536, 65'537, 66'047};
  for (int n = 0; n < 20; ++n) sizes.push_back(random() % 2000);
  for (const std::uint64_t size : sizes) {
    CAPTURE(size);
    TileStore store;
    static_cast<void>(grow(size, naive, store, random));
    Tree resumed(size, store.reader(size));
    CHECK(resumed.size() == size);
    CHECK(resumed.root() == naive.root(0, size));
    CHECK(resumed.take_changed().empty());
    const std::uint64_t more = 1 + random() % 700;
    for (std::uint64_t n = size; n < size + more; ++n) resumed.append(naive.leaf(n));
    CHECK(resumed.root() == naive.root(0, size + more));
    store.keep(resumed.take_changed());
    check_tiles(store, naive, size + more);
  }
}

TEST_CASE("tree: a hash that cannot be read is the reader's to report") {
  const HashReader broken = [](std::uint8_t, std::uint64_t) -> Digest {
    throw Error(Obstacle::damaged, "no tile");
  };
  CHECK_THROWS_AS(Tree(1, broken), Error);
  CHECK_THROWS_AS(static_cast<void>(root_at(3, broken)), Error);
  CHECK_THROWS_AS(static_cast<void>(inclusion_proof(0, 2, broken)), Error);
  CHECK(Tree(0, broken).root() == empty_root());
}

}  // namespace lcl
