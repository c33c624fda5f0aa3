// SPDX-License-Identifier: Apache-2.0
// `lcl` without a command: what there is to do in this folder.
#pragma once

#include "cli/kit/command.hpp"

namespace lcl::cli {

/// No word calls it, so that it stands in no table.
[[nodiscard]] const Command& command_here();

}  // namespace lcl::cli
