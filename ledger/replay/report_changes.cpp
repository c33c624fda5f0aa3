// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/report_changes.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include "ledger/replay/recomputation.hpp"
#include "ledger/store/statements.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// The parts of a period that are of one calendar year each.
std::vector<Period> years_of(const Period& period) {
  std::vector<Period> years;
  for (Instant from = period.from; from < period.to;) {
    const Instant to = std::min(period.to, start_of_year(year_of(from) + 1));
    years.push_back({from, to});
    from = to;
  }
  return years;
}

Tally taken(DerivedFigures& figures) {
  if (figures.fault) throw Error(*figures.fault);
  return std::move(figures.tally);
}

/// What was recorded of these devices in entries `from` ≤ seq < `to`.
std::unordered_map<Pseudonym, std::vector<LaterEvent>> events_since(const AuthenticatedLog& log,
                                                                    const std::vector<ChangedLine>& changed,
                                                                    std::uint64_t from, std::uint64_t to) {
  std::unordered_map<Pseudonym, std::vector<LaterEvent>> events;
  for (const ChangedLine& line : changed) events[line.cycle.device];
  if (events.empty()) return events;
  log.scan(from, to, [&](const AuthenticEntry& found) {
    const Entry& entry = found.entry;
    const auto at = entry.device ? events.find(*entry.device) : events.end();
    if (at != events.end())
      at->second.push_back({entry.seq, std::string(entry.kind), std::string(entry.project)});
  });
  return events;
}

}  // namespace

ReportChanges report_changes(const OpenLedger& ledger, const Project& project, const Report& report,
                             const Progress& progress) {
  const DerivationSource source{ledger.log(), ledger.second_log()};
  const RegistryState then = state_at(source.rows, ledger.state().origin(), report.checkpoint.size);
  const std::vector<Period> years = years_of(report.period);
  std::vector<FiguresRequest> requests{
      {then, project.id, report.checkpoint, report.period, {}, false, true},
      {ledger.state(), project.id, ledger.head(), report.period, {}, false, true}};
  for (const Period& year : years) {
    requests.push_back({then, project.id, report.checkpoint, year, {Grouping::category}});
    requests.push_back({ledger.state(), project.id, ledger.head(), year, {Grouping::category}});
  }
  std::vector<DerivedFigures> figures =
      figures_of(source, requests, told_as(translation("deriving"), progress));
  ReportChanges out;
  out.seen = taken(figures[0]);
  out.now = taken(figures[1]);
  std::map<std::pair<int, std::string>, CategoryVintage> rows;
  for (std::size_t i = 0; i < years.size(); ++i) {
    const int vintage = year_of(years[i].from);
    const auto row = [&](const TallyRow& of) -> CategoryVintage& {
      CategoryVintage& found = rows[{vintage, of.labels.front()}];
      found.vintage = vintage;
      found.category = of.labels.front();
      return found;
    };
    for (const TallyRow& of : taken(figures[2 + 2 * i]).rows) row(of).seen = of.amounts;
    for (const TallyRow& of : taken(figures[3 + 2 * i]).rows) row(of).now = of.amounts;
  }
  for (auto& [key, row] : rows) {
    if (!(row.seen == Amounts{} && row.now == Amounts{})) out.rows.push_back(std::move(row));
  }
  out.compared = compare({figures[0].lines, of_period(figures[0].tally)},
                         {figures[1].lines, of_period(figures[1].tally)}, Counting::as_seen);
  const std::vector<ChangedLine> changed = changed_lines(figures[0].lines, figures[1].lines);
  const auto since = events_since(source.rows, changed, report.checkpoint.size, ledger.head().size);
  for (const ChangedLine& line : changed) out.changes.push_back({line, since.at(line.cycle.device)});
  return out;
}

}  // namespace lcl
