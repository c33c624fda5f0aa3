// SPDX-License-Identifier: Apache-2.0
// A project on one screen.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "ledger/registry/outlook.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/replay/next_acts.hpp"
#include "ledger/texts/listing/listing.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// What a status is told from; state and project must outlive it.
struct ProjectStatus {
  const RegistryState& state;
  const Project& project;
  Instant today;
  CreditStanding credits;
  Instant last_entry;  ///< its time
  std::vector<std::uint64_t>
      questioned{};  ///< seq of statements on the project, for the keys that signed them
};

/// The suppliers are those who stand for the events of the population.
[[nodiscard]] std::vector<DueDate> due_dates_of(const ProjectStatus& status);
/// By vintage, how many units are in each UnitState.
[[nodiscard]] std::map<int, std::array<std::uint64_t, 4>> units_by_state(const Project& project);
/// Where, of what, and how much.
[[nodiscard]] std::string elsewhere_text(const CreditedElsewhere& declared);

[[nodiscard]] Json status_json(const ProjectStatus& status);
[[nodiscard]] std::string status_text(const ProjectStatus& status);
/// A row for each thing that it says, by section.
[[nodiscard]] Listing status_listing(const ProjectStatus& status, ListingBasis basis);

}  // namespace lcl
