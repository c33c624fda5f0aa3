// SPDX-License-Identifier: Apache-2.0
// Whom a check trusts, as files given on the command line: logs, witnesses and
// timestamp authorities.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/kit/options.hpp"
#include "ledger/chain/policy.hpp"

namespace lcl::cli {

/// The policy of --policy, where it is given. Throws UsageError, with the line, if the file is none.
[[nodiscard]] std::optional<Policy> policy_given(const Arguments& arguments);
/// The key of --log-key or, without it, of the one log that `policy` lists.
[[nodiscard]] std::optional<NoteVerifier> log_key_given(const Arguments& arguments,
                                                        const std::optional<Policy>& policy);
/// The PEM texts of --authority. Throws UsageError if a file holds no certificate.
[[nodiscard]] std::vector<std::string> authorities_given(const Arguments& arguments);

}  // namespace lcl::cli
