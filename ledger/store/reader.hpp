// SPDX-License-Identifier: Apache-2.0
// Entries and projections out of a ledger file. Reads take short transactions,
// so that a reader never makes a writer fail and waits for a writer's one
// short final write. Includes no writer: the verifier is built on this.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/chain/tree.hpp"
#include "ledger/registry/kept.hpp"
#include "ledger/store/bundle_terms.hpp"
#include "ledger/store/registry_folder.hpp"
#include "ledger/values/digest.hpp"

namespace SQLite {  // NOLINT(readability-identifier-naming): a library's
class Database;
}

namespace lcl {

/// One row of `entries`; the views live until the next row is read.
struct StoredEntry {
  std::uint64_t seq = 0;
  std::string_view entry;
  std::optional<std::string_view> payload;
  std::optional<std::string_view> private_part;
};

struct StoredCheckpoint {
  std::uint64_t size = 0;
  std::string note;
};

/// What a scan reads of a row: without private parts these are not there.
enum class RowParts : std::uint8_t { all, without_private };

class Reader {
 public:
  /// Opens a `ledger.db` of one's own for reading. Throws Error: not_a_registry (no such file, not SQLite,
  /// another application_id), newer_format (user_version beyond ours), storage. Waits up to `wait_ms` for a
  /// writer.
  explicit Reader(const std::filesystem::path& file, int wait_ms = 600'000);
  /// The same of whatever ledger `folder` is, one's own or from elsewhere.
  explicit Reader(const RegistryFolder& folder, int wait_ms = 600'000);
  /// Reads through a connection that is someone else's (a writer's own transaction), which must outlive this.
  explicit Reader(SQLite::Database& connection);
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader();

  /// The same ledger once more, on a connection of its own.
  [[nodiscard]] Reader again(int wait_ms) const;

  /// Runs `reads` in one read transaction, which makes each of many look-ups cost a quarter. Keep it to a few
  /// milliseconds: a writer's commit waits for it.
  void together(const std::function<void()>& reads) const;

  /// Tables, triggers and indexes of the format (schemas/ledger.sql) that the file lacks, by name. Without
  /// its triggers a ledger can be read; another program's mistakes are then no longer refused.
  [[nodiscard]] std::vector<std::string> missing_schema() const;

  /// What the file says of itself if it is a bundle; nothing of a whole ledger.
  [[nodiscard]] const std::optional<BundleTerms>& bundle() const;
  /// Of the ranges of entries whose payloads a bundle says it withholds, the first `at_most` that begin at
  /// `from` or later, in order; as stored, so they may overlap and lie beyond the log.
  [[nodiscard]] std::vector<SeqRange> withheld(std::uint64_t from, int at_most) const;

  /// Of these ranges the last one that begins at `seq` or before, if it reaches that far.
  [[nodiscard]] std::optional<SeqRange> withheld_around(std::uint64_t seq) const;

  /// Number of entries: max(seq) + 1, 0 if there are none.
  [[nodiscard]] std::uint64_t size() const;

  /// Calls `row` for the entries `from` ≤ seq < `to` in order, in short transactions; gaps are
  /// passed over silently (the verifier looks for them). `row` may read through this Reader.
  void scan(std::uint64_t from, std::uint64_t to, const std::function<void(const StoredEntry&)>& row,
            RowParts parts = RowParts::all) const;
  /// Calls `row` for entry `seq`; false if it is not there.
  bool entry(std::uint64_t seq, const std::function<void(const StoredEntry&)>& row) const;

  /// All checkpoints of `from_size` and more, in order of size, then of their notes, in short transactions.
  /// Throws Error (damaged) where they are out of order, or more than there are entries.
  void for_each_checkpoint(const std::function<void(const StoredCheckpoint&)>& checkpoint,
                           std::uint64_t from_size = 0) const;

  /// The hashes of a stored tile; nothing if it is not there.
  [[nodiscard]] std::optional<std::string> tile(std::uint8_t level, std::uint64_t index) const;
  /// Stored hashes as they are now, whoever wrote them: for whoever holds what follows from them to a root,
  /// and for the writer. Each tile is read once. Throws Error (damaged) where one is not there.
  [[nodiscard]] HashReader stored_hashes() const;
  void for_each_tile(const std::function<void(const Tile&)>& tile) const;

  [[nodiscard]] std::optional<DeviceRow> device(const Pseudonym& pseudonym) const;
  [[nodiscard]] bool has_devices() const;
  /// All rows in ascending pseudonym, in short transactions.
  void for_each_device(const std::function<void(const DeviceRow&)>& row) const;

 private:
  struct Connection;
  explicit Reader(std::unique_ptr<Connection> connection);

  std::unique_ptr<Connection> connection_;
};

}  // namespace lcl
