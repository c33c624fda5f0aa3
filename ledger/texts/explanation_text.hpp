// SPDX-License-Identifier: Apache-2.0
// A device's derivation written out: step by step for people, the same as JSON
// for programs. Every figure is exact, as it was computed.
#pragma once

#include <string>

#include "ledger/figures/explanation.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// Facts, formulas with their operands and sources, contributions and the net of each cycle, oldest first.
[[nodiscard]] std::string explanation_text(const Explanation& explanation);

/// schemas/output/explain.schema.json.
[[nodiscard]] Json explanation_json(const Explanation& explanation);

}  // namespace lcl
