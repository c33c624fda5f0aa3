// SPDX-License-Identifier: Apache-2.0
// Which program this is: for what it keeps for itself alone.
#pragma once

#include <string>

namespace lcl {

/// The build id that the linker wrote into the program or library that holds this code: the same only where
/// all of its code is. Empty where the linker wrote none.
[[nodiscard]] const std::string& program_id();

}  // namespace lcl
