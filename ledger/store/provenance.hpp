// SPDX-License-Identifier: Apache-2.0
// Whose file a ledger is. One's own is trusted to be what this program left
// there; one from elsewhere may have been made by anyone.
#pragma once

#include <cstdint>

namespace lcl {

enum class Provenance : std::uint8_t {
  own,        ///< locked, and put right after a killed writer
  elsewhere,  ///< only read, as it is: never locked, never put right, nothing beside it is looked into
};

}  // namespace lcl
