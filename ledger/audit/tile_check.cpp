// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/tile_check.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "ledger/audit/projection_reading.hpp"
#include "ledger/chain/entry.hpp"
#include "ledger/values/encoding.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// The first entry under a tile of level 0 whose leaf hash is not the stored one.
std::optional<std::uint64_t> first_difference(const Reader& reader, const Tile& stored) {
  std::optional<std::uint64_t> found;
  const std::uint64_t from = stored.index * tile_width;
  reader.scan(from, from + std::min<std::uint64_t>(stored.width(), tile_width), [&](const StoredEntry& row) {
    const Digest leaf = leaf_hash(row.entry);
    const std::string_view kept =
        std::string_view(stored.hashes).substr((row.seq - from) * leaf.bytes.size());
    if (!found && !std::equal(leaf.bytes.begin(), leaf.bytes.end(), bytes_of(kept).begin())) found = row.seq;
  });
  return found;
}

}  // namespace

void TileCheck::take(Tree& tree) {
  for (Tile& tile : tree.take_changed()) {
    if (tile.level >= levels_.size()) levels_.resize(tile.level + std::size_t{1});
    Level& level = levels_[tile.level];
    if (tile.width() == tile_width) {
      level.full.push_back(sha256(tile.hashes));
    } else {
      level.edge = std::move(tile);
    }
  }
}

void TileCheck::compare(SharedReader& reader) {
  for (Level& level : levels_) level.is_stored.assign(level.count(), false);
  const bool all_read = reader.with([this](const Reader& from) {
    return read_projection(FindingWord::wrong_tile, findings_, [&] {
      from.for_each_tile([&](const Tile& stored) { compare_tile(from, stored); });
    });
  });
  if (all_read) name_missing_tiles();
}

void TileCheck::compare_tile(const Reader& reader, const Tile& stored) {
  const Level* level = stored.level < levels_.size() ? &levels_[stored.level] : nullptr;
  if (level == nullptr || stored.index >= level->count()) {
    // Made by a transaction since we began, or by nobody.
    if (stored.index * tile_width < hashes_at(stored.level, reader.size())) return;
    findings_.add(
        FindingWord::wrong_tile, std::nullopt,
        phrase("{}: the tree has no such tile", tile_path(stored.level, stored.index, stored.width())));
    return;
  }
  levels_[stored.level].is_stored[stored.index] = true;
  if (stored.index < level->full.size()) {
    if (sha256(stored.hashes) != level->full[stored.index]) name_wrong_tile(reader, stored);
    return;
  }
  if (stored.hashes == level->edge.hashes) return;
  const std::uint64_t kept = stored.index * tile_width + stored.width();
  const bool has_grown = stored.hashes.starts_with(level->edge.hashes) &&
                         stored.hashes.size() == 32 * stored.width() && stored.width() <= tile_width &&
                         kept <= hashes_at(stored.level, reader.size());
  if (!has_grown) name_wrong_tile(reader, stored);
}

void TileCheck::name_wrong_tile(const Reader& reader, const Tile& stored) {
  const std::optional<std::uint64_t> seq =
      stored.level == 0 ? first_difference(reader, stored) : std::nullopt;
  findings_.add(FindingWord::wrong_tile, seq,
                tile_path(stored.level, stored.index, levels_[stored.level].width_of(stored.index)));
}

void TileCheck::name_missing_tiles() {
  for (std::size_t level = 0; level < levels_.size(); ++level) {
    const std::vector<bool>& is_stored = levels_[level].is_stored;
    for (std::size_t index = 0; index < is_stored.size(); ++index) {
      if (is_stored[index]) continue;
      findings_.add(FindingWord::missing_tile, std::nullopt,
                    tile_path(static_cast<std::uint8_t>(level), index, levels_[level].width_of(index)));
    }
  }
}

}  // namespace lcl
