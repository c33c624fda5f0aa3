// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/tree.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "ledger/values/encoding.hpp"
#include "ledger/values/error.hpp"

namespace lcl {
namespace {

/// A tile holds the hashes of every 8th height: 256 = 2⁸.
constexpr unsigned tile_height = 8;
constexpr unsigned tree_height_limit = 64;

Digest digest_at(std::string_view hashes, std::uint64_t index) {
  Digest digest;
  std::memcpy(digest.bytes.data(), hashes.data() + index * digest.bytes.size(), digest.bytes.size());
  return digest;
}

/// Calls `visit(height, position)` for each perfect subtree that the `size`
/// leaves from `begin` fall into, from left to right: one for each bit of
/// `size`. `begin` is a multiple of the largest of them.
template <typename Visit>
void for_each_perfect(std::uint64_t begin, std::uint64_t size, Visit visit) {
  for (unsigned height = static_cast<unsigned>(std::bit_width(size)); height-- > 0;) {
    const std::uint64_t width = std::uint64_t{1} << height;
    if ((size & width) == 0) continue;
    visit(height, begin >> height);
    begin += width;
  }
}

/// Root over perfect subtrees of falling size, as RFC 6962's split at the
/// largest power of two joins them: from the smallest up.
Digest join(const std::vector<Digest>& perfect_roots) {
  if (perfect_roots.empty()) return empty_root();
  Digest root = perfect_roots.back();
  for (auto left = perfect_roots.rbegin() + 1; left != perfect_roots.rend(); ++left)
    root = node_hash(*left, root);
  return root;
}

/// MTH(D[begin : begin + size]) of RFC 9162 §2.1.1, for the ranges its recursions cut.
Digest range_root(std::uint64_t begin, std::uint64_t size, PerfectRoots& roots) {
  std::vector<Digest> perfect;
  for_each_perfect(begin, size, [&](unsigned height, std::uint64_t position) {
    perfect.push_back(roots.root(height, position));
  });
  return join(perfect);
}

/// The largest power of two below `size`, which is at least 2.
std::uint64_t split_of(std::uint64_t size) { return std::bit_floor(size - 1); }

/// PATH(m, D[begin : begin + size]) of RFC 9162 §2.1.3.1, `index` being m from `begin`.
void append_path(std::uint64_t index, std::uint64_t begin, std::uint64_t size, PerfectRoots& roots,
                 std::vector<Digest>& proof) {
  if (size == 1) return;
  const std::uint64_t left = split_of(size);
  if (index < left) {
    append_path(index, begin, left, roots, proof);
    proof.push_back(range_root(begin + left, size - left, roots));
  } else {
    append_path(index - left, begin + left, size - left, roots, proof);
    proof.push_back(range_root(begin, left, roots));
  }
}

/// SUBPROOF(m, D[begin : begin + size], known) of RFC 9162 §2.1.4.1: `known` while the
/// subtree's root at size m is the old root itself.
void append_subproof(std::uint64_t from, std::uint64_t begin, std::uint64_t size, bool known,
                     PerfectRoots& roots, std::vector<Digest>& proof) {
  if (from == size) {
    if (!known) proof.push_back(range_root(begin, size, roots));
    return;
  }
  const std::uint64_t left = split_of(size);
  if (from <= left) {
    append_subproof(from, begin, left, known, roots, proof);
    proof.push_back(range_root(begin + left, size - left, roots));
  } else {
    append_subproof(from - left, begin + left, size - left, false, roots, proof);
    proof.push_back(range_root(begin, left, roots));
  }
}

}  // namespace

Digest node_hash(const Digest& left, const Digest& right) {
  std::array<std::uint8_t, 65> node{1};
  const auto middle = std::copy(left.bytes.begin(), left.bytes.end(), node.begin() + 1);
  std::copy(right.bytes.begin(), right.bytes.end(), middle);
  return sha256(node);
}

FullTile::FullTile(std::string all) : hashes(std::move(all)) {
  invariant(hashes.size() == tile_width * sizeof(Digest), "a full tile has all its hashes");
  std::array<Digest, tile_width> row;
  for (std::size_t i = 0; i < tile_width; ++i) row[i] = digest_at(hashes, i);
  for (std::size_t width = tile_width; width > 1; width /= 2) {
    for (std::size_t i = 0; i < width / 2; ++i) row[i] = node_hash(row[2 * i], row[2 * i + 1]);
  }
  root = row.front();
}

Digest empty_root() { return sha256(std::string_view{}); }

std::string tile_path(std::uint8_t level, std::uint64_t index, std::size_t width) {
  const std::string digits = std::to_string(index);
  const std::string padded = std::string((3 - digits.size() % 3) % 3, '0') + digits;
  std::string path = "tile/" + std::to_string(level);
  for (std::size_t at = 0; at < padded.size(); at += 3) {
    path += at + 3 < padded.size() ? "/x" : "/";
    path += padded.substr(at, 3);
  }
  if (width < tile_width) path += ".p/" + std::to_string(width);
  return path;
}

std::uint64_t hashes_at(std::uint8_t level, std::uint64_t size) noexcept {
  const unsigned height = level * tile_height;
  return height < tree_height_limit ? size >> height : 0;
}

Tree::Tree() = default;

Tree::Tree(std::uint64_t size, const HashReader& read) : size_(size) {
  for (std::uint8_t level = 0; hashes_at(level, size) > 0; ++level) {
    const std::uint64_t count = hashes_at(level, size);
    Edge& edge = edges_.emplace_back();
    edge.index = count / tile_width;
    for (std::uint64_t index = edge.index * tile_width; index < count; ++index) {
      edge.hashes += text_of(read(level, index).bytes);
    }
  }
  // Every perfect subtree left of the edge lies within the edge's tiles.
  const HashReader read_edge = [this](std::uint8_t level, std::uint64_t index) {
    return digest_at(edges_[level].hashes, index % tile_width);
  };
  PerfectRoots roots(read_edge);
  for_each_perfect(0, size, [&](unsigned height, std::uint64_t position) {
    perfect_roots_.push_back(roots.root(height, position));
  });
}

void Tree::append(const Digest& leaf) {
  add_to_edge(0, leaf);
  Digest hash = leaf;
  unsigned height = 0;
  // As in adding 1 to a binary number: each low bit of the size that is set is a
  // perfect subtree waiting for its right sibling.
  for (std::uint64_t carry = size_; (carry & 1U) != 0; carry >>= 1U) {
    hash = node_hash(perfect_roots_.back(), hash);
    perfect_roots_.pop_back();
    if (++height % tile_height == 0) add_to_edge(height / tile_height, hash);
  }
  perfect_roots_.push_back(hash);
  ++size_;
}

void Tree::add_to_edge(std::size_t level, const Digest& hash) {
  if (level == edges_.size()) edges_.emplace_back();
  Edge& edge = edges_[level];
  edge.hashes += text_of(hash.bytes);
  edge.changed = true;
  if (edge.hashes.size() < tile_width * hash.bytes.size()) return;
  full_.push_back({static_cast<std::uint8_t>(level), edge.index, std::exchange(edge.hashes, {})});
  ++edge.index;
  edge.changed = false;
}

Digest Tree::root() const { return join(perfect_roots_); }

std::vector<Tile> Tree::take_changed() {
  std::vector<Tile> tiles = std::exchange(full_, {});
  for (std::size_t level = 0; level < edges_.size(); ++level) {
    Edge& edge = edges_[level];
    if (!std::exchange(edge.changed, false)) continue;
    tiles.push_back({static_cast<std::uint8_t>(level), edge.index, edge.hashes});
  }
  return tiles;
}

PerfectRoots::PerfectRoots(HashReader read) : read_(std::move(read)) {}

Digest PerfectRoots::root(unsigned height, std::uint64_t position) {
  if (height % tile_height == 0) return read_(static_cast<std::uint8_t>(height / tile_height), position);
  if (height < tile_height) return joined(height, position);
  if (kept_.empty()) kept_.resize(most_kept);
  // The number that an in-order walk gives this subtree among those kept: neighbours do not collide.
  const std::uint64_t number = (2 * position + 1) << (height - tile_height - 1);
  Kept& kept = kept_[number % most_kept];
  if (kept.height != height || kept.position != position) kept = {height, position, joined(height, position)};
  return kept.root;
}

Digest PerfectRoots::joined(unsigned height, std::uint64_t position) {
  const Digest left = root(height - 1, 2 * position);
  const Digest right = root(height - 1, 2 * position + 1);
  return node_hash(left, right);
}

Digest root_at(std::uint64_t size, const HashReader& read) {
  PerfectRoots roots(read);
  return range_root(0, size, roots);
}

std::vector<Digest> inclusion_proof(std::uint64_t index, std::uint64_t size, PerfectRoots& roots) {
  invariant(index < size, "only a leaf of the tree has an inclusion proof");
  std::vector<Digest> proof;
  append_path(index, 0, size, roots, proof);
  return proof;
}

std::vector<Digest> inclusion_proof(std::uint64_t index, std::uint64_t size, const HashReader& read) {
  PerfectRoots roots(read);
  return inclusion_proof(index, size, roots);
}

std::vector<Digest> consistency_proof(std::uint64_t from, std::uint64_t to, PerfectRoots& roots) {
  invariant(from <= to, "a tree is consistent with an earlier one only");
  std::vector<Digest> proof;
  if (from > 0) append_subproof(from, 0, to, true, roots, proof);
  return proof;
}

std::vector<Digest> consistency_proof(std::uint64_t from, std::uint64_t to, const HashReader& read) {
  PerfectRoots roots(read);
  return consistency_proof(from, to, roots);
}

std::optional<Digest> root_by_path(const Digest& leaf, std::uint64_t index, std::uint64_t size,
                                   const std::vector<Digest>& proof) {
  if (index >= size) return std::nullopt;
  std::uint64_t node = index;     // fn of the RFC: the path's node at this height
  std::uint64_t last = size - 1;  // sn: the last node at this height
  Digest hash = leaf;
  for (const Digest& sibling : proof) {
    if (last == 0) return std::nullopt;
    if ((node & 1U) != 0 || node == last) {
      hash = node_hash(sibling, hash);
      // A last node without a right sibling is carried up to where it has a left one.
      const int carried = std::countr_zero(node);
      node >>= carried;
      last >>= carried;
    } else {
      hash = node_hash(hash, sibling);
    }
    node >>= 1U;
    last >>= 1U;
  }
  return last == 0 ? std::optional(hash) : std::nullopt;
}

bool verify_inclusion(const Digest& leaf, std::uint64_t index, std::uint64_t size,
                      const std::vector<Digest>& proof, const Digest& root) {
  return root_by_path(leaf, index, size, proof) == root;
}

bool verify_consistency(std::uint64_t from, const Digest& from_root, std::uint64_t to, const Digest& to_root,
                        const std::vector<Digest>& proof) {
  if (from > to) return false;
  if (from == 0) return proof.empty() && from_root == empty_root() && (to > 0 || to_root == from_root);
  if (from == to) return proof.empty() && from_root == to_root;
  std::uint64_t node = from - 1;
  std::uint64_t last = to - 1;
  const int carried = std::countr_one(node);
  node >>= carried;
  last >>= carried;
  // A whole number of subtrees: the old root is itself the first hash of the path.
  auto next = proof.begin();
  if (node != 0 && next == proof.end()) return false;
  Digest old_hash = node == 0 ? from_root : *next++;
  Digest new_hash = old_hash;
  for (; next != proof.end(); ++next) {
    if (last == 0) return false;
    if ((node & 1U) != 0 || node == last) {
      old_hash = node_hash(*next, old_hash);
      new_hash = node_hash(*next, new_hash);
      const int lifted = std::countr_zero(node);
      node >>= lifted;
      last >>= lifted;
    } else {
      new_hash = node_hash(new_hash, *next);
    }
    node >>= 1U;
    last >>= 1U;
  }
  return last == 0 && old_hash == from_root && new_hash == to_root;
}

}  // namespace lcl
