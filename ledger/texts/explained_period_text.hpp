// SPDX-License-Identifier: Apache-2.0
// How what is a period's and no cycle's comes about, written out: for people
// with all formulas, and as JSON for programs. Every figure is exact.
#pragma once

#include <string>

#include "ledger/replay/explained_period.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// What is counted at both ends of each month, each formula over its operands, and what the month adds.
[[nodiscard]] std::string explained_period_text(const ExplainedPeriod& explained, const std::string& project);

/// schemas/output/explain.schema.json.
[[nodiscard]] Json explained_period_json(const ExplainedPeriod& explained, const std::string& project);

}  // namespace lcl
