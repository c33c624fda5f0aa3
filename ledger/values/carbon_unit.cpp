// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/carbon_unit.hpp"

#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::int64_t greatest_count = 9'007'199'254'740'991;

}  // namespace

std::int64_t units_within(const Decimal& kg) {
  if (kg >= kg_of_units(greatest_count + 1)) {
    throw Error(Obstacle::arithmetic,
                phrase("{} kgCO2e are more than {} units", to_string(kg), greatest_count));
  }
  return whole_steps(kg, Decimal(kg_per_unit));
}

std::int64_t units_covering(const Decimal& kg) {
  return units_within(kg + Decimal(kg_per_unit) - Decimal::from_scaled(1));
}

}  // namespace lcl
