// SPDX-License-Identifier: Apache-2.0
// Recorded events by their place in the log.
#pragma once

#include "ledger/registry/lifecycle.hpp"
#include "ledger/store/authenticated_log.hpp"

namespace lcl {

/// Looks events up in `log`, which must outlive it; it finds none beyond its size, where the entry is no
/// event, or is here without its payload. Throws as AuthenticatedLog::entry.
[[nodiscard]] EventLookup event_lookup(const AuthenticatedLog& log);

}  // namespace lcl
