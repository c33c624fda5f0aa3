// SPDX-License-Identifier: Apache-2.0
#include "samples/generator/told_log.hpp"

#include <algorithm>
#include <cstddef>

namespace lcl::samples {

std::string written(const ToldLog& log, Instant end) {
  struct Line {
    Instant at;
    std::size_t history;
    std::size_t event;
  };
  std::vector<Line> lines;
  for (std::size_t i = 0; i < log.size(); ++i) {
    for (std::size_t k = 0; k < log[i].events.size(); ++k) {
      const Instant at = log[i].events[k].occurred_at;
      if (at < end) lines.push_back({at, i, k});
    }
  }
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.at < b.at; });
  std::string out;
  for (const Line& line : lines) {
    const History& history = log[line.history];
    append_ndjson(history.events[line.event], history.device, out);
  }
  return out;
}

}  // namespace lcl::samples
