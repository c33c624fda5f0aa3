// SPDX-License-Identifier: Apache-2.0
// The log's public key, as it is given on the command line.
#pragma once

#include <string>

#include "ledger/chain/checkpoint.hpp"

namespace lcl::cli {

/// The key that `given` is (NAME+HASH+KEY), or that stands on the first line of the file it names. Throws
/// UsageError if it is neither.
[[nodiscard]] NoteVerifier log_key_given(const std::string& given);

}  // namespace lcl::cli
