// SPDX-License-Identifier: Apache-2.0
// A whole sample log in memory, device by device, so that what happened to a
// device can be told otherwise before it is written.
#pragma once

#include <string>
#include <vector>

#include "ledger/values/timestamp.hpp"
#include "samples/generator/writer.hpp"

namespace lcl::samples {

/// What happened to one device, in order of time.
struct History {
  Device device;
  std::vector<SampleEvent> events;
};
using ToldLog = std::vector<History>;

/// The lines of `log` as NDJSON, in order of time, without what happened at or after `end`.
[[nodiscard]] std::string written(const ToldLog& log, Instant end);

}  // namespace lcl::samples
