// SPDX-License-Identifier: Apache-2.0
// What a thread of the verifier does with a batch: examines each row by
// itself, then hands them to the checks in order.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "ledger/audit/examined_entry.hpp"
#include "ledger/store/batch_pipeline.hpp"

namespace lcl {

/// What the rows go through in order; never called by two threads at once.
struct OrderedChecks {
  /// The next rows, of which those postponed are not examined yet: a hint.
  std::function<void(std::span<const ExaminedEntry> rows)> before_batch;
  std::function<void(const ExaminedEntry& row)> row;
  /// With the seq that comes next.
  std::function<void(std::uint64_t next)> after_batch;
};

class ExaminingStage : public BatchStage {
 public:
  /// `reader` and `checks` must outlive this.
  ExaminingStage(SharedReader& reader, const OrderedChecks& checks, bool with_facts)
      : reader_(reader), checks_(checks), examiner_(with_facts) {}

  void examine(const RowBatch& batch) override;
  void take(RowBatch& batch, std::uint64_t next) override;

 private:
  SharedReader& reader_;
  const OrderedChecks& checks_;
  Examiner examiner_;
  std::vector<ExaminedEntry> entries_ =
      std::vector<ExaminedEntry>(RowBatch::capacity);  // by place in the batch
};

}  // namespace lcl
