// SPDX-License-Identifier: Apache-2.0
// A second thread for work in batches: it takes them in the order in which they
// are handed over, while whoever hands them over fills the next.
#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

namespace lcl {

/// A few batches go round between the two threads: memory is bounded, and what a batch has allocated is used
/// again. What the work throws is thrown on to the filling thread, by every later `hand_over` and `finish`.
template <typename Batch>
class BatchWorker {
 public:
  /// `work` runs on the other thread; it leaves a batch as it is to be found when it is filled again.
  explicit BatchWorker(std::function<void(Batch&)> work)
      : work_(std::move(work)), thread_([this] { run(); }) {}

  /// Gives up what was handed over and not begun, and waits for the batch under way.
  ~BatchWorker() {
    {
      const std::lock_guard lock(mutex_);
      is_stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }
  BatchWorker(const BatchWorker&) = delete;
  BatchWorker(BatchWorker&&) = delete;
  BatchWorker& operator=(const BatchWorker&) = delete;
  BatchWorker& operator=(BatchWorker&&) = delete;

  /// The batch to fill, until it is handed over.
  [[nodiscard]] Batch& batch() { return batches_[next_]; }

  /// Hands the batch over, and waits until there is another to fill.
  void hand_over() {
    std::unique_lock lock(mutex_);
    ++handed_over_;
    changed_.notify_all();
    next_ = handed_over_ % batches_.size();
    wait(lock, [this] { return handed_over_ - done_ < batches_.size(); });
  }

  /// Waits until all that was handed over is done.
  void finish() {
    std::unique_lock lock(mutex_);
    wait(lock, [this] { return done_ == handed_over_; });
  }

 private:
  template <typename Condition>
  void wait(std::unique_lock<std::mutex>& lock, Condition condition) {
    changed_.wait(lock, [&] { return failure_ != nullptr || condition(); });
    if (failure_ != nullptr) std::rethrow_exception(failure_);
  }

  void run() noexcept {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [this] { return is_stopping_ || done_ < handed_over_; });
      if (is_stopping_) return;
      Batch& batch = batches_[done_ % batches_.size()];
      lock.unlock();
      std::exception_ptr failure;
      try {
        work_(batch);
      } catch (...) {  // on its way to the filling thread
        failure = std::current_exception();
      }
      lock.lock();
      ++done_;
      failure_ = failure;
      changed_.notify_all();
      if (failure != nullptr) return;
    }
  }

  std::function<void(Batch&)> work_;
  std::array<Batch, 4> batches_;
  std::size_t next_ = 0;  ///< of the filling thread alone

  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t handed_over_ = 0;
  std::uint64_t done_ = 0;
  bool is_stopping_ = false;
  std::exception_ptr failure_;

  std::thread thread_;  ///< last: it uses all the others
};

}  // namespace lcl
