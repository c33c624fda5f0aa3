// SPDX-License-Identifier: Apache-2.0
// What lies ahead of a project: dates that come due, declarations that clash,
// and who has to act next. Judged from what is on record; it decides nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/figures/issuance.hpp"
#include "ledger/figures/tally.hpp"
#include "ledger/registry/state.hpp"

namespace lcl::cli {

/// What an outlook is drawn from; all must outlive it.
struct Picture {
  const RegistryState& state;
  const Project& project;
  Instant today;
  std::vector<VintageFigures> vintages;  ///< empty before the label
  std::optional<Tally> population;       ///< by participant; of the last report or, without one, to date
  std::vector<std::uint64_t> outdated;   ///< as of CreditStanding
  std::vector<std::uint64_t> risen;      ///< as of CreditStanding
};

struct DueDate {
  Instant on;
  std::string what;
};
/// Ascending; those past are still open.
[[nodiscard]] std::vector<DueDate> due_dates(const Picture& picture);

/// Spans of the crediting period that have ended, year by year, without a report.
[[nodiscard]] std::vector<Period> unreported(const Project& project, Instant today);

/// A declaration of exclusivity and one that something was credited elsewhere, for the same time.
struct Clash {
  const Exclusivity* exclusive = nullptr;
  const CreditedElsewhere* elsewhere = nullptr;
};
[[nodiscard]] std::vector<Clash> clashes(const Project& project);

struct NextAct {
  Role who{};
  std::string what;
  std::string command;
};
/// In the order of a project's life; empty where nobody has to act.
[[nodiscard]] std::vector<NextAct> next_acts(const Picture& picture);

}  // namespace lcl::cli
