// SPDX-License-Identifier: Apache-2.0
// The audit report as a page: scope, population, chain and anchors, method,
// sample, results, recomputation, questions, findings and opinion, with charts.
#pragma once

#include "ledger/audit/audit_report.hpp"
#include "ledger/texts/page/page.hpp"

namespace lcl {

[[nodiscard]] page::Page audit_report_page(const AuditReport& report, page::Language language);

}  // namespace lcl
