// SPDX-License-Identifier: Apache-2.0
// Which devices a declaration means that names further identifiers of them:
// the entries say, and nothing that is derived from them.
#pragma once

#include <cstdint>
#include <vector>

#include "ledger/figures/cycle.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/store/authenticated_log.hpp"

namespace lcl {

/// A point of the log, and the state there.
struct StateAt {
  const RegistryState& state;
  std::uint64_t size = 0;
};

/// For each point: of the pseudonyms that some `credited_elsewhere` of its state names, those that its
/// entries bring as further identifiers, unless those were taken back. One scan, and none where no device is
/// named.
[[nodiscard]] std::vector<FurtherNames> further_names_in(const AuthenticatedLog& log,
                                                         const std::vector<StateAt>& points);

}  // namespace lcl
