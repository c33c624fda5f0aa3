// SPDX-License-Identifier: Apache-2.0
// A project as an auditor goes through it: every figure that an act states,
// recomputed, and the questions that its events raise.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/audit/plausibility.hpp"
#include "ledger/replay/recomputation.hpp"
#include "ledger/values/progress.hpp"

namespace lcl {

/// An act whose figures were recomputed as of the entries before it.
struct RecomputedAct {
  std::uint64_t seq = 0;
  std::string kind;
  Json act;                          ///< what it states
  std::optional<Refused> differing;  ///< nothing where its figures follow from the entries
};

/// Collections in the period whose devices no check digit vouches for: a misread digit goes unnoticed there.
struct UncheckedDevices {
  struct Named {
    std::uint64_t count = 0;
    std::vector<std::uint64_t> entries{};  ///< seq of the first, ascending, 20 at most
  };
  std::uint64_t collections = 0;  ///< all
  Named imei;                     ///< under IMEIs of 14 or 16 digits
  Named serial;                   ///< under a serial number alone
};

/// Those among the standing events `observed`.
[[nodiscard]] UncheckedDevices unchecked_devices(const Observations& observed, const Period& period);

struct ProjectAudit {
  std::string project;
  Head checkpoint;                  ///< what it was made at
  Period period;                    ///< whose events the tests looked at
  std::vector<RecomputedAct> acts;  ///< in order of seq
  Tally by_category;                ///< of the period
  UncheckedDevices unchecked;
  Plausibility plausibility;
  [[nodiscard]] bool agrees() const;  ///< whether every recomputed figure does
};

/// Audits a labelled project at the head of `ledger`: its stated figures recomputed, and the questions that
/// its events in `period` raise. Throws Error (unavailable) where it is not labelled, and as tallies_at and
/// observe.
[[nodiscard]] ProjectAudit audit_project(const OpenLedger& ledger, const std::string& project,
                                         const Period& period, const Progress& progress = {});

}  // namespace lcl
