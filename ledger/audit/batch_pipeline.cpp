// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/batch_pipeline.hpp"

#include <algorithm>
#include <thread>
#include <utility>
#include <vector>

namespace lcl {

BatchPipeline::BatchPipeline(SharedReader& reader, bool with_facts, Check check)
    : reader_(reader), with_facts_(with_facts), check_(std::move(check)) {}

void BatchPipeline::run(std::uint64_t from, std::uint64_t to, unsigned threads) {
  from_ = from;
  to_ = to;
  filled_ = 0;
  checked_ = 0;
  at_end_ = false;
  {
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < threads; ++i) others.emplace_back([this] { work_or_fail(); });
    work_or_fail();
  }
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

void BatchPipeline::work_or_fail() noexcept {
  try {
    work();
  } catch (...) {  // on its way to whoever called run
    {
      const std::lock_guard lock(turning_);
      if (!failure_) failure_ = std::current_exception();
    }
    turned_.notify_all();
  }
}

void BatchPipeline::work() {
  EntryBatch batch;
  Examiner examiner(with_facts_);
  for (std::uint64_t turn = 0; fill(batch, turn);) {
    batch.examine(examiner);
    if (!wait_for(turn)) return;
    check(batch, examiner, turn);
  }
}

bool BatchPipeline::fill(EntryBatch& batch, std::uint64_t& turn) {
  const std::lock_guard alone(filling_);
  const std::uint64_t from = from_ + filled_ * EntryBatch::capacity;
  if (at_end_ || from >= to_) return false;
  const std::uint64_t to = std::min(to_, from + EntryBatch::capacity);
  reader_.with([&](const Reader& reader) { batch.fill(reader, from, to); });
  turn = filled_++;
  at_end_ = to == to_ || batch.rows().empty();
  return true;
}

bool BatchPipeline::wait_for(std::uint64_t turn) {
  std::unique_lock lock(turning_);
  turned_.wait(lock, [&] { return checked_ == turn || failure_; });
  return !failure_;
}

void BatchPipeline::check(EntryBatch& batch, Examiner& examiner, std::uint64_t turn) {
  check_.before_batch(batch.rows());
  for (ExaminedEntry& row : batch.rows()) {
    if (batch.is_postponed(row)) {
      const bool found = reader_.with([&](const Reader& reader) { return batch.fetch(reader, row); });
      if (!found) continue;  // then it is missing, as the next row will show
      examiner.examine(row);
    }
    check_.row(row);
  }
  check_.after_batch(from_ + turn * EntryBatch::capacity + batch.rows().size());
  {
    const std::lock_guard lock(turning_);
    ++checked_;
  }
  turned_.notify_all();
}

}  // namespace lcl
