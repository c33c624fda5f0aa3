// SPDX-License-Identifier: Apache-2.0
// The scan behind every figure: the log's events, read by several threads and
// added in order to derivations.
#pragma once

#include <cstdint>
#include <deque>
#include <string>

#include "ledger/figures/derivation.hpp"
#include "ledger/store/authenticated_log.hpp"
#include "ledger/values/progress.hpp"

namespace lcl {

/// Where a derivation reads the log: its rows, and devices' earlier events. Two connections to one ledger let
/// it use more than one thread; they may be the same.
struct DerivationSource {
  const AuthenticatedLog& rows;
  const AuthenticatedLog& chains;
};

/// Adds the events of the first `size` entries to `derivations`, which are of `project` and look devices'
/// earlier events up in `source.chains`. Throws Error: unavailable where a payload that they need is withheld
/// by a bundle, damaged as AuthenticatedLog::scan, arithmetic.
void derive(const DerivationSource& source, const std::string& project, std::deque<Derivation>& derivations,
            std::uint64_t size, const Progress& progress);

}  // namespace lcl
