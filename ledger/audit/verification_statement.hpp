// SPDX-License-Identifier: Apache-2.0
// What an auditor is about to sign on one or several reports: the conclusion,
// and all on record that it rests on (ISO 14064-3:2019, 6.3.2 and 9), as plain
// data. How it is written out is texts/verification_statement_page.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "ledger/audit/audit_report.hpp"
#include "ledger/registry/records.hpp"

namespace lcl {

/// What the auditor says, and the ledger cannot know.
struct Conclusion {
  std::string auditor;    ///< party
  std::string addressee;  ///< empty: the certifier
  OpinionWord word{};
  bool reasonable = false;  ///< assurance; else limited
  Decimal materiality;      ///< share of the reduction
  std::vector<Misstatement> misstatements;
  std::vector<std::uint64_t> disposes_of;  ///< entries
  Digest independence;                     ///< of its proof
  /// All misstatements without their signs, kgCO2e.
  [[nodiscard]] Decimal misstated() const;
};

/// What the auditor drew from books and looked for in the ledger, in the statement's periods.
struct VerifiedCompleteness {
  bool tested = false;  ///< each of the periods, from one book at least
  Decimal projected;    ///< left out of the reports, kgCO2e
};

struct VerificationStatement {
  Conclusion conclusion;
  Period period;                              ///< of its reports together
  Decimal reduction;                          ///< S that they state together, kgCO2e
  Decimal material;                           ///< kgCO2e from which misstatements are material
  std::vector<AuditReport> reports;           ///< by period, at least one; all made at one head
  std::vector<DepositedOpinion> prior;        ///< on these periods, ascending
  std::vector<Accreditation> accreditations;  ///< of the auditor, valid at the time of the head
  VerifiedCompleteness completeness;
  [[nodiscard]] const AuditReport& first() const { return reports.front(); }
  /// By the tests of plausibility, in the periods of all reports.
  [[nodiscard]] std::size_t questions_raised() const;
};

/// Of reports of `project`, by entry, that follow one another. One verification of the ledger against
/// `anchors`; throws as audit_report_of.
[[nodiscard]] VerificationStatement verification_statement_of(const OpenLedger& ledger,
                                                              const std::string& project,
                                                              const std::vector<std::uint64_t>& reports,
                                                              Conclusion conclusion, const Anchors& anchors,
                                                              const Progress& progress = {});

}  // namespace lcl
