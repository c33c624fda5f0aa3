// SPDX-License-Identifier: Apache-2.0
// `lcl tally --report`: a report beside what its period comes to now.
#pragma once

#include <string>

#include "ledger/replay/report_changes.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

[[nodiscard]] Json report_changes_json(const Project& project, const Report& report,
                                       const ReportChanges& changes);
/// Tables; of the lines that changed, the first of a great many.
[[nodiscard]] std::string report_changes_text(const Project& project, const Report& report,
                                              const ReportChanges& changes);

}  // namespace lcl
