// SPDX-License-Identifier: Apache-2.0
// What a registry at an address says to anybody.
#pragma once

#include "cli/kit/command.hpp"

namespace lcl::cli {

/// Of a call that rests on events which the bundle from afar does not have: where the registry's own answer
/// is, which nothing proves. Nothing of other calls.
void remark_what_is_said_afar(const Call& call);

}  // namespace lcl::cli
