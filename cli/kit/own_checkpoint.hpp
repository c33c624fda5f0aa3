// SPDX-License-Identifier: Apache-2.0
// The checkpoint that a command speaks for: the ledger's last one, or one of
// its own that was kept, and cosigned, outside.
#pragma once

#include <string>

#include "cli/kit/command.hpp"
#include "ledger/chain/checkpoint.hpp"

namespace lcl::cli {

struct OwnCheckpoint {
  Head head;
  std::string note;
};

/// That of --checkpoint FILE, which the ledger was held to when it was opened; without it the last one. It is
/// what the answer rests on.
[[nodiscard]] OwnCheckpoint own_checkpoint(Call& call);

}  // namespace lcl::cli
