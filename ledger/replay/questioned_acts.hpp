// SPDX-License-Identifier: Apache-2.0
// The acts on a project that rest on a key which somebody else may have used.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/store/open_ledger.hpp"

namespace lcl {

/// The statements on a project, in order, that were signed with a key while it was compromised, or whose
/// grant was annulled. The log is only walked where there is such a key.
[[nodiscard]] std::vector<std::uint64_t> questioned_acts(const OpenLedger& ledger,
                                                         const std::string& project);

}  // namespace lcl
