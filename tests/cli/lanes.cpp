// SPDX-License-Identifier: Apache-2.0
#include "cli/service/lanes.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <future>
#include <latch>
#include <thread>

using lcl::cli::service::Lanes;
using lcl::cli::service::Work;

namespace {

int priority_here() { return ::getpriority(PRIO_PROCESS, static_cast<id_t>(::gettid())); }

/// What `ask` gives in the lane of `work`.
int asked_in(Lanes& lanes, Work work, int (*ask)()) {
  std::promise<int> told;
  REQUIRE(lanes.post(work, [&] { told.set_value(ask()); }));
  return told.get_future().get();
}

}  // namespace

TEST_CASE("lanes: who asks for what is at hand waits for nobody who reads the log or writes") {
  std::latch may_end(1);
  Lanes lanes;
  for (const Work work : {Work::records, Work::whole_log, Work::acting}) {
    for (int i = 0; i < 100; ++i) REQUIRE(lanes.post(work, [&] { may_end.wait(); }));
  }
  CHECK(asked_in(lanes, Work::at_hand, [] { return 7; }) == 7);
  may_end.count_down();
}

TEST_CASE("lanes: the whole log is read by one at a time, in the order in which it was asked for") {
  std::array<int, 20> order{};
  std::size_t next = 0;
  std::latch done(static_cast<std::ptrdiff_t>(order.size()));
  Lanes lanes;
  for (std::size_t i = 0; i < order.size(); ++i) {
    REQUIRE(lanes.post(Work::whole_log, [&, i] {
      order.at(next++) = static_cast<int>(i);
      done.count_down();
    }));
  }
  done.wait();
  for (std::size_t i = 0; i < order.size(); ++i) CHECK(order.at(i) == static_cast<int>(i));
}

TEST_CASE("lanes: what takes long gives way, with the threads that it begins") {
  Lanes lanes;
  const int own = priority_here();
  CHECK(asked_in(lanes, Work::at_hand, priority_here) == own);
  CHECK(asked_in(lanes, Work::records, priority_here) == own);
  const auto of_a_thread_begun = [] { return std::async(std::launch::async, priority_here).get(); };
  for (const Work work : {Work::whole_log, Work::acting}) {
    CHECK(asked_in(lanes, work, priority_here) > own);
    CHECK(asked_in(lanes, work, of_a_thread_begun) > own);
  }
}

TEST_CASE("lanes: where too much waits there is no room, until something was done") {
  std::latch may_end(1);
  Lanes lanes;
  int taken = 0;
  while (lanes.post(Work::whole_log, [&] { may_end.wait(); })) ++taken;
  CHECK(taken > 100);
  CHECK_FALSE(lanes.post(Work::whole_log, [] {}));
  CHECK(lanes.post(Work::at_hand, [] {}));
  may_end.count_down();
  while (!lanes.post(Work::whole_log, [] {})) std::this_thread::yield();
}
