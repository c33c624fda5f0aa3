// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/figures.hpp"

#include <doctest/doctest.h>

using lcl::Decimal;

TEST_CASE("figures: kilograms are rounded half to even at the second digit, with thousands apart") {
  CHECK(lcl::kilograms(*lcl::parse_decimal("1234567.125")) == "1,234,567.12");
  CHECK(lcl::kilograms(*lcl::parse_decimal("1234567.135")) == "1,234,567.14");
  CHECK(lcl::kilograms(Decimal()) == "0.00");
}

TEST_CASE("figures: counts have thousands apart up to the largest") {
  CHECK(lcl::whole(std::int64_t{-1234}) == "-1,234");
  CHECK(lcl::whole(~std::uint64_t{0}) == "18,446,744,073,709,551,615");
}

TEST_CASE("figures: a share of nothing, or of a debt, is not shown") {
  CHECK(lcl::percentage(Decimal(1), Decimal(8)) == "12.5 %");
  CHECK(lcl::percentage(Decimal(-1), Decimal(8)) == "-12.5 %");
  CHECK_FALSE(lcl::percentage(Decimal(1), Decimal(0)));
  CHECK_FALSE(lcl::percentage(Decimal(1), Decimal(-8)));
}
