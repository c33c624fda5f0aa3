// SPDX-License-Identifier: Apache-2.0
// One write transaction on a ledger file: everything appended through a Writer
// is there after `commit` returns, or nothing is.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

#include "ledger/chain/tree.hpp"
#include "ledger/registry/kept.hpp"
#include "ledger/store/bundle_terms.hpp"
#include "ledger/store/reader.hpp"
#include "ledger/values/files.hpp"

namespace lcl {

/// Creates an empty ledger file with its tables and triggers; it must not exist.
void create_ledger_file(const std::filesystem::path& file, MayRead may_read = MayRead::owner);

/// What a Writer opens: a registry's own ledger, or a bundle that this user made or keeps, which grows.
enum class WritesTo : std::uint8_t { ledger, bundle };

class Writer {
 public:
  /// Takes the write lock, waiting up to `wait_ms` for another writer; throws Error: busy, unavailable (a
  /// bundle where a ledger is to be written to, or the other way round), or as Reader.
  explicit Writer(const std::filesystem::path& file, int wait_ms, WritesTo what = WritesTo::ledger);
  /// Rolls back unless committed.
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  Writer(Writer&&) = delete;
  Writer& operator=(Writer&&) = delete;

  /// Reads inside this transaction: what was appended is seen.
  [[nodiscard]] const Reader& reader() const;

  /// `seq` must be the number of entries so far (invariant).
  void append(std::uint64_t seq, std::string_view entry, std::string_view payload,
              std::optional<std::string_view> private_part);
  /// Makes the private part of entry `seq` NULL; its bytes are overwritten (`secure_delete`).
  void erase_private(std::uint64_t seq);
  void put_tile(const Tile& tile);
  void put_device(const DeviceRow& row);  ///< cheapest in ascending order of pseudonym
  void put_checkpoint(std::uint64_t size, std::string_view note);

  /// Makes the empty ledger a bundle, which has no devices.
  void make_bundle(const BundleTerms& terms);
  /// From now on the bundle says that it was made of a log of `size` entries.
  void grow_bundle(std::uint64_t size);
  /// As `append`, without payload and private part.
  void append_withheld(std::uint64_t seq, std::string_view entry);
  /// In place of the range that begins where this one does.
  void put_withheld(const SeqRange& range);
  /// Puts the payload of entry `seq`, which is withheld (invariant), in its place, and takes it off the list.
  void disclose(std::uint64_t seq, std::string_view payload);

  /// Drops every projection (tiles, devices), for rebuilding.
  void drop_projections();

  /// Durable when it returns (rollback journal, synchronous EXTRA). Waits for readers' short transactions.
  void commit();

 private:
  struct Transaction;
  std::unique_ptr<Transaction> transaction_;
};

}  // namespace lcl
