// SPDX-License-Identifier: Apache-2.0
// A project as shown by `lcl project list` and `show`.
#pragma once

#include <string>

#include "ledger/registry/state.hpp"
#include "ledger/texts/columns.hpp"

namespace lcl {

/// What `lcl project list` tells.
[[nodiscard]] Json project_summary_json(const Project& project);
/// What else pays for it, as declared and not taken back.
[[nodiscard]] Json incentives_json(const Project& project);
/// A row each: `name`, what it is.
void add_incentives(const Project& project, Columns& lines);
/// All but its reports and units, with what stands for its developer and marketplaces at `at`.
[[nodiscard]] Json project_json(const Project& project, const RegistryState& state, Instant at);
[[nodiscard]] std::string project_text(const Project& project, const RegistryState& state, Instant at);

}  // namespace lcl
