// SPDX-License-Identifier: Apache-2.0
// What a thread of a tally does with a batch: reads its events, then adds them
// in order to derivations.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string_view>
#include <vector>

#include "ledger/figures/derivation.hpp"
#include "ledger/registry/recorded_event.hpp"
#include "ledger/store/batch_pipeline.hpp"

namespace lcl {

/// The payloads that a derivation of `project` needs of a bundle and that are not in it.
struct Lacking {
  std::string_view project;
  std::uint64_t payloads = 0;
};

class DerivingStage : public BatchStage {
 public:
  /// Is told how far the log is derived.
  using Reached = std::function<void(std::uint64_t next)>;

  /// All must outlive this. `chains` is what `derivations`, which are of one project, look devices' earlier
  /// events up in. `lacking` counts what they cannot do without: once there is any, nothing more is derived.
  DerivingStage(SharedReader& reader, const Reader& chains, std::deque<Derivation>& derivations,
                Lacking& lacking, const Reached& reached)
      : reader_(reader), chains_(chains), derivations_(derivations), lacking_(lacking), reached_(reached) {}

  void examine(const RowBatch& batch) override;
  /// Throws Error: unavailable where a device's earlier event is withheld, damaged where an event cannot be
  /// read.
  void take(RowBatch& batch, std::uint64_t next) override;

 private:
  /// What came of a row; its memory is used again.
  struct ReadRow {
    bool is_event = false;
    bool is_withheld = false;  // by a bundle
    bool is_needed = false;    // though it is withheld
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
  Lacking& lacking_;
  const Reached& reached_;
  RecordedEventReader reader_of_events_;
  Entry entry_;                                                             // of a withheld row
  std::vector<ReadRow> events_ = std::vector<ReadRow>(RowBatch::capacity);  // by place in the batch
};

}  // namespace lcl
