// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/counted_periods.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace lcl {
namespace {

/// Whether a dispute of the collection that gives something back is open, or was upheld.
bool is_open(const Project& project, const GivenBackLine& given) {
  const Dispute* dispute = project.dispute_of(given.entry);
  return dispute != nullptr && dispute->is_open();
}
bool is_upheld(const Project& project, const GivenBackLine& given) {
  const Dispute* dispute = project.dispute_of(given.entry);
  return dispute != nullptr && dispute->upheld;
}

/// Lines as they would be if what is meant gave nothing back.
std::vector<CycleLine> without(const std::vector<CycleLine>& lines, const std::vector<GivenBackLine>& given,
                               const Project& project,
                               bool (*is_meant)(const Project&, const GivenBackLine&)) {
  CycleLines sums;
  for (const CycleLine& line : lines) sums.add(line);
  for (const GivenBackLine& each : given) {
    if (is_meant(project, each)) sums.add(each.line);
  }
  return sums.take();
}

FiguresBatch::Key seen_of(const Project& project, const Report& report) {
  return {project.id, report.checkpoint, report.period};
}

FiguresBatch::Key now_of(const Project& project, const Report& report, const Head& head) {
  return {project.id, head, report.period};
}

/// What the auditor saw, without what was found void since.
std::vector<CycleLine> seen_lines(const Project& project, const Report& report, const FiguresBatch& figures) {
  const FiguresBatch::Key seen = seen_of(project, report);
  return without(figures.lines(seen), figures.given_back(seen), project, is_upheld);
}

/// By vintage, how much more would be credited if nothing that is in dispute gave anything back.
std::map<int, Decimal> disputed(const Project& project, const Report& report, const Head& head,
                                const FiguresBatch& figures, const std::map<int, Decimal>& credited) {
  std::map<int, Decimal> more;
  const FiguresBatch::Key seen = seen_of(project, report);
  const FiguresBatch::Key now = now_of(project, report, head);
  if (report.forgone) {
    for (const GivenBackLine& each : figures.given_back(now)) {
      if (is_open(project, each)) more[each.line.vintage] += each.line.kg_co2e;
    }
    return more;
  }
  const auto seen_without =
      without(seen_lines(project, report, figures), figures.given_back(seen), project, is_open);
  const auto now_without = without(figures.lines(now), figures.given_back(now), project, is_open);
  more = compare({seen_without, of_period(figures.tally(seen))}, {now_without, of_period(figures.tally(now))},
                 report.counting())
             .lesser;
  for (const auto& [vintage, kg] : credited) more[vintage] -= kg;
  return more;
}

/// What unmodified opinions state as misstated, or samples and records of completeness of their reports
/// project where that is more, is not credited.
void take_off_misstated(const Project& project, std::vector<CountedPeriod>& counted) {
  std::map<std::uint64_t, std::vector<CountedPeriod*>> by_opinion;
  for (CountedPeriod& period : counted) {
    if (period.report->counting() != Counting::as_seen) continue;
    if (const Opinion* opinion = period.report->counting_opinion())
      by_opinion[opinion->seq].push_back(&period);
  }
  for (const auto& [seq, periods] : by_opinion) {
    const Opinion& opinion = *periods.front()->report->counting_opinion();
    take_off(std::max(opinion.misstated, project.projected_in(opinion.reports) +
                                             project.omitted_in(opinion.reports, opinion.auditor)),
             periods);
  }
}

/// A span that nobody reports any more, or has audited.
CountedPeriod uncovered(const Project& project, const Period& span, const Head& head,
                        const FiguresBatch& figures) {
  const FiguresBatch::Key now{project.id, head, span};
  CountedPeriod counted{.report = nullptr,
                        .period = span,
                        .seen = {},
                        .now = {},
                        .cycles = {},
                        .disputed = {},
                        .misstated = {}};
  const std::map<int, Decimal> off = of_period(figures.tally(now));
  counted.cycles.lesser = below_zero({figures.lines(now), off});
  if (project.disputes.empty()) return counted;
  const auto undisputed = without(figures.lines(now), figures.given_back(now), project, is_open);
  counted.disputed = below_zero({undisputed, off});
  for (const auto& [vintage, kg] : counted.cycles.lesser) counted.disputed[vintage] -= kg;
  return counted;
}

}  // namespace

std::vector<Period> uncovered_spans(const Project& project) {
  std::vector<Period> spans;
  if (project.state != ProjectState::closed) return spans;
  Instant from = project.crediting_period.from;
  for (const Report* report : project.counted_reports()) {
    if (from < report->period.from) spans.push_back({from, report->period.from});
    from = report->period.to;
  }
  if (from < project.crediting_period.to) spans.push_back({from, project.crediting_period.to});
  return spans;
}

FiguresBatch::Lists wanted_lines(const Project& project) {
  return {.frame = false, .lines = true, .given_back = !project.disputes.empty(), .by_participant = false};
}

LinesCompared compared(const Project& project, const Report& report, const Head& head,
                       const FiguresBatch& figures) {
  const FiguresBatch::Key then = seen_of(project, report);
  const FiguresBatch::Key now = now_of(project, report, head);
  const auto compared_to = [&](const std::vector<CycleLine>& seen) {
    return compare({seen, of_period(figures.tally(then))},
                   {figures.lines(now), of_period(figures.tally(now))}, report.counting());
  };
  return compared_to(project.disputes.empty() ? figures.lines(then) : seen_lines(project, report, figures));
}

void want_counted(const Project& project, const Head& head, FiguresBatch& figures) {
  for (const Report* report : project.counted_reports()) {
    figures.want(seen_of(project, *report), wanted_lines(project));
    figures.want(now_of(project, *report, head), wanted_lines(project));
  }
  for (const Period& span : uncovered_spans(project))
    figures.want({project.id, head, span}, wanted_lines(project));
}

std::vector<CountedPeriod> counted_periods(const Project& project, const Head& head,
                                           const FiguresBatch& figures) {
  std::vector<CountedPeriod> counted;
  for (const Report* report : project.counted_reports()) {
    const Tally& now = figures.tally(now_of(project, *report, head));
    counted.push_back({report,
                       report->period,
                       figures.tally(seen_of(project, *report)),
                       now,
                       report->forgone ? forgone(now) : compared(project, *report, head, figures),
                       {}});
    if (!project.disputes.empty())
      counted.back().disputed = disputed(project, *report, head, figures, counted.back().cycles.lesser);
  }
  take_off_misstated(project, counted);
  for (const Period& span : uncovered_spans(project))
    counted.push_back(uncovered(project, span, head, figures));
  return counted;
}

std::vector<CountedPeriod> counted_at(const DerivationSource& source, const RegistryState& state,
                                      const Project& project, const Head& head, const Progress& progress) {
  FiguresBatch figures;
  want_counted(project, head, figures);
  figures.derive(source, {state, head.size}, progress);
  return counted_periods(project, head, figures);
}

}  // namespace lcl
