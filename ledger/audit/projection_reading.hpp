// SPDX-License-Identifier: Apache-2.0
// Rows of projections that cannot even be read are findings, not obstacles.
#pragma once

#include <optional>

#include "ledger/audit/finding_list.hpp"
#include "ledger/values/error.hpp"

namespace lcl {

/// Runs `read`; that it found the projection damaged becomes the finding `word`. False if so: what is behind
/// the damage stays unread.
template <typename Read>
[[nodiscard]] bool read_projection(FindingWord word, FindingList& findings, Read read) {
  try {
    read();
    return true;
  } catch (const Error& error) {
    if (error.obstacle() != Obstacle::damaged) throw;
    findings.add(word, std::nullopt, error.what());
    return false;
  }
}

}  // namespace lcl
