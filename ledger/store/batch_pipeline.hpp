// SPDX-License-Identifier: Apache-2.0
// The log in batches through three stages: filled in order by one thread at a
// time, examined by all threads at once, taken in order by one thread at a
// time. So what comes out does not depend on the number of threads; with one
// thread it is a plain loop. Knows nothing of rows: see ordered_rows.hpp.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>

#include "ledger/store/row_batch.hpp"
#include "ledger/store/shared_reader.hpp"

namespace lcl {

/// What one thread does with one batch after another; it may keep what it has examined of the batch at hand.
class BatchStage {
 public:
  BatchStage() = default;
  virtual ~BatchStage() = default;
  BatchStage(const BatchStage&) = delete;
  BatchStage(BatchStage&&) = delete;
  BatchStage& operator=(const BatchStage&) = delete;
  BatchStage& operator=(BatchStage&&) = delete;

  /// Works on `batch` alone, at the same time as other threads' stages on theirs. What goes wrong with a row
  /// is better kept for `take`: there the first row comes first.
  virtual void examine(const RowBatch& batch) = 0;
  /// Takes the batch that was examined last, after all before it and while no other thread takes one. `next`
  /// is the seq behind it.
  virtual void take(const RowBatch& batch, std::uint64_t next) = 0;
};

class BatchPipeline {
 public:
  using MakeStage = std::function<std::unique_ptr<BatchStage>()>;

  /// `reader` must outlive this. `make_stage` is called once in every thread that works, possibly at the same
  /// time.
  BatchPipeline(SharedReader& reader, RowParts parts, MakeStage make_stage)
      : reader_(reader), parts_(parts), make_stage_(std::move(make_stage)) {}

  /// As many threads as can be kept busy on this machine.
  [[nodiscard]] static unsigned threads_at_hand() noexcept;

  /// Takes the entries from `from` up to, not with, `to`; ends early where a whole batch is missing. Throws
  /// what any of the threads has thrown.
  void run(std::uint64_t from, std::uint64_t to, unsigned threads);

 private:
  void work();
  void work_or_fail() noexcept;
  /// Fills the next batch and says which turn it has; false if there is none.
  bool fill(RowBatch& batch, std::uint64_t& turn);
  bool wait_for(std::uint64_t turn);
  void end_turn();

  SharedReader& reader_;
  RowParts parts_;
  MakeStage make_stage_;
  std::uint64_t from_ = 0;
  std::uint64_t to_ = 0;

  std::mutex filling_;
  std::uint64_t filled_ = 0;  // batches
  bool at_end_ = false;

  std::mutex turning_;
  std::condition_variable turned_;
  std::uint64_t taken_ = 0;  // batches
  std::exception_ptr failure_;
};

}  // namespace lcl
