// SPDX-License-Identifier: Apache-2.0
// What is being signed, and how it differs from the signer's own log, as
// `lcl submit sign` tells it.
#pragma once

#include <string>

#include "ledger/intake/staged_comparison.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// {"devices", "events", "first", "kinds", "last", "participants"}
[[nodiscard]] Json staged_summary_json(const StagedSummary& summary);
[[nodiscard]] std::string staged_summary_text(const StagedSummary& summary);

/// [{"event", "field", "line", "logged", "staged"}, …]: of each what there is.
[[nodiscard]] Json staged_differences_json(const StagedComparison& comparison);
/// A line for each: `LOG:12: event 11: mass_kg is 0.2 in the log, 2 in the staged file`.
[[nodiscard]] std::string staged_differences_text(const StagedComparison& comparison, const std::string& log);

}  // namespace lcl
