// SPDX-License-Identifier: Apache-2.0
// The faults of a log, counted by word, and what in it is accepted but may be a slip.
#pragma once

#include <string>
#include <vector>

#include "ledger/intake/outcome.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// [{"count", "line", "word"}]
[[nodiscard]] Json faults_json(const std::vector<Fault>& faults);
/// A line for each word, `42 × unknown_category (first: line 7)`; nothing where that says no more than the
/// list of refusals does.
[[nodiscard]] std::string faults_text(const std::vector<Fault>& faults);

/// [{"count", "field", "found", "line", "word"}]
[[nodiscard]] Json warnings_json(const std::vector<Warning>& warnings);
/// A line for each kind; nothing if there are none.
[[nodiscard]] std::string warnings_text(const std::vector<Warning>& warnings);

}  // namespace lcl
