// SPDX-License-Identifier: Apache-2.0
// What a project is owed, vintage by vintage, as shown by `lcl units owed` and
// `lcl status`.
#pragma once

#include <string>
#include <vector>

#include "ledger/figures/issuance.hpp"
#include "ledger/replay/credit_standing.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// What it means that cycles of a report come to something else now, some to more (`risen`), or all to less.
[[nodiscard]] std::string change_text(bool risen);
/// The periods that were reported, each as its last report froze it and as it stands, and how it counts.
[[nodiscard]] Json periods_json(const Project& project, const CreditStanding& standing);
/// Of a closed project, the spans that no audited report covers, and what counts of them.
[[nodiscard]] Json uncovered_json(const CreditStanding& standing);
/// The sum that leads to what is owed, line by line, and what waits for whom.
[[nodiscard]] std::string owed_text(const Project& project, const CreditStanding& standing);
[[nodiscard]] Json vintages_json(const std::vector<VintageFigures>& vintages);
/// A table in kgCO2e and units; empty where there is no vintage.
[[nodiscard]] std::string vintages_text(const std::vector<VintageFigures>& vintages);
/// What of them is in dispute, and withheld for it; a line each, empty where nothing is.
[[nodiscard]] std::string withheld_text(const std::vector<VintageFigures>& vintages);
/// `42 units may be issued`, `12.00 kgCO2e in debt`, `withheld` or `less than a unit`.
[[nodiscard]] std::string outcome_text(const VintageFigures& vintage);

}  // namespace lcl
