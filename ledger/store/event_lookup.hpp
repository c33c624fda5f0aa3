// SPDX-License-Identifier: Apache-2.0
// Recorded events by their place in the log.
#pragma once

#include "ledger/registry/lifecycle.hpp"
#include "ledger/store/reader.hpp"

namespace lcl {

/// Looks events up in `reader`, which must outlive it; it finds none where the entry is no event, cannot be
/// read, or is here without its payload.
[[nodiscard]] EventLookup event_lookup(const Reader& reader);

}  // namespace lcl
