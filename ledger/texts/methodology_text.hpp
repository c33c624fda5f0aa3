// SPDX-License-Identifier: Apache-2.0
// A methodology document for people: what it holds, what of it rests on
// assumptions, and its steps.
#pragma once

#include <string>

#include "ledger/methodology/methodology.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// {"assumptions", "eligibility", "parameters", "rows", "steps", "tables", "vectors"}: how many of each.
[[nodiscard]] Json methodology_counts(const Json& document);
/// Its names and counts, a dozen lines.
[[nodiscard]] std::string methodology_summary(const Methodology& methodology, const Json& document);
/// Parameters with their sources, tables, eligibility rules and steps.
[[nodiscard]] std::string methodology_details(const Json& document);

}  // namespace lcl
