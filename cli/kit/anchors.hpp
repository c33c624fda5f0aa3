// SPDX-License-Identifier: Apache-2.0
// What a ledger is held to from outside, as it is given on the command line.
#pragma once

#include <vector>

#include "cli/kit/options.hpp"
#include "ledger/audit/verify.hpp"

namespace lcl::cli {

/// --checkpoint, --policy, --timestamp, --authority, --log-key and --certifier.
[[nodiscard]] std::vector<Option> anchor_options();
/// What they name. Throws UsageError, or Error (io) where a file cannot be read.
[[nodiscard]] Anchors anchors_of(const Arguments& given);

}  // namespace lcl::cli
