// SPDX-License-Identifier: Apache-2.0
// A device's derivation beside what it would be under other assumptions: what
// each cycle comes to, and the steps that come to something else.
#pragma once

#include <string>
#include <vector>

#include "ledger/figures/explanation.hpp"
#include "ledger/texts/what_if_text.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

struct ExplainedWhatIf {
  Explanation recorded;
  Explanation assumed;  ///< the same cycles
  std::string project;  ///< whose cycles the assumptions are of
  Digest methodology;   ///< that is assumed
};

[[nodiscard]] std::string explained_what_if_text(const ExplainedWhatIf& explained,
                                                 const std::vector<AssumedValue>& values);

/// schemas/output/explain.schema.json.
[[nodiscard]] Json explained_what_if_json(const ExplainedWhatIf& explained,
                                          const std::vector<AssumedValue>& values);

}  // namespace lcl
