// SPDX-License-Identifier: Apache-2.0
// The projection of devices: that it says what the replay of the entries says.
// (Tiles: tile_check.hpp.)
#pragma once

#include <cstdint>

#include "ledger/audit/finding_list.hpp"
#include "ledger/audit/life_cycle_check.hpp"
#include "ledger/store/shared_reader.hpp"

namespace lcl {

/// `size` is that of the log that was replayed: rows that speak of later entries were made since.
void compare_devices(LifeCycleCheck& replay, std::uint64_t size, SharedReader& reader, FindingList& findings);

}  // namespace lcl
