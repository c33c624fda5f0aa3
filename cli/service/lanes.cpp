// SPDX-License-Identifier: Apache-2.0
#include "cli/service/lanes.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <boost/asio/post.hpp>
#include <utility>

namespace lcl::cli::service {
namespace {

constexpr std::size_t most_under_way = 512;  // in each lane

/// Of the calling thread, and those that it begins from then on; nothing without the right to it. (On Linux a
/// thread has a priority of its own.)
void give_way() {
  constexpr int lower = 10;
  thread_local const bool done = ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), lower) == 0;
  (void)done;
}

}  // namespace

// Files are read where they lie: a slow disk is not to hold up the next. Figures are derived on every
// processor, so one at a time. Of those that act, many may wait for the one who writes.
Lanes::Lanes() : lanes_{{{8, false}, {2, false}, {1, true}, {64, true}}} {}

Lanes::~Lanes() {
  for (Lane& each : lanes_) each.pool.stop();
  for (Lane& each : lanes_) each.pool.join();
}

bool Lanes::post(Work work, std::function<void()> task) {
  Lane& lane = lanes_.at(static_cast<std::size_t>(work));
  if (++lane.under_way > most_under_way) {
    --lane.under_way;
    return false;
  }
  boost::asio::post(lane.pool, [&lane, task = std::move(task)] {
    if (lane.gives_way) give_way();
    task();
    --lane.under_way;
  });
  return true;
}

}  // namespace lcl::cli::service
