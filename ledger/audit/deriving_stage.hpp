// SPDX-License-Identifier: Apache-2.0
// What a thread of a tally does with a batch: reads its events, then adds them
// in order to derivations.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <vector>

#include "ledger/registry/recorded_event.hpp"
#include "ledger/store/batch_pipeline.hpp"
#include "ledger/units/derivation.hpp"

namespace lcl {

class DerivingStage : public BatchStage {
 public:
  /// Is told how far the log is derived.
  using Reached = std::function<void(std::uint64_t next)>;

  /// All must outlive this. `chains` is what `derivations` look devices' earlier events up in.
  DerivingStage(SharedReader& reader, const Reader& chains, std::deque<Derivation>& derivations,
                const Reached& reached)
      : reader_(reader), chains_(chains), derivations_(derivations), reached_(reached) {}

  void examine(const RowBatch& batch) override;
  /// Throws Error: unavailable where a payload is not here, damaged where an event cannot be read.
  void take(RowBatch& batch, std::uint64_t next) override;

 private:
  /// What came of a row; its memory is used again.
  struct ReadRow {
    bool is_event = false;
    bool is_withheld = false;
    const char* fault = nullptr;
    RecordedEvent event;
  };

  void read(const StoredEntry& stored, ReadRow& row);
  void fetch(RowBatch& batch, std::uint64_t seq, ReadRow& row);
  void add_all(RowBatch& batch);
  void add(std::uint64_t seq, const ReadRow& row);

  SharedReader& reader_;
  const Reader& chains_;
  std::deque<Derivation>& derivations_;
  const Reached& reached_;
  RecordedEventReader reader_of_events_;
  std::vector<ReadRow> events_ = std::vector<ReadRow>(RowBatch::capacity);  // by place in the batch
};

}  // namespace lcl
