// SPDX-License-Identifier: Apache-2.0
// How figures came about, step by step, wherever that is shown: formulas with
// their operands and sources, and the amounts they lead to. Every figure is exact.
#pragma once

#include <string>
#include <vector>

#include "ledger/figures/cycle.hpp"
#include "ledger/methodology/methodology.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// The value with its unit, where it has one.
[[nodiscard]] std::string with_unit(const std::string& value, const std::string& unit);
/// Each step over its operands, indented by four.
[[nodiscard]] std::string trace_text(const Trace& trace);
[[nodiscard]] Json trace_json(const Trace& trace);
[[nodiscard]] Json contributions_json(const std::vector<Contribution>& contributions);

}  // namespace lcl
