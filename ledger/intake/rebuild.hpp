// SPDX-License-Identifier: Apache-2.0
// Making a ledger's projections anew.
#pragma once

#include "ledger/store/registry_folder.hpp"
#include "ledger/values/progress.hpp"

namespace lcl {

/// Drops the projections of the ledger in `folder` and makes them anew from the entries, in one transaction.
/// Throws Error (damaged) where an entry cannot be read.
void rebuild_projections(const RegistryFolder& folder, int wait_ms, const Progress& progress = {});

}  // namespace lcl
