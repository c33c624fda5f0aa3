// SPDX-License-Identifier: Apache-2.0
// The audit of a project, written out for people and as JSON.
#pragma once

#include <string>

#include "ledger/audit/project_audit.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// The figures that were recomputed, the tests that were run, and one line for each question.
[[nodiscard]] std::string audit_text(const ProjectAudit& audit);

/// schemas/output/audit.schema.json.
[[nodiscard]] Json audit_json(const ProjectAudit& audit);

}  // namespace lcl
