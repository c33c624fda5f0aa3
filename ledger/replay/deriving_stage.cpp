// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/deriving_stage.hpp"

#include <fmt/format.h>

#include "ledger/values/error.hpp"

namespace lcl {
namespace {

[[noreturn]] void unreadable(std::uint64_t seq, const char* fault) {
  throw Error(Obstacle::damaged, fmt::format("entry {}: {}; run lcl verify", seq, fault));
}

}  // namespace

void DerivingStage::examine(const RowBatch& batch) {
  for (std::size_t i = 0; i < batch.rows().size(); ++i) {
    if (!batch.rows()[i].is_postponed) read(batch.rows()[i], events_[i]);
  }
}

void DerivingStage::take(RowBatch& batch, std::uint64_t next) {
  chains_.together([&] { add_all(batch); });
  reached_(next);
}

/// An event of another project can be done without: where a cycle of this project rests on it, the device's
/// chain leads to it.
void DerivingStage::read(const StoredEntry& stored, ReadRow& row) {
  row.is_event = is_event(stored.entry);
  row.is_needed = false;
  if (!row.is_event) return;
  row.is_withheld = false;
  if (stored.payload) {
    row.fault = reader_of_events_.read(stored.entry, *stored.payload, row.event);
  } else if (chains_.bundle()) {
    row.is_withheld = true;
    row.fault = read_entry(stored.entry, entry_);
    row.is_needed = row.fault == nullptr && entry_.project == lacking_.project;
  } else {
    row.fault = "its payload is missing";
  }
}

void DerivingStage::fetch(RowBatch& batch, std::uint64_t seq, ReadRow& row) {
  const StoredEntry* stored = reader_.with([&](const Reader& from) { return batch.fetch(from, seq); });
  if (stored == nullptr) unreadable(seq, "it is no longer there");
  read(*stored, row);
}

void DerivingStage::add_all(RowBatch& batch) {
  for (std::size_t i = 0; i < batch.rows().size(); ++i) {
    const RowBatch::Row& row = batch.rows()[i];
    if (row.is_postponed) fetch(batch, row.seq, events_[i]);
    add(row.seq, events_[i]);
  }
}

void DerivingStage::add(std::uint64_t seq, const ReadRow& row) {
  if (!row.is_event) return;
  if (row.fault != nullptr) unreadable(seq, row.fault);
  if (row.is_needed) ++lacking_.payloads;
  if (row.is_withheld || lacking_.payloads > 0) return;
  for (Derivation& derivation : derivations_) derivation.add(row.event);
}

}  // namespace lcl
