// SPDX-License-Identifier: Apache-2.0
// A tally beside another under other assumptions, with the difference: by
// effect, class, category, month and vintage, and cycle by cycle.
#pragma once

#include <string>
#include <vector>

#include "ledger/replay/what_if.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// One parameter that was set for the question.
struct AssumedValue {
  std::string name;
  std::string unit;
  Decimal recorded;
  Decimal assumed;
  std::optional<Span> span;  ///< of the parameter; a value may lie outside it
};

[[nodiscard]] std::string what_if_text(const WhatIf& figures, const std::vector<AssumedValue>& values,
                                       bool lists_cycles);
[[nodiscard]] Json what_if_json(const WhatIf& figures, const std::vector<AssumedValue>& values,
                                bool lists_cycles);

}  // namespace lcl
