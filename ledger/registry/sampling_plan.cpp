// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/sampling_plan.hpp"

namespace lcl {

std::optional<std::size_t> SamplingPlan::errors_borne() const {
  using Scaled = Decimal::Scaled;
  if (expected > Decimal(1)) return std::nullopt;
  for (std::size_t k = 0; k < factors().size(); ++k) {
    const Scaled needed = Scaled{factors()[k]} * expected.scaled();
    if (needed <= Scaled{100} * static_cast<Scaled>(k) * materiality.scaled()) return k;
  }
  return std::nullopt;
}

}  // namespace lcl
