// SPDX-License-Identifier: Apache-2.0
// The periods that count in what a project is owed: each as its report froze
// it, and as it stands.
#pragma once

#include <vector>

#include "ledger/figures/issuance.hpp"
#include "ledger/replay/figures_batch.hpp"

namespace lcl {

/// What each cycle of a report came to at its checkpoint, and comes to at `head`: for what was disputed since
/// and found void, as if that had never been recorded. `figures` has the lines of both, and what is given
/// back where the project has disputes (wanted_lines).
[[nodiscard]] LinesCompared compared(const Project& project, const Report& report, const Head& head,
                                     const FiguresBatch& figures);
/// The lists that `compared` needs.
[[nodiscard]] FiguresBatch::Lists wanted_lines(const Project& project);

/// The spans of a closed project's crediting period that no report covers by which a period counts,
/// ascending; none of a project that is not closed.
[[nodiscard]] std::vector<Period> uncovered_spans(const Project& project);

/// Asks `figures` for what counted_periods needs of a labelled project at `head`.
void want_counted(const Project& project, const Head& head, FiguresBatch& figures);
/// What counts of `project` at `head`, by period; throws Error (arithmetic) where the entries give no figure.
[[nodiscard]] std::vector<CountedPeriod> counted_periods(const Project& project, const Head& head,
                                                         const FiguresBatch& figures);
/// As counted_periods, in one scan; `state` must be the state at `head`. Throws as tallies_at.
[[nodiscard]] std::vector<CountedPeriod> counted_at(const DerivationSource& source,
                                                    const RegistryState& state, const Project& project,
                                                    const Head& head, const Progress& progress = {});

}  // namespace lcl
