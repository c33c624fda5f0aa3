// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/examining_stage.hpp"

namespace lcl {
namespace {

void show(const StoredEntry& stored, ExaminedEntry& entry) {
  entry.seq = stored.seq;
  entry.bytes = stored.entry;
  entry.payload = stored.payload;
  entry.private_part = stored.private_part;
}

}  // namespace

void ExaminingStage::examine(const RowBatch& batch) {
  for (std::size_t i = 0; i < batch.rows().size(); ++i) {
    const RowBatch::Row& row = batch.rows()[i];
    show(row, entries_[i]);
    if (row.is_postponed) {
      entries_[i].about = EntryClass::unknown;  // until it is examined
    } else {
      examiner_.examine(entries_[i]);
    }
  }
}

void ExaminingStage::take(RowBatch& batch, std::uint64_t next) {
  checks_.before_batch({entries_.data(), batch.rows().size()});
  for (std::size_t i = 0; i < batch.rows().size(); ++i) {
    if (batch.rows()[i].is_postponed) {
      const std::uint64_t seq = batch.rows()[i].seq;
      const StoredEntry* fetched =
          reader_.with([&](const Reader& reader) { return batch.fetch(reader, seq); });
      if (fetched == nullptr) continue;  // then it is missing, as the next row will show
      show(*fetched, entries_[i]);
      examiner_.examine(entries_[i]);
    }
    checks_.row(entries_[i]);
  }
  checks_.after_batch(next);
}

}  // namespace lcl
