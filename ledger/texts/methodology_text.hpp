// SPDX-License-Identifier: Apache-2.0
// A methodology document for people: what it holds, what of it rests on
// assumptions, and its steps.
#pragma once

#include <string>

#include "ledger/methodology/methodology.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// How many it has of each of what schemas/output/methodology-check.schema.json counts.
[[nodiscard]] Json methodology_counts(const Methodology& methodology, const Json& document);
/// What has no low and no high value: parameters, tables of which that is so of every row, and rows; as
/// names, and as lines, none where there is none.
[[nodiscard]] Json taken_as_certain(const Json& document);
[[nodiscard]] std::string taken_as_certain_text(const Json& document);
/// Groups of uncertain factors that several parameters or tables share, each with their names: one source, in
/// which what one factor adds another may take off. As an object, and as lines, none where there is none.
[[nodiscard]] Json moved_together(const Json& document);
[[nodiscard]] std::string moved_together_text(const Json& document);
/// Its names and counts, a dozen lines.
[[nodiscard]] std::string methodology_summary(const Methodology& methodology, const Json& document);
/// Parameters with their sources, tables, eligibility rules and steps.
[[nodiscard]] std::string methodology_details(const Json& document);

}  // namespace lcl
