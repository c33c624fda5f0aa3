// SPDX-License-Identifier: Apache-2.0
// A log, read to its end and written in another format.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <ostream>
#include <vector>

#include "ledger/events/log_reader.hpp"
#include "ledger/intake/outcome.hpp"
#include "ledger/values/progress.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl::cli {

/// What reading a log to its end came to.
struct Conversion {
  std::uint64_t events = 0;         ///< written
  std::uint64_t refused_lines = 0;  ///< those that hold no event
  std::uint64_t refusals = 0;
  std::vector<Refused> listed;        ///< the first of them
  std::map<Refusal, Fault> faults{};  ///< all of them, by word
};

/// What is written once a line was refused. All refusals are found in either way.
enum class AfterRefusal { nothing, the_rest };

/// Writes the events of `log` to `out`, each as `format` has it.
[[nodiscard]] Conversion convert(LogReader& log, LogFormat format, AfterRefusal then, std::size_t most_listed,
                                 std::ostream& out, const Progress& progress);

}  // namespace lcl::cli
