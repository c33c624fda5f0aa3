// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/authenticated_log.hpp"

#include <algorithm>
#include <cstring>
#include <utility>
#include <variant>

#include "ledger/events/event.hpp"
#include "ledger/registry/acts.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::size_t hash_size = sizeof(Digest);
/// Entries between the takings of tiles out of a tree that is made only for some of them.
constexpr std::uint64_t entries_between_tiles = 64 * tile_width;

[[noreturn]] void damaged(std::uint64_t seq, std::string_view why) {
  throw Error(Obstacle::damaged, phrase("entry {}: {}; run lcl verify", seq, why));
}

Digest hash_in(std::string_view hashes, std::uint64_t place) {
  Digest digest;
  std::memcpy(digest.bytes.data(), hashes.data() + hash_size * place, hash_size);
  return digest;
}

/// The number of entries below one hash of `level`.
std::uint64_t entries_below(std::uint8_t level) { return std::uint64_t{1} << 8U * level; }

}  // namespace

const char* row_fault(const StoredEntry& row, std::uint64_t seq, bool of_bundle, Entry& entry, Digest& leaf) {
  if (row.seq != seq) return translatable("it is missing");
  leaf = leaf_hash(row.entry);
  if (const char* fault = read_entry(row.entry, entry)) return fault;
  if (entry.seq != seq) return translatable("its bytes are those of another entry");
  if (!row.payload) return of_bundle && entry.device ? nullptr : translatable("its payload is missing");
  return sha256(*row.payload) == entry.payload ? nullptr
                                               : translatable("its payload is not the one that it names");
}

AuthenticatedLog::AuthenticatedLog(const Reader& rows, const Head& pin)
    : rows_(&rows),
      pin_(pin),
      perfect_roots_([this](std::uint8_t level, std::uint64_t index) { return hash(level, index); }) {
  read_edges();
}

/// Of each level the tile that the end of the log cuts: together they give the root, and the root holds them.
void AuthenticatedLog::read_edges() {
  for (std::uint8_t level = 0; hashes_at(level, pin_.size) > 0; ++level) {
    const std::uint64_t hashes = hashes_at(level, pin_.size);
    std::string edge;
    if (hashes % tile_width != 0) {
      edge = rows_->tile(level, hashes / tile_width).value_or(std::string());
      edge.resize(std::min<std::size_t>(edge.size(), hash_size * (hashes % tile_width)));
    }
    edges_.push_back(std::move(edge));
  }
  if (edge_root() == pin_.root) return;
  made_tiles_anew_ = true;
  for (std::uint8_t level = 0; level < edges_.size(); ++level) {
    const std::uint64_t hashes = hashes_at(level, pin_.size);
    if (hashes % tile_width != 0) edges_[level] = made_tile(level, hashes / tile_width);
  }
  if (edge_root() == pin_.root) return;
  throw Error(Obstacle::damaged,
              phrase("the entries do not lead to the root {} that was signed at size {}; run lcl verify",
                     hex(pin_.root), pin_.size));
}

/// Of the tree, as the edges have it; of a made-up log where they lack a hash.
Digest AuthenticatedLog::edge_root() const {
  for (std::uint8_t level = 0; level < edges_.size(); ++level) {
    if (edges_[level].size() != hash_size * (hashes_at(level, pin_.size) % tile_width)) return Digest{};
  }
  return lcl::root_at(pin_.size, [this](std::uint8_t level, std::uint64_t index) {
    return hash_in(edges_[level], index % tile_width);
  });
}

/// A full tile, as stored if it is the tree's, else made anew. Throws where the entries are not the tree's.
std::string AuthenticatedLog::checked_tile(std::uint8_t level, std::uint64_t index) const {
  const Digest expected = hash(static_cast<std::uint8_t>(level + 1), index);
  const auto is_trees = [&](std::string& hashes) {
    if (hashes.size() != hash_size * tile_width) return false;
    FullTile tile(std::move(hashes));
    hashes = std::move(tile.hashes);
    return tile.root == expected;
  };
  if (auto stored = rows_->tile(level, index); stored && is_trees(*stored)) return std::move(*stored);
  made_tiles_anew_ = true;
  std::string made = made_tile(level, index);
  if (is_trees(made)) return made;
  const std::uint64_t width = entries_below(static_cast<std::uint8_t>(level + 1));
  throw Error(Obstacle::damaged, phrase("entries {} to {} are not those of the signed tree; run lcl verify",
                                        index * width, (index + 1) * width - 1));
}

/// A tile made of the entries below it, as far as they are there.
std::string AuthenticatedLog::made_tile(std::uint8_t level, std::uint64_t index) const {
  const std::uint64_t from = index * tile_width * entries_below(level);
  const std::uint64_t to = std::min(pin_.size, from + tile_width * entries_below(level));
  std::string made;
  Tree tree;
  const auto take_tiles = [&] {
    for (Tile& tile : tree.take_changed()) {
      if (tile.level == level && tile.index == 0) made = std::move(tile.hashes);
    }
  };
  rows_->scan(from, to, [&](const StoredEntry& row) {
    if (row.seq != from + tree.size()) damaged(from + tree.size(), phrase("it is missing"));
    tree.append(leaf_hash(row.entry));
    if (tree.size() % entries_between_tiles == 0) take_tiles();
  });
  take_tiles();
  return made;
}

const std::string& AuthenticatedLog::tile(std::uint8_t level, std::uint64_t index) const {
  if (index == hashes_at(level, pin_.size) / tile_width) return edges_[level];
  if (const std::string* kept = tiles_.find(level, index)) return *kept;
  return tiles_.keep(level, index, checked_tile(level, index));
}

Digest AuthenticatedLog::hash(std::uint8_t level, std::uint64_t index) const {
  invariant(index < hashes_at(level, pin_.size), "a hash of the tree is asked for");
  return hash_in(tile(level, index / tile_width), index % tile_width);
}

HashReader AuthenticatedLog::hashes() const {
  return [this](std::uint8_t level, std::uint64_t index) { return hash(level, index); };
}

Digest AuthenticatedLog::root_at(std::uint64_t size) const {
  return size == pin_.size ? pin_.root : lcl::root_at(size, hashes());
}

Instant AuthenticatedLog::time_of(std::uint64_t seq) const {
  Instant time;
  entry(seq, [&](const AuthenticEntry& read) { time = read.entry.time; });
  return time;
}

SeenHead AuthenticatedLog::look_up(const Head& head) const {
  if (head.size == 0 || head.size > pin_.size || root_at(head.size) != head.root) return {};
  SeenHead seen{.is_known = true};
  seen.reached_at = time_of(head.size - 1);
  if (head.size == pin_.size) return seen;
  entry(head.size, [&](const AuthenticEntry& next) {
    seen.is_known = !next.entry.device;
    seen.passed_at = next.entry.time;
  });
  return seen;
}

void AuthenticatedLog::hold(std::uint64_t seq, const Digest& leaf) const {
  const Digest expected = hash(0, seq);
  if (leaf == expected) return;
  damaged(seq, phrase("its bytes hash to {}, the signed tree has {}", hex(leaf), hex(expected)));
}

bool AuthenticatedLog::holds(std::uint64_t index, FullTile leaves) const {
  if (index >= pin_.size / tile_width || leaves.root != hash(1, index)) return false;
  tiles_.keep(0, index, std::move(leaves.hashes));
  return true;
}

void AuthenticatedLog::scan(std::uint64_t from, std::uint64_t to,
                            const std::function<void(const AuthenticEntry&)>& visit) const {
  invariant(to <= pin_.size, "a scan ends where the log is pinned");
  std::uint64_t next = from;
  StatementPlaces places(from);
  Entry entry;
  Digest leaf;
  rows_->scan(from, to, [&](const StoredEntry& row) {
    if (const char* fault = row_fault(row, next, is_bundle(), entry, leaf)) damaged(next, translation(fault));
    hold(next, leaf);
    places.take(entry, row.payload);
    ++next;
    visit({entry, row.entry, row.payload, row.private_part});
  });
  if (next < to) damaged(next, phrase("it is missing"));
}

void AuthenticatedLog::entry(std::uint64_t seq,
                             const std::function<void(const AuthenticEntry&)>& visit) const {
  if (seq >= pin_.size) damaged(seq, phrase("it lies beyond the {} entries that are signed", pin_.size));
  const bool is_there = rows_->entry(seq, [&](const StoredEntry& row) {
    Entry entry;
    Digest leaf;
    if (const char* fault = row_fault(row, seq, is_bundle(), entry, leaf)) damaged(seq, translation(fault));
    hold(seq, leaf);
    visit({entry, row.entry, row.payload, row.private_part});
  });
  if (!is_there) damaged(seq, phrase("it is missing"));
}

void StatementPlaces::take(const Entry& entry, const std::optional<std::string_view>& payload) {
  if (entry.device) {
    if (next_ == entry.seq) damaged(entry.seq, phrase("an event stands where a statement has to stand"));
    if (!event_kind(entry.kind)) damaged(entry.seq, phrase("its kind \"{}\" is unknown", entry.kind));
    return;
  }
  if (rule_of_kind(entry.kind) == nullptr)
    damaged(entry.seq, phrase("its kind \"{}\" is unknown", entry.kind));
  if (next_ && *next_ != entry.seq)
    damaged(entry.seq, phrase("a statement stands before entry {}, where the next one has to stand", *next_));
  if (next_ && entry.previous != last_)
    damaged(entry.seq, phrase("previous does not name the statement before it"));
  last_ = entry.seq;
  next_ = entry.seq + 1;
  if (entry.kind != rule_of(Act::submission).kind) return;
  const auto read = parse_json(*payload);
  const Json* statement = std::get_if<Json>(&read);
  const bool has_act = statement != nullptr && statement->is_object() && statement->contains("act");
  next_ = entry.seq + 1 + (has_act ? events_after(entry.kind, (*statement)["act"]) : 0);
}

}  // namespace lcl
