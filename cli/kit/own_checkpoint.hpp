// SPDX-License-Identifier: Apache-2.0
// The checkpoint that a command speaks for: the ledger's last one, or one of
// its own that was kept, and cosigned, outside.
#pragma once

#include <string>

#include "cli/kit/options.hpp"
#include "ledger/ledger.hpp"

namespace lcl::cli {

struct OwnCheckpoint {
  Head head;
  std::string note;
};

/// That of --checkpoint FILE, which must be signed by the log's key and be a beginning of the ledger; without
/// it the last one. Throws Error (unavailable) if it is not.
[[nodiscard]] OwnCheckpoint own_checkpoint(const Ledger& ledger, const Arguments& arguments);

}  // namespace lcl::cli
