// SPDX-License-Identifier: Apache-2.0
// One device in the reports of its projects: what each froze of its cycles,
// beside what these come to now.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/figures/explanation.hpp"
#include "ledger/replay/found_device.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/decimal.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

/// S of a cycle in a report's period, kgCO2e.
struct ReportedCycle {
  std::uint64_t collection = 0;  ///< seq
  Decimal seen;                  ///< at the report's checkpoint
  Decimal now;                   ///< at the head
};

struct ReportedDevice {
  std::string project;
  std::uint64_t report = 0;  ///< seq
  Period period;
  std::uint64_t size = 0;             ///< of the report's checkpoint
  std::vector<ReportedCycle> cycles;  ///< that come to something in either, ascending
};

/// The device's derivation as it was at the first `size` entries; without cycles where nothing of it was
/// recorded yet. Throws as explain.
[[nodiscard]] Explanation explained_before(const OpenLedger& ledger, const FoundDevice& device,
                                           std::uint64_t size);

/// In each report that stands of a project of which `now`, the explanation at the head, names events: those
/// in which a cycle comes to something. Ascending by checkpoint. Throws as explain.
[[nodiscard]] std::vector<ReportedDevice> reported_device(const OpenLedger& ledger, const FoundDevice& device,
                                                          const Explanation& now);

}  // namespace lcl
