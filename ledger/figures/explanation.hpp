// SPDX-License-Identifier: Apache-2.0
// One device's derivation, step by step, as `lcl explain` shows it: the same
// arithmetic as the tally's, with its trace.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/figures/derivation.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

struct ExplainedEvent {
  RecordedEvent event;
  std::vector<Contribution> contributions;  ///< emitted
  Trace steps;                              ///< of the event's formulas
};

/// What a cycle gives back where the device was collected again, by whichever project.
struct GivenBack {
  std::uint64_t collection = 0;  ///< seq of the new collection
  std::string project;           ///< the new collection's
  std::vector<Contribution> contributions;
  Trace steps;
};

struct ExplainedCycle {
  std::string project;
  Digest methodology;
  Json parameters;  ///< what the project states for it, as its label does
  std::string category;
  std::string model;
  CycleClass cycle_class{};
  std::string reason;  ///< code, where ineligible
  std::string reason_title;
  std::vector<ExplainedEvent> events;  ///< standing, oldest first
  Trace rules;                         ///< eligibility, where resold
  Trace steps;                         ///< of the avoided figures, where credited
  std::vector<Contribution> avoided;
  std::optional<GivenBack> given_back;  ///< where the cycle was credited and the device collected again
  Decimal net;                          ///< S of this cycle alone, kgCO2e
  bool less_a_period = false;  ///< the methodology takes off what is a period's and no device's as well
};

struct Explanation {
  Pseudonym device;
  std::vector<ExplainedCycle> cycles;  ///< oldest first
  std::vector<RecordedEvent> voided;   ///< events taken back, and the voids, in order of seq
};

/// What is supposed of one project's cycles.
struct SupposedProject {
  std::string project;
  const Supposition& supposition;
};

/// With a `supposed` project, its cycles under that.
[[nodiscard]] Explanation explanation_of(const Pseudonym& device, std::uint64_t last,
                                         const RegistryState& state, const EventLookup& lookup,
                                         FurtherNames further_names,
                                         const SupposedProject* supposed = nullptr);

}  // namespace lcl
