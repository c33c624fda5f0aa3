// SPDX-License-Identifier: Apache-2.0
// What a ledger is held to from outside, as it is given on the command line.
#pragma once

#include <optional>
#include <vector>

#include "cli/kit/options.hpp"
#include "ledger/audit/verify.hpp"

namespace lcl::cli {

/// --checkpoint, --policy, --timestamp, --authority, --log-key and --certifier.
[[nodiscard]] std::vector<Option> anchor_options();
/// The fingerprint of --certifier, where it is given. Throws UsageError where it is neither one nor a key's
/// file.
[[nodiscard]] std::optional<Digest> certifier_given(const Arguments& given);
/// What they name. Throws UsageError, or Error (io) where a file cannot be read.
[[nodiscard]] Anchors anchors_of(const Arguments& given);

}  // namespace lcl::cli
