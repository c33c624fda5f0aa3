// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/carbon_unit.hpp"

#include <doctest/doctest.h>

using namespace lcl;

namespace {

constexpr Decimal::Scaled smallest = 1;

Decimal kg(std::int64_t whole, Decimal::Scaled billionths) {
  return Decimal::from_scaled(Decimal(whole).scaled() + billionths);
}

}  // namespace

TEST_CASE("carbon unit: a unit is a tonne") {
  CHECK(kg_of_units(1) == Decimal(1'000));
  CHECK(kg_of_units(-3) == Decimal(-3'000));
}

TEST_CASE("carbon unit: what is begun is not issued, and is needed to settle a debt") {
  CHECK(units_within(Decimal(0)) == 0);
  CHECK(units_within(kg(1'000, -smallest)) == 0);
  CHECK(units_within(Decimal(1'000)) == 1);
  CHECK(units_covering(Decimal(0)) == 0);
  CHECK(units_covering(kg(0, smallest)) == 1);
  CHECK(units_covering(Decimal(1'000)) == 1);
  CHECK(units_covering(kg(1'000, smallest)) == 2);
}
