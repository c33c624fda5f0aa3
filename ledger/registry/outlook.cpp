// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/outlook.hpp"

#include <algorithm>

namespace lcl {
namespace {

constexpr std::int64_t days_ahead = 90;

/// Everyone with a part in the project.
std::set<std::string> parties_of(const Project& project, const std::set<std::string>& suppliers) {
  std::set<std::string> sirets = suppliers;
  sirets.insert(project.developer);
  sirets.insert(project.marketplaces.begin(), project.marketplaces.end());
  for (const Mandant& mandant : project.mandants) sirets.insert(mandant.siret);
  return sirets;
}

void add_expiring(const Participant& participant, Instant today, std::vector<DueDate>& due) {
  const Instant until{today.milliseconds + days_ahead * day_ms};
  for (const Approval& approval : participant.approvals) {
    const bool renewed = participant.approval(approval.scheme, until) != nullptr;
    if (!approval.valid_at(today) || approval.expires_on > until || renewed) continue;
    due.push_back({.on = approval.expires_on,
                   .due = Due::expiry,
                   .period = {},
                   .participant = &participant,
                   .approval = &approval});
  }
}

/// Adds `from` to `to`, cut at the ends of years.
void add_by_year(Instant from, Instant to, std::vector<Period>& periods) {
  while (from < to) {
    const Instant cut = std::min(to, start_of_year(year_of(from) + 1));
    periods.push_back({from, cut});
    from = cut;
  }
}

/// Until when a report could have been filed: crediting ended, or the last year did.
Instant reportable_until(const Project& project, Instant today) {
  const Instant end = project.crediting_period.to;
  if (project.closed_on && *project.closed_on <= today) return std::min(end, *project.closed_on);
  return end <= today ? end : start_of_year(year_of(today));
}

DueDate due_at_end(Due due, const Period& period) {
  return {.on = period.to, .due = due, .period = period, .participant = nullptr, .approval = nullptr};
}

}  // namespace

std::optional<Period> population_period(const Project& project, Instant today) {
  if (!project.reports.empty()) return project.reports.back().period;
  const Period& crediting = project.crediting_period;
  if (today <= crediting.from) return std::nullopt;
  const Instant end_of_day{(today.milliseconds / day_ms + 1) * day_ms};
  return Period{crediting.from, std::min(crediting.to, end_of_day)};
}

std::vector<Period> unreported_periods(const Project& project, Instant today) {
  if (project.labelled == 0 || project.state == ProjectState::withdrawn) return {};
  const Instant end = reportable_until(project, today);
  std::vector<Period> reported;
  for (const Report& report : project.reports) reported.push_back(report.period);
  std::sort(reported.begin(), reported.end());
  std::vector<Period> gaps;
  Instant from = project.crediting_period.from;
  for (const Period& period : reported) {
    add_by_year(from, std::min(period.from, end), gaps);
    from = std::max(from, period.to);
  }
  add_by_year(from, end, gaps);
  return gaps;
}

std::vector<Clash> clashes(const Project& project) {
  std::vector<Clash> found;
  for (const Exclusivity& exclusive : project.exclusivities) {
    for (const CreditedElsewhere& elsewhere : project.credited_elsewhere) {
      if (elsewhere.withdrawn) continue;
      const bool apart = elsewhere.period && (elsewhere.period->to <= exclusive.period.from ||
                                              exclusive.period.to <= elsewhere.period->from);
      if (!apart) found.push_back({&exclusive, &elsewhere});
    }
  }
  return found;
}

std::vector<DueDate> due_dates(const Records& records, const Project& project,
                               const std::set<std::string>& suppliers, Instant today) {
  std::vector<DueDate> due;
  for (const Period& period : unreported_periods(project, today))
    due.push_back(due_at_end(Due::report, period));
  for (const std::string& siret : parties_of(project, suppliers)) {
    if (const Participant* participant = records.participant(siret)) add_expiring(*participant, today, due);
  }
  const Period& crediting = project.crediting_period;
  if (project.state == ProjectState::labelled && today < crediting.to) {
    const int year = year_of(today);
    const Period running{start_of_year(year), start_of_year(year + 1)};
    if (running.to < crediting.to) due.push_back(due_at_end(Due::report, running));
    due.push_back(due_at_end(Due::crediting_end, crediting));
  }
  std::stable_sort(due.begin(), due.end(), [](const DueDate& a, const DueDate& b) { return a.on < b.on; });
  return due;
}

}  // namespace lcl
