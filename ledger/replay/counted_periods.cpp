// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/counted_periods.hpp"

namespace lcl {

void want_counted(const Project& project, const Head& head, FiguresBatch& figures) {
  for (const Report* report : project.counted_reports()) {
    figures.want({project.id, report->checkpoint, report->period}, {.lines = true});
    figures.want({project.id, head, report->period}, {.lines = true});
  }
}

std::vector<CountedPeriod> counted_periods(const Project& project, const Head& head,
                                           const FiguresBatch& figures) {
  std::vector<CountedPeriod> counted;
  for (const Report* report : project.counted_reports()) {
    const FiguresBatch::Key seen{project.id, report->checkpoint, report->period};
    const FiguresBatch::Key now{project.id, head, report->period};
    counted.push_back({report, figures.tally(seen), figures.tally(now),
                       report->forgone
                           ? forgone(figures.tally(now))
                           : compare(figures.lines(seen), figures.lines(now), report->counting())});
  }
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
