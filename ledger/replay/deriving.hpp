// SPDX-License-Identifier: Apache-2.0
// The scan behind every figure: the log's events, read by several threads and
// added in order to derivations.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <utility>

#include "ledger/figures/derivation.hpp"
#include "ledger/store/authenticated_log.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/progress.hpp"

namespace lcl {

/// Where a derivation reads the log: its rows, and devices' earlier events. Two connections to one ledger let
/// it use more than one thread; they may be the same.
struct DerivationSource {
  const AuthenticatedLog& rows;
  const AuthenticatedLog& chains;
};

/// One of the derivations that one scan feeds.
struct FedDerivation {
  FedDerivation(const RegistryState& state, EventLookup lookup, Selection selection)
      : derivation(state, std::move(lookup), std::move(selection)) {}

  Derivation derivation;
  std::optional<Error> fault = std::nullopt;  ///< arithmetic: what it was fed no further for

  /// Throws what it was fed no further for.
  [[nodiscard]] Derivation& result() {
    if (fault) throw *fault;
    return derivation;
  }
};

/// Adds the events of the first `size` entries to `derivations`, which look devices' earlier events up in
/// `source.chains`; each is of one project. Throws Error: unavailable where a payload that one of them needs
/// is withheld by a bundle, damaged as AuthenticatedLog::scan.
void derive(const DerivationSource& source, std::deque<FedDerivation>& derivations, std::uint64_t size,
            const Progress& progress);

}  // namespace lcl
