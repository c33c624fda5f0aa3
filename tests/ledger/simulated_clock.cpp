// SPDX-License-Identifier: Apache-2.0
#include "tests/ledger/simulated_clock.hpp"

#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>

namespace {

constexpr std::int64_t machine_time = INT64_MIN;
std::atomic<std::int64_t> simulated_ms{machine_time};

}  // namespace

/// Stands in for the C library's in this program.
extern "C" int clock_gettime(clockid_t clock, timespec* time) noexcept {
  const std::int64_t ms = simulated_ms;
  if (clock != CLOCK_REALTIME || ms == machine_time)
    return static_cast<int>(::syscall(SYS_clock_gettime, clock, time));
  *time = {ms / 1'000, ms % 1'000 * 1'000'000};
  return 0;
}

namespace lcl::test {

SimulatedClock::~SimulatedClock() { simulated_ms = machine_time; }

void SimulatedClock::set(Instant at) { simulated_ms = at.milliseconds; }

}  // namespace lcl::test
