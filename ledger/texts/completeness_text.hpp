// SPDX-License-Identifier: Apache-2.0
// Records of completeness for people and programs.
#pragma once

#include <string>

#include "ledger/registry/records.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// {"auditor", "book", "document", "drawn", "entry", "found", "listed", "period", "projected", "stands", and
/// where they are on record "omitted_kgco2e", "reason"}; stands: no later record of the auditor answers it.
[[nodiscard]] Json completeness_json(const Project& project, const CompletenessRecord& record);

/// The records as a table; nothing where there are none.
[[nodiscard]] std::string completeness_table(const Project& project);

}  // namespace lcl
