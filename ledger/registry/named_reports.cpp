// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/named_reports.hpp"

#include <algorithm>

#include "ledger/registry/act_fields.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
using namespace act_fields;

std::vector<const Report*> reports_in(const Project& project, const Json& act) {
  std::vector<const Report*> reports;
  for (const std::uint64_t seq : integers(act, "reports")) {
    if (const Report* report = project.report(seq)) reports.push_back(report);
  }
  std::sort(reports.begin(), reports.end(),
            [](const Report* a, const Report* b) { return a->period < b->period; });
  return reports;
}

std::optional<Refused> reports_refusal(const Project& project, const Json& act, Instant time) {
  for (const std::uint64_t seq : integers(act, "reports")) {
    const Report* report = project.report(seq);
    if (report == nullptr) {
      return refused(Refusal::unknown_report, "act.reports",
                     phrase("entry {} is no report of {}", seq, project.id));
    }
    if (const Report* standing = project.report(report->period); standing != report) {
      return refused(Refusal::unknown_report, "act.reports",
                     phrase("the report of entry {} was replaced by entry {}", seq, standing->seq));
    }
    if (report->period.to > time) {
      return refused(Refusal::impossible_date, "act.reports",
                     phrase("the period of the report of entry {} has not ended yet", seq));
    }
  }
  const std::vector<const Report*> reports = reports_in(project, act);
  for (std::size_t i = 1; i < reports.size(); ++i) {
    const Report& before = *reports[i - 1];
    if (before.period.to == reports[i]->period.from) continue;
    return refused(
        Refusal::reports_apart, "act.reports",
        phrase("the report of entry {} ends on {}, and the next one named, of entry {}, begins "
               "on {}",
               before.seq, date_of(before.period.to), reports[i]->seq, date_of(reports[i]->period.from)));
  }
  return std::nullopt;
}

std::optional<Refused> forgone_refusal(const std::vector<const Report*>& reports) {
  for (const Report* report : reports) {
    if (!report->forgone) continue;
    return refused(
        Refusal::period_is_forgone, "act.reports",
        phrase("entry {} gives the period of the report of entry {} up", *report->forgone, report->seq));
  }
  return std::nullopt;
}

}  // namespace lcl
