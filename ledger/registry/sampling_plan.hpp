// SPDX-License-Identifier: Apache-2.0
// What an auditor fixes of a sample before the seed is known.
#pragma once

#include <cstddef>
#include <optional>

#include "ledger/registry/reliability_factors.hpp"
#include "ledger/registry/words.hpp"
#include "ledger/values/decimal.hpp"

namespace lcl {

struct SamplingPlan {
  SamplingMethod method{};
  bool reasonable = false;  ///< assurance, at 95 % confidence; else limited, at 80 %
  Decimal materiality;      ///< share of the reduction reported, above 0 and up to 1
  Decimal expected;         ///< misstatement expected, as such a share

  [[nodiscard]] const ReliabilityFactors& factors() const {
    return reasonable ? factors_at_95 : factors_at_80;
  }
  [[nodiscard]] Decimal factor(std::size_t errors) const {
    return Decimal::from_scaled(Decimal::Scaled{factors()[errors]} * (Decimal::scale / 100));
  }
  /// k: how many cycles may be found wholly wrong, the bound being within materiality all the same; the least
  /// that what is expected needs. Nothing where no sample could bear what is expected.
  [[nodiscard]] std::optional<std::size_t> errors_borne() const;
};

}  // namespace lcl
