// SPDX-License-Identifier: Apache-2.0
// Figures made again from the entries: tallies at any checkpoint, and whether
// the figures that a report, an issuance or a set-off states follow from them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ledger/figures/issuance.hpp"
#include "ledger/figures/tally.hpp"
#include "ledger/figures/uncertainty.hpp"
#include "ledger/replay/deriving.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/store/statements.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/progress.hpp"

namespace lcl {

/// The tallies of a labelled project over several periods, in their order, from the first `checkpoint.size`
/// entries; `state` must be the state at that checkpoint. One scan. Throws Error: unavailable where a payload
/// that it needs is withheld by a bundle, damaged where an entry cannot be read, arithmetic.
[[nodiscard]] std::vector<Tally> tallies_at(const DerivationSource& source, const RegistryState& state,
                                            const Project& project, const std::vector<Period>& periods,
                                            const std::vector<Grouping>& groupings, const Head& checkpoint,
                                            const Progress& progress = {});

/// What one of several derivations that one scan feeds is asked for.
struct FiguresRequest {
  const RegistryState& state;  ///< that at `checkpoint`
  std::string project;         ///< labelled there
  Head checkpoint;
  Period period;
  std::vector<Grouping> groupings = {};
  bool list_frame = false;
  bool list_lines = false;
  bool list_given_back = false;
  bool scenarios = false;                    ///< what is uncertain
  const Methodology* methodology = nullptr;  ///< instead of the one that the project is bound to
  const ProjectValues* values = nullptr;     ///< instead of what the project states for it
};
/// What it gives.
struct DerivedFigures {
  Tally tally;
  Frame frame;                                ///< where it is asked for
  std::vector<CycleLine> lines;               ///< where they are asked for
  std::vector<GivenBackLine> given_back;      ///< where it is asked for
  Uncertainty uncertainty;                    ///< where it is asked for
  std::optional<Error> fault = std::nullopt;  ///< arithmetic: there are no figures
};
/// The figures of several projects, periods and checkpoints, in the order of `requests`; a fault in one does
/// not spoil another. One scan; throws as tallies_at but for arithmetic.
[[nodiscard]] std::vector<DerivedFigures> figures_of(const DerivationSource& source,
                                                     const std::vector<FiguresRequest>& requests,
                                                     const Progress& progress = {});
/// Their tallies alone. Throws as tallies_at.
[[nodiscard]] std::vector<Tally> tallies_of(const DerivationSource& source,
                                            const std::vector<FiguresRequest>& requests,
                                            const Progress& progress = {});

/// What a sample of a labelled project is drawn from in `span`, from the first `size` entries; `state` must
/// be the state there. One scan; throws as tallies_at.
[[nodiscard]] Frame frame_at(const DerivationSource& source, const RegistryState& state,
                             const std::string& project, const Period& span, std::uint64_t size,
                             const Progress& progress = {});

/// What the project is owed at `checkpoint`, over the periods that count, and what of it is in reserve at an
/// instant.
[[nodiscard]] std::vector<VintageFigures> figures_at(const DerivationSource& source,
                                                     const RegistryState& state, const Project& project,
                                                     const Head& checkpoint, Instant at,
                                                     const Progress& progress = {});

/// Whether an act rests on figures, which are recomputed: period_reported, units_issued, debt_set_off,
/// debt_stated, sample_committed, sample_drawn, sample_recorded, collection_disputed, and units_cancelled as
/// a correction.
[[nodiscard]] bool states_figures(std::string_view kind, const Json& act);
/// What is wrong with the figures of such an act, which is otherwise in order, were it entry `seq`; `state`
/// is that before it: figures_differ, vintage_in_debt, nothing_to_set_off, beyond_debt, nothing_to_sample,
/// not_sampled, nothing_to_dispute. Throws as tallies_at.
[[nodiscard]] std::optional<Refused> figures_refusal(const DerivationSource& source,
                                                     const RegistryState& state, const Statement& statement,
                                                     std::uint64_t seq, const Progress& progress = {});
/// As figures_refusal, of the acts that stand at `seqs`, ascending, in their order; figures_differ too where
/// the entries give no figure. They are taken in groups that rest on some sixteen derivations, which bounds
/// what is held in memory; one scan for each group.
[[nodiscard]] std::vector<std::optional<Refused>> recorded_figures_refusals(
    const DerivationSource& source, const std::string& origin, const std::vector<std::uint64_t>& seqs,
    const Progress& progress = {});

}  // namespace lcl
