// SPDX-License-Identifier: Apache-2.0
// What an auditor fixes of a sample before the population is known.
#pragma once

#include "ledger/registry/words.hpp"
#include "ledger/values/decimal.hpp"

namespace lcl {

struct SamplingPlan {
  SamplingMethod method{};
  bool reasonable = false;  ///< assurance, at 95 % confidence; else limited, at 80 %
  Decimal materiality;      ///< share of the population's kgCO2e, above 0 and up to 1
  Decimal expected;         ///< misstatement expected, as such a share

  /// The share left for what the sample does not show: materiality − f × expected, f = 1.6 for reasonable and
  /// 1.3 for limited assurance (expansion factors of the AICPA Audit Guide "Audit Sampling", risk 5 % and
  /// 20 %). A sample can be drawn where it is above 0.
  [[nodiscard]] Decimal allowance() const {
    const Decimal expansion = Decimal::from_scaled(Decimal::scale / 10 * (reasonable ? 16 : 13));
    return materiality - product(expansion, expected).value_or(Decimal(1));
  }
};

}  // namespace lcl
