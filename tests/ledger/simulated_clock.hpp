// SPDX-License-Identifier: Apache-2.0
// The clock of a simulation: years of a registry go by in seconds.
#pragma once

#include "ledger/values/timestamp.hpp"

namespace lcl::test {

/// While there is one, this program's time of day is what it says; how long things take goes on as ever.
class SimulatedClock {
 public:
  explicit SimulatedClock(Instant at) { set(at); }
  ~SimulatedClock();
  SimulatedClock(const SimulatedClock&) = delete;
  SimulatedClock& operator=(const SimulatedClock&) = delete;

  void set(Instant at);
};

}  // namespace lcl::test
