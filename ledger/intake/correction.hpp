// SPDX-License-Identifier: Apache-2.0
// A correction: what a corrected log changes in what stands for its devices,
// as the voids and the events that make it so.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "ledger/events/log_reader.hpp"
#include "ledger/registry/lifecycle.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/progress.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

class KnownDevices;

/// A device of which something other stands than the log says.
struct CorrectedDevice {
  Pseudonym device;
  Identifiers identifiers;
  std::vector<RecordedEvent> voided;  ///< the last first
  std::vector<Event> recorded;        ///< in the log's order; of line 0 where no log says them
};

struct Correction {
  std::vector<CorrectedDevice> devices;  ///< in the order of the log's first line on each
  std::uint64_t unchanged = 0;           ///< devices of which the log says what stands
  std::uint64_t refusals = 0;            ///< of lines that cannot be read
  std::vector<Refused> listed;           ///< the first 1,000

  [[nodiscard]] std::uint64_t voids() const;
  [[nodiscard]] std::uint64_t events() const;
  /// The voids, dated `now` and giving `reason`, and the events, device by device, as a log to prepare a
  /// submission from. Places are those of the corrected log. The correction must outlive it.
  [[nodiscard]] std::unique_ptr<LogReader> log(Instant now, const std::string& reason) const;
};

/// What the corrected `log`, which holds all events of the devices that it names, changes in what stands for
/// them in the project of `known`. Needs memory for the log.
[[nodiscard]] Correction correction_of(KnownDevices& known, LogReader& log, const Progress& progress = {});

}  // namespace lcl
