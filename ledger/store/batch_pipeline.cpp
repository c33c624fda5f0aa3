// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/batch_pipeline.hpp"

#include <algorithm>
#include <thread>
#include <utility>
#include <vector>

namespace lcl {
namespace {

/// Filling and taking are done by one thread at a time: more would wait for their turns.
constexpr unsigned most_threads = 4;

}  // namespace

unsigned BatchPipeline::threads_at_hand() noexcept {
  return std::clamp(std::thread::hardware_concurrency(), 1U, most_threads);
}

void BatchPipeline::run(std::uint64_t from, std::uint64_t to, unsigned threads) {
  from_ = from;
  to_ = to;
  filled_ = 0;
  taken_ = 0;
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
  RowBatch batch;
  const std::unique_ptr<BatchStage> stage = make_stage_();
  for (std::uint64_t turn = 0; fill(batch, turn);) {
    stage->examine(batch);
    if (!wait_for(turn)) return;
    stage->take(batch, from_ + turn * RowBatch::capacity + batch.size());
    end_turn();
  }
}

bool BatchPipeline::fill(RowBatch& batch, std::uint64_t& turn) {
  const std::lock_guard alone(filling_);
  const std::uint64_t from = from_ + filled_ * RowBatch::capacity;
  if (at_end_ || from >= to_) return false;
  const std::uint64_t to = std::min(to_, from + RowBatch::capacity);
  reader_.with([&](const Reader& reader) { batch.fill(reader, from, to, parts_); });
  turn = filled_++;
  at_end_ = to == to_ || batch.size() == 0;
  return true;
}

bool BatchPipeline::wait_for(std::uint64_t turn) {
  std::unique_lock lock(turning_);
  turned_.wait(lock, [&] { return taken_ == turn || failure_; });
  return !failure_;
}

void BatchPipeline::end_turn() {
  {
    const std::lock_guard lock(turning_);
    ++taken_;
  }
  turned_.notify_all();
}

}  // namespace lcl
