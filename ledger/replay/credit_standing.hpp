// SPDX-License-Identifier: Apache-2.0
// How a project's reports and credits stand to what the entries now give.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/figures/issuance.hpp"
#include "ledger/figures/tally.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/progress.hpp"

namespace lcl {

class KeptFigures;

/// A debt of a project that another one follows.
struct InheritedDebt {
  std::string project;  ///< that owes
  int vintage = 0;
  Decimal kg_co2e;
};

/// How a project's reports and credits stand to the entries, as its next issuance will be judged.
struct CreditStanding {
  std::vector<CountedPeriod> counted;    ///< the periods that count, and what each cycle is credited of
  std::vector<VintageFigures> vintages;  ///< what the project is owed over these
  /// Of the reports that no later one replaces, by period: those of which a cycle comes to something else
  /// now.
  std::vector<std::uint64_t> outdated;
  /// Of these, those of which a cycle comes to more: that is credited once the period is reported again.
  std::vector<std::uint64_t> risen;
  bool asks_sample = false;                             ///< the methodology, of whoever vouches for a report
  std::optional<Instant> predecessors_audited_until{};  ///< Records::predecessors_audited_until
  /// What is owed by vintages in debt of projects that this one follows: it is issued nothing until then.
  std::vector<InheritedDebt> inherited{};
  std::optional<Tally> population;  ///< of the period asked for, by participant
};

/// At the ledger's head, with what is in reserve at an instant (none: the ledger's own), in one scan; empty
/// of a project that is not labelled. What is in `kept` (kept_figures.hpp) is not derived again, and what is
/// derived is kept there. Throws as tallies_at.
[[nodiscard]] CreditStanding credit_standing(const OpenLedger& ledger, const std::string& project,
                                             const std::optional<Period>& population,
                                             const Progress& progress = {},
                                             const std::optional<Instant>& stands_at = {},
                                             KeptFigures* kept = nullptr);

/// The same of several projects, in their order; the log is read once for all.
struct StandingRequest {
  std::string project;
  std::optional<Period> population{};
};
[[nodiscard]] std::vector<CreditStanding> credit_standings(const OpenLedger& ledger,
                                                           const std::vector<StandingRequest>& requests,
                                                           const Progress& progress = {},
                                                           const std::optional<Instant>& stands_at = {},
                                                           KeptFigures* kept = nullptr);

/// What a collection of another project gives back of what a project was credited with.
struct ForeignCollection {
  std::uint64_t entry = 0;
  std::string project;  ///< that collected
  int vintage = 0;      ///< that gives back
  Decimal kg_co2e;
};
/// Those of a labelled project that stand at the ledger's head, ascending; a void one gives nothing back. One
/// scan; throws as tallies_at.
[[nodiscard]] std::vector<ForeignCollection> foreign_collections(const OpenLedger& ledger,
                                                                 const Project& project,
                                                                 const Progress& progress = {});

}  // namespace lcl
