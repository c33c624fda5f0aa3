// SPDX-License-Identifier: Apache-2.0
// One device's derivation, step by step, as `lcl explain` shows it: the same
// arithmetic as the tally's, with its trace.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/figures/derivation.hpp"
#include "ledger/registry/state.hpp"

namespace lcl {

struct ExplainedEvent {
  RecordedEvent event;
  std::vector<Contribution> contributions;  ///< emitted, and for a collection what it gives back
  Trace steps;                              ///< of the event's formulas
  Trace given_back;                         ///< of the earlier cycle's, where it gives back
};

struct ExplainedCycle {
  std::string project;
  Digest methodology;
  std::string category;
  std::string model;
  CycleClass cycle_class{};
  std::string reason;  ///< code, where ineligible
  std::string reason_title;
  std::vector<ExplainedEvent> events;  ///< standing, oldest first
  Trace rules;                         ///< eligibility, where resold
  Trace steps;                         ///< of the avoided figures, where credited
  std::vector<Contribution> avoided;
  Decimal net;  ///< S of this cycle alone, kgCO2e
};

struct Explanation {
  Pseudonym device;
  std::vector<ExplainedCycle> cycles;  ///< oldest first
  std::vector<RecordedEvent> voided;   ///< events taken back, and the voids, in order of seq
};

[[nodiscard]] Explanation explanation_of(const Pseudonym& device, std::uint64_t last,
                                         const RegistryState& state, const EventLookup& lookup,
                                         FurtherNames further_names);

}  // namespace lcl
