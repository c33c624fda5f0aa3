// SPDX-License-Identifier: Apache-2.0
// A report beside what the entries now give for its period: by category and
// vintage, and cycle by cycle where it comes to something else.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/figures/cycle_lines.hpp"
#include "ledger/figures/tally.hpp"
#include "ledger/registry/records.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/progress.hpp"

namespace lcl {

/// What one category comes to in one vintage of the period.
struct CategoryVintage {
  int vintage = 0;
  std::string category;
  Amounts seen;  ///< at the report's checkpoint
  Amounts now;   ///< at the head
};

/// An event of a device that was recorded since.
struct LaterEvent {
  std::uint64_t seq = 0;
  std::string kind;
  std::string project;
};

/// A line that changed, with what was recorded of its device since; none where only statements were.
struct ExplainedChange {
  ChangedLine line;
  std::vector<LaterEvent> since;
};

struct ReportChanges {
  Tally seen;
  Tally now;
  std::vector<CategoryVintage> rows;     ///< by vintage and category
  std::vector<ExplainedChange> changes;  ///< ascending by device
  LinesCompared compared;                ///< without regard to any opinion: what was seen beside what stands
};

/// Of a report of `project`; two scans. Throws as tallies_at.
[[nodiscard]] ReportChanges report_changes(const OpenLedger& ledger, const Project& project,
                                           const Report& report, const Progress& progress = {});

}  // namespace lcl
