// SPDX-License-Identifier: Apache-2.0
// What a verification takes on the log's own word.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/audit/verify.hpp"

namespace lcl {

/// What the ledger, of which `size` entries could be read in order, in which nothing was found if it `holds`,
/// vouches for itself, and what would anchor it. `shown` are the checkpoints from outside that it extends.
[[nodiscard]] std::vector<std::string> unanchored(const Anchors& anchors,
                                                  const std::vector<ShownAnchor>& shown, std::uint64_t size,
                                                  bool holds);

}  // namespace lcl
