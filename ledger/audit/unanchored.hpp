// SPDX-License-Identifier: Apache-2.0
// What a verification takes on the log's own word.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/audit/verify.hpp"

namespace lcl {

/// What the ledger of `size` entries vouches for itself, and what would anchor it.
[[nodiscard]] std::vector<std::string> unanchored(const Anchors& anchors, std::uint64_t size);

}  // namespace lcl
