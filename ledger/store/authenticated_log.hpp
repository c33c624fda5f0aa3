// SPDX-License-Identifier: Apache-2.0
// The one way to the log for whoever answers, derives or judges: every entry
// is held to the tree that a signed checkpoint pins, in the same read. What
// the file's own indexes, rows or order say beside that is believed of nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/chain/checkpoint.hpp"
#include "ledger/chain/entry.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/registry/statement_chain.hpp"
#include "ledger/store/reader.hpp"
#include "ledger/store/tile_cache.hpp"

namespace lcl {

/// An entry that is the tree's at its place, with the payload that it names. The views live until the next
/// one is read.
struct AuthenticEntry {
  const Entry& entry;
  std::string_view bytes;
  std::optional<std::string_view> payload;       ///< nothing only where a bundle withholds it
  std::optional<std::string_view> private_part;  ///< as stored: who looks into it holds it to its digest
};

/// What is wrong with a row that stands where entry `seq` is expected, as far as that shows without the tree:
/// it is read into `entry`, and its leaf hash into `leaf`. Constant text; nullptr where nothing is.
[[nodiscard]] const char* row_fault(const StoredEntry& row, std::uint64_t seq, bool of_bundle, Entry& entry,
                                    Digest& leaf);

/// Belongs to one thread at a time.
class AuthenticatedLog {
 public:
  /// The first `pin.size` entries of the file that `rows` reads, which must outlive this; `pin` is a
  /// checkpoint's whose signature the caller vouches for, or will have checked before it answers. Throws
  /// Error (damaged) where entries and tiles do not lead to `pin.root`.
  AuthenticatedLog(const Reader& rows, const Head& pin);
  AuthenticatedLog(const AuthenticatedLog&) = delete;
  AuthenticatedLog& operator=(const AuthenticatedLog&) = delete;
  AuthenticatedLog(AuthenticatedLog&&) = delete;
  AuthenticatedLog& operator=(AuthenticatedLog&&) = delete;
  ~AuthenticatedLog() = default;

  [[nodiscard]] const Head& head() const { return pin_; }
  [[nodiscard]] const Reader& rows() const { return *rows_; }
  [[nodiscard]] bool is_bundle() const { return rows_->bundle().has_value(); }

  /// Calls `entry` for exactly the entries `from` ≤ seq < `to` ≤ size, in order, in short transactions; it
  /// may read through this. Throws Error (damaged), naming the entry and what was expected, where one is
  /// missing, is not the tree's, has another payload, or stands where the statements before it do not put it.
  void scan(std::uint64_t from, std::uint64_t to,
            const std::function<void(const AuthenticEntry&)>& entry) const;
  /// Calls `entry` for entry `seq` < size; throws as scan.
  void entry(std::uint64_t seq, const std::function<void(const AuthenticEntry&)>& entry) const;
  /// When entry `seq` < size was recorded, as it states; throws as scan.
  [[nodiscard]] Instant time_of(std::uint64_t seq) const;
  /// Throws Error (damaged) unless `leaf` is the tree's at `seq`.
  void hold(std::uint64_t seq, const Digest& leaf) const;
  /// Whether the tree's leaves in its tile `index` are these; if so they are kept for look-ups to come.
  [[nodiscard]] bool holds(std::uint64_t index, FullTile leaves) const;

  /// Runs `reads` in one read transaction: see Reader.
  void together(const std::function<void()>& reads) const { rows_->together(reads); }

  /// A hash of the tree (HashReader), of a tile that was held to the root.
  [[nodiscard]] Digest hash(std::uint8_t level, std::uint64_t index) const;
  [[nodiscard]] HashReader hashes() const;
  /// The same for whole subtrees, for proofs.
  [[nodiscard]] PerfectRoots& perfect_roots() const { return perfect_roots_; }
  /// The root of the first `size` ≤ head().size entries.
  [[nodiscard]] Digest root_at(std::uint64_t size) const;
  /// What is known of `head`: it is one that a statement could be signed on where a statement stands behind
  /// it, or where it is this log's own.
  [[nodiscard]] SeenHead look_up(const Head& head) const;

  /// Whether a stored tile was missing or wrong, and had to be made anew from the entries.
  [[nodiscard]] bool made_tiles_anew() const { return made_tiles_anew_; }

 private:
  void read_edges();
  [[nodiscard]] Digest edge_root() const;
  [[nodiscard]] const std::string& tile(std::uint8_t level, std::uint64_t index) const;
  [[nodiscard]] std::string checked_tile(std::uint8_t level, std::uint64_t index) const;
  [[nodiscard]] std::string made_tile(std::uint8_t level, std::uint64_t index) const;

  const Reader* rows_;
  Head pin_;
  std::vector<std::string> edges_;  // by level: the tile that the log's end cuts; empty where it cuts none
  mutable TileCache tiles_;         // full ones
  mutable bool made_tiles_anew_ = false;
  mutable PerfectRoots perfect_roots_;
};

/// Holds entries in order to the places that their statements give them: behind a submission stand as many
/// events as it brought, and nothing else. Begun inside a log, it holds from the first statement on.
class StatementPlaces {
 public:
  explicit StatementPlaces(std::uint64_t from) : next_(from == 0 ? std::optional(from) : std::nullopt) {}

  /// Throws Error (damaged) where the entry stands out of place.
  void take(const Entry& entry, const std::optional<std::string_view>& payload);

 private:
  std::optional<std::uint64_t> next_;  // statement, where that is known
  std::optional<std::uint64_t> last_;
};

}  // namespace lcl
