// SPDX-License-Identifier: Apache-2.0
// What a thread of a bundle's writing does with a batch: reads and hashes the
// entries, then hands them on in order.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "ledger/chain/entry.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/store/batch_pipeline.hpp"

namespace lcl {

/// What is read of an entry; its views live as long as the row.
struct BundledEntry {
  Digest leaf;
  const char* fault = nullptr;
  Entry entry;
};

class BundlingStage : public BatchStage {
 public:
  using Take = std::function<void(const StoredEntry& stored, const BundledEntry& read)>;
  /// Is told how far the log is taken.
  using Reached = std::function<void(std::uint64_t next)>;

  /// All must outlive this.
  BundlingStage(SharedReader& reader, const Take& take, const Reached& reached)
      : reader_(reader), take_(take), reached_(reached) {}

  void examine(const RowBatch& batch) override {
    for (std::size_t i = 0; i < batch.rows().size(); ++i) {
      if (!batch.rows()[i].is_postponed) read(batch.rows()[i], entries_[i]);
    }
  }

  /// A postponed row that is no longer there is passed over: then the next is out of order.
  void take(RowBatch& batch, std::uint64_t next) override {
    for (std::size_t i = 0; i < batch.rows().size(); ++i) {
      const StoredEntry* stored = &batch.rows()[i];
      if (batch.rows()[i].is_postponed) {
        const std::uint64_t seq = stored->seq;
        stored = reader_.with([&](const Reader& from) { return batch.fetch(from, seq); });
        if (stored == nullptr) continue;
        read(*stored, entries_[i]);
      }
      take_(*stored, entries_[i]);
    }
    reached_(next);
  }

 private:
  static void read(const StoredEntry& stored, BundledEntry& out) {
    out.leaf = leaf_hash(stored.entry);
    out.fault = read_entry(stored.entry, out.entry);
  }

  SharedReader& reader_;
  const Take& take_;
  const Reached& reached_;
  std::vector<BundledEntry> entries_ =
      std::vector<BundledEntry>(RowBatch::capacity);  // by place in the batch
};

}  // namespace lcl
