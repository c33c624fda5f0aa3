// SPDX-License-Identifier: Apache-2.0
// Which devices a declaration means that names further identifiers of them:
// the entries say, and nothing that is derived from them.
#pragma once

#include <cstdint>

#include "ledger/figures/cycle.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/store/authenticated_log.hpp"

namespace lcl {

/// Of the pseudonyms that some `credited_elsewhere` of `state` names, those that the first `size` entries
/// bring as further identifiers. One scan, and none where no device is named.
[[nodiscard]] FurtherNames further_names_in(const AuthenticatedLog& log, const RegistryState& state,
                                            std::uint64_t size);

}  // namespace lcl
