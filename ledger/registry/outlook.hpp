// SPDX-License-Identifier: Apache-2.0
// What lies ahead of a project by its records alone: spans without a report,
// dates that come due, declarations that clash. It decides nothing; what needs
// figures as well is in replay/next_acts.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ledger/registry/records.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

/// The period whose population says where the project stands: that of its last report or, before there is
/// one, all of its crediting so far, to the end of the day; nothing before crediting begins.
[[nodiscard]] std::optional<Period> population_period(const Project& project, Instant today);

/// Spans of the crediting period that have ended without a report, cut at the ends of years; ascending.
[[nodiscard]] std::vector<Period> unreported_periods(const Project& project, Instant today);

/// A declaration of exclusivity and one that something was credited elsewhere, for the same time.
struct Clash {
  const Exclusivity* exclusive = nullptr;
  const CreditedElsewhere* elsewhere = nullptr;
};
/// In the order of the declarations; they point into `project`.
[[nodiscard]] std::vector<Clash> clashes(const Project& project);

/// What comes due.
enum class Due : std::uint8_t {
  report,         ///< of `period`: it has ended, or is the year that runs
  expiry,         ///< of `approval`, which `participant` has
  crediting_end,  ///< of `period`, the crediting period
};

struct DueDate {
  Instant on;
  Due due{};
  Period period;
  const Participant* participant = nullptr;
  const Approval* approval = nullptr;
};
/// Ascending; those up to `today` are overdue. Approvals that expire within 90 days and were not renewed are
/// those of developer, mandants, marketplaces and `suppliers`, the SIRETs of who stands for the project's
/// events. The dates point into `records`.
[[nodiscard]] std::vector<DueDate> due_dates(const Records& records, const Project& project,
                                             const std::set<std::string>& suppliers, Instant today);

}  // namespace lcl
