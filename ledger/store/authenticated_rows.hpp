// SPDX-License-Identifier: Apache-2.0
// The entries of an authenticated log, each examined by itself on one of
// several threads, where it is hashed too, and then held to the tree and taken
// in order: so whatever is summed this way is verified by being read.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ledger/chain/entry.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/store/authenticated_log.hpp"
#include "ledger/store/ordered_rows.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/encoding.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

/// What is done in order; never called by two threads at once.
template <typename Examined>
struct OrderedEntries {
  /// An entry that was held to the tree, and what was found of it.
  std::function<void(const AuthenticEntry& entry, const Examined& examined)> take;
  /// Are shown what is about to be taken, one after the other a whole batch: so that what it will be looked
  /// up by can be brought near step by step.
  std::vector<std::function<void(const Examined& examined)>> expect;
  /// If set, is told after each batch which seq comes next.
  std::function<void(std::uint64_t next)> reached;
  /// Whether private parts are there.
  RowParts parts = RowParts::all;
};

/// Hashes a row and lets `Examiner` examine it: an examiner of take_in_order. An `Examiner` names as
/// `Examined` what it finds of an entry, and fills it in by `examine(const AuthenticEntry&, Examined&)`.
template <typename Examiner>
class HashedRows {
 public:
  struct Examined {
    const char* fault = nullptr;
    Digest leaf;
    std::optional<FullTile> tile;  ///< of the leaves that this one ends, where all of them were examined
    Entry entry;
    typename Examiner::Examined found;
  };

  HashedRows(Examiner examiner, bool of_bundle) : examiner_(std::move(examiner)), of_bundle_(of_bundle) {}

  void examine(const StoredEntry& row, Examined& out) {
    out.fault = row_fault(row, row.seq, of_bundle_, out.entry, out.leaf);
    out.tile = tile_ended_by(row.seq, out.leaf);
    if (out.fault == nullptr)
      examiner_.examine({out.entry, row.entry, row.payload, row.private_part}, out.found);
  }

 private:
  std::optional<FullTile> tile_ended_by(std::uint64_t seq, const Digest& leaf) {
    const std::uint64_t place = seq % tile_width;
    if (place == 0) leaves_.clear();
    if (leaves_.size() != place * leaf.bytes.size()) return std::nullopt;  // one of them was not examined
    leaves_.append(text_of(leaf.bytes));
    if (place + 1 < tile_width) return std::nullopt;
    return FullTile(std::exchange(leaves_, {}));
  }

  Examiner examiner_;
  bool of_bundle_;
  std::string leaves_;  // of a tile, as far as they came one after the other
};

/// Takes the entries `from` ≤ seq < `to` of `log`, exactly; the rows are read through `rows`, and the tree
/// through `log`, whose connection may be another one. Every one of `threads` makes an examiner of its own,
/// possibly at the same time; more than one needs two connections. Throws as AuthenticatedLog::scan, and what
/// any of the threads has thrown.
template <typename Found, typename MakeExaminer>
void take_authentic(const Reader& rows, const AuthenticatedLog& log, std::uint64_t from, std::uint64_t to,
                    unsigned threads, const MakeExaminer& make_examiner,
                    const OrderedEntries<Found>& entries) {
  using Hashed = HashedRows<decltype(make_examiner())>;
  const auto fail = [](std::uint64_t seq, std::string_view fault) {
    throw Error(Obstacle::damaged, phrase("entry {}: {}; run lcl verify", seq, fault));
  };
  std::uint64_t next = from;
  StatementPlaces places(from);
  std::uint64_t held_to = from;
  OrderedRows<typename Hashed::Examined> in_order;
  in_order.expect = [&](std::span<typename Hashed::Examined> batch) {
    for (const auto& expect : entries.expect) {
      for (const typename Hashed::Examined& examined : batch) expect(examined.found);
    }
    if (batch.size() != tile_width || next % tile_width != 0 || !batch.back().tile) return;
    if (log.holds(next / tile_width, *std::move(batch.back().tile))) held_to = next + tile_width;
  };
  in_order.take = [&](const StoredEntry& row, const typename Hashed::Examined& examined) {
    if (row.seq != next) fail(next, translation("it is missing"));
    if (examined.fault != nullptr) fail(next, translation(examined.fault));
    if (next >= held_to) log.hold(next, examined.leaf);
    places.take(examined.entry, row.payload);
    ++next;
    entries.take({examined.entry, row.entry, row.payload, row.private_part}, examined.found);
  };
  in_order.reached = entries.reached;
  in_order.looked_up = &log.rows();
  in_order.parts = entries.parts;
  SharedReader shared(rows);
  take_in_order(
      shared, from, to, &rows == &log.rows() ? 1 : threads,
      [&] { return Hashed(make_examiner(), log.is_bundle()); }, in_order);
  if (next != to) fail(next, translation("it is missing"));
}

}  // namespace lcl
