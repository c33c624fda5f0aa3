// SPDX-License-Identifier: Apache-2.0
// A tally beside another under other assumptions, with the difference: by
// effect, class, category, month and vintage, and cycle by cycle.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/replay/what_if.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

class Columns;

/// One parameter that was set for the question, of the method or of those that projects state.
struct AssumedValue {
  std::string name;  ///< of a project's value by category `existing_practice[laptop]`
  std::string unit;
  Decimal recorded;
  Decimal assumed;
  std::optional<Span> span;  ///< of the parameter; a value may lie outside it
};

/// Whether it lies outside the span that the method gives the parameter.
[[nodiscard]] bool is_outside(const AssumedValue& value);

/// What is assumed, as a heading's lines: another method, or the same one with values set.
void add_assumed(const std::vector<AssumedValue>& values, const std::string& other_methodology,
                 Columns& lines);
[[nodiscard]] Json assumed_json(const Digest& methodology, const std::vector<AssumedValue>& values);

[[nodiscard]] std::string what_if_text(const WhatIf& figures, const std::vector<AssumedValue>& values,
                                       bool lists_cycles);
[[nodiscard]] Json what_if_json(const WhatIf& figures, const std::vector<AssumedValue>& values,
                                bool lists_cycles);

}  // namespace lcl
