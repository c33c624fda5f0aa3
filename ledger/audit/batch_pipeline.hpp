// SPDX-License-Identifier: Apache-2.0
// The log in batches through three stages: filled in order by one thread at a
// time, examined by all threads at once, checked in order by one thread at a
// time. With one thread it is a plain loop.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <span>

#include "ledger/audit/entry_batch.hpp"
#include "ledger/audit/shared_reader.hpp"

namespace lcl {

class BatchPipeline {
 public:
  /// What the rows go through in order; never called by two threads at once.
  struct Check {
    /// The next rows, of which those postponed are not examined yet: a hint.
    std::function<void(std::span<const ExaminedEntry> rows)> before_batch;
    std::function<void(const ExaminedEntry& row)> row;
    /// With the seq that comes next.
    std::function<void(std::uint64_t next)> after_batch;
  };

  /// `reader` must outlive this.
  BatchPipeline(SharedReader& reader, bool with_facts, Check check);

  /// Takes the entries from `from` up to, not with, `to`; ends early where a whole batch is missing. Throws
  /// what any of the threads has thrown.
  void run(std::uint64_t from, std::uint64_t to, unsigned threads);

 private:
  void work();
  void work_or_fail() noexcept;
  /// Fills the next batch and says which turn it has; false if there is none.
  bool fill(EntryBatch& batch, std::uint64_t& turn);
  bool wait_for(std::uint64_t turn);
  void check(EntryBatch& batch, Examiner& examiner, std::uint64_t turn);

  SharedReader& reader_;
  bool with_facts_;
  Check check_;
  std::uint64_t from_ = 0;
  std::uint64_t to_ = 0;

  std::mutex filling_;
  std::uint64_t filled_ = 0;  // batches
  bool at_end_ = false;

  std::mutex turning_;
  std::condition_variable turned_;
  std::uint64_t checked_ = 0;  // batches
  std::exception_ptr failure_;
};

}  // namespace lcl
