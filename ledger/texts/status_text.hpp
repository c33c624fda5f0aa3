// SPDX-License-Identifier: Apache-2.0
// A project on one screen.
#pragma once

#include <string>

#include "ledger/registry/state.hpp"
#include "ledger/replay/next_acts.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// What a status is told from; state and project must outlive it.
struct ProjectStatus {
  const RegistryState& state;
  const Project& project;
  Instant today;
  CreditStanding credits;
  Instant last_entry;  ///< its time
};

[[nodiscard]] Json status_json(const ProjectStatus& status);
[[nodiscard]] std::string status_text(const ProjectStatus& status);

}  // namespace lcl
