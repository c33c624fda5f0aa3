// SPDX-License-Identifier: Apache-2.0
// On which threads answers are made, by what they take: whoever asks for what is at hand waits for nobody
// who reads the log or writes to it.
#pragma once

#include <array>
#include <atomic>
#include <boost/asio/thread_pool.hpp>
#include <cstddef>
#include <functional>

#include "cli/service/message.hpp"

namespace lcl::cli::service {

/// A lane for each kind of Work, with threads of its own; what is in it is done in the order in which it
/// came. Those of `whole_log` and `acting`, and the threads that they begin, give way to all others of this
/// machine wherever there is not a processor for each: answers of seconds to answers of milliseconds.
class Lanes {
 public:
  Lanes();
  /// Waits for what is being done; what has not begun is dropped.
  ~Lanes();
  Lanes(const Lanes&) = delete;
  Lanes& operator=(const Lanes&) = delete;

  /// Has `task`, which must not throw, done in the lane of `work`. False: too much waits there already.
  [[nodiscard]] bool post(Work work, std::function<void()> task);

 private:
  struct Lane {
    Lane(std::size_t threads, bool gives_way) : pool(threads), gives_way(gives_way) {}
    boost::asio::thread_pool pool;
    bool gives_way;
    std::atomic<std::size_t> under_way = 0;
  };
  std::array<Lane, work_count> lanes_;
};

}  // namespace lcl::cli::service
