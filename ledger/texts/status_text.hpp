// SPDX-License-Identifier: Apache-2.0
// A project on one screen.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

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
  std::vector<std::uint64_t>
      questioned{};  ///< seq of statements on the project, for the keys that signed them
};

[[nodiscard]] Json status_json(const ProjectStatus& status);
[[nodiscard]] std::string status_text(const ProjectStatus& status);

}  // namespace lcl
