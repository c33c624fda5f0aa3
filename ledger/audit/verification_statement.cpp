// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/verification_statement.hpp"

#include <algorithm>
#include <utility>

#include "ledger/values/error.hpp"

namespace lcl {
namespace {

/// Every opinion ever given on one of these periods, on whichever report, ascending.
std::vector<DepositedOpinion> prior_opinions(const OpenLedger& ledger, const Project& project,
                                             const std::vector<AuditReport>& reports) {
  std::vector<Opinion> opinions;
  for (const Report& each : project.reports) {
    const bool is_of_them = std::any_of(reports.begin(), reports.end(), [&](const AuditReport& report) {
      return report.report.period == each.period;
    });
    if (is_of_them) opinions.insert(opinions.end(), each.opinions.begin(), each.opinions.end());
  }
  std::sort(opinions.begin(), opinions.end(), [](const auto& a, const auto& b) { return a.seq < b.seq; });
  opinions.erase(std::unique(opinions.begin(), opinions.end(),
                             [](const auto& a, const auto& b) { return a.seq == b.seq; }),
                 opinions.end());
  std::vector<DepositedOpinion> prior;
  prior.reserve(opinions.size());
  for (const Opinion& opinion : opinions) prior.push_back(deposited_opinion(ledger, opinion));
  return prior;
}

VerifiedCompleteness verified_completeness(const Project& project, const std::vector<AuditReport>& reports,
                                           const std::string& auditor) {
  VerifiedCompleteness verified;
  std::vector<std::uint64_t> seqs;
  seqs.reserve(reports.size());
  for (const AuditReport& each : reports) seqs.push_back(each.report.seq);
  std::sort(seqs.begin(), seqs.end());
  verified.projected = project.omitted_in(seqs, auditor);
  verified.tested = std::all_of(reports.begin(), reports.end(), [&](const AuditReport& report) {
    const auto binding = project.binding_completeness(report.report.period);
    return std::any_of(binding.begin(), binding.end(),
                       [&](const CompletenessRecord* each) { return each->auditor == auditor; });
  });
  return verified;
}

}  // namespace

Decimal Conclusion::misstated() const {
  Decimal sum;
  for (const Misstatement& each : misstatements)
    sum += each.kg_co2e.is_negative() ? -each.kg_co2e : each.kg_co2e;
  return sum;
}

std::size_t VerificationStatement::questions_raised() const {
  std::size_t raised = 0;
  for (const AuditReport& each : reports) raised += each.plausibility.questions.size();
  return raised;
}

VerificationStatement verification_statement_of(const OpenLedger& ledger, const std::string& project,
                                                const std::vector<std::uint64_t>& reports,
                                                Conclusion conclusion, const Anchors& anchors,
                                                const Progress& progress) {
  const VerifyReport verification =
      verify_registry(ledger.folder(), anchors, false, progress, ledger.head().size);
  VerificationStatement made;
  made.conclusion = std::move(conclusion);
  for (const std::uint64_t report : reports)
    made.reports.push_back(audit_report_of(ledger, project, report, anchors, verification, progress));
  invariant(!made.reports.empty(), "a statement is on at least one report");
  std::sort(made.reports.begin(), made.reports.end(), [](const AuditReport& a, const AuditReport& b) {
    return a.report.period.from < b.report.period.from;
  });
  made.period = {made.reports.front().report.period.from, made.reports.back().report.period.to};
  for (const AuditReport& each : made.reports) made.reduction += each.report.reduction;
  made.material =
      product(made.conclusion.materiality, made.reduction.is_negative() ? -made.reduction : made.reduction)
          .value_or(Decimal());
  made.prior = prior_opinions(ledger, ledger.labelled_project(project), made.reports);
  made.completeness =
      verified_completeness(ledger.labelled_project(project), made.reports, made.conclusion.auditor);
  for (const Accreditation& each : ledger.state().records().accreditations) {
    if (each.party == made.conclusion.auditor && each.valid_at(made.first().made))
      made.accreditations.push_back(each);
  }
  return made;
}

}  // namespace lcl
