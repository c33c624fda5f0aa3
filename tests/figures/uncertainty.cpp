// SPDX-License-Identifier: Apache-2.0
// What is left of X, by hand.
#include "ledger/figures/uncertainty.hpp"

#include <doctest/doctest.h>

#include "ledger/values/error.hpp"
#include "tests/methodology/small_document.hpp"

namespace lcl {
namespace {

using test::decimal;

Shift shift(const Scenario& scenario, Effect effect, std::string_view kg) {
  return {scenario.index(), effect, start_of_year(2025), decimal(kg), 0};
}

TEST_CASE("uncertainty: the root of a sum of squares is exact, and else rounded up") {
  CHECK(root_of_squares({}) == Decimal(0));
  CHECK(root_of_squares({decimal("3"), decimal("-4")}) == Decimal(5));
  CHECK(root_of_squares({decimal("1"), decimal("1")}) == decimal("1.414213563"));
  CHECK(root_of_squares({decimal("0.000000001"), decimal("0.000000001")}) == decimal("0.000000002"));
  const Decimal most = Decimal::from_scaled(~(Decimal::Scaled{1} << 127));
  CHECK(root_of_squares({most}) == most);
  CHECK(root_of_squares({most - decimal("1"), decimal("0.000000001")}) == most - decimal("0.999999999"));
  CHECK_THROWS_AS((void)root_of_squares({most, most}), Error);
  CHECK_THROWS_AS((void)root_of_squares(std::vector<Decimal>(5, most)), Error);
}

TEST_CASE(
    "uncertainty: the worse end of each source is taken off, sums of asymmetric ones and the root of the "
    "others") {
  const std::vector<UncertainGroup> groups{{"a", UncertaintyKind::symmetric, 1},
                                           {"b", UncertaintyKind::symmetric, 2},
                                           {"c", UncertaintyKind::asymmetric, 1},
                                           {"d", UncertaintyKind::asymmetric, 1}};
  ScenarioSums sums;
  sums.add({1, 2025 * 12}, shift({0, false}, Effect::avoided_manufacture, "-3"), +1);
  sums.add({1, 2025 * 12}, shift({0, true}, Effect::avoided_manufacture, "8"), +1);
  sums.add({1, 2025 * 12}, shift({1, true}, Effect::emitted_energy, "6"), +1);  // more is emitted
  sums.add({2, 2025 * 12 + 3}, shift({1, true}, Effect::given_back, "2"), -1);  // and less given back again
  sums.add({1, 2025 * 12}, shift({2, false}, Effect::avoided_journeys, "-10"), +1);
  sums.add({1, 2025 * 12}, shift({3, false}, Effect::avoided_journeys, "1"), +1);
  Tally tally;
  tally.vintages.push_back({.year = 2025, .amounts = {}, .net = Decimal(100), .creditable = {}, .units = 0});
  const Uncertainty found = uncertainty_of(groups, tally, sums.years());
  REQUIRE(found.vintages.size() == 1);
  const VintageUncertainty& vintage = found.vintages[0];
  CHECK(vintage.groups[0].less() == Decimal(3));
  CHECK(vintage.groups[1].less() == Decimal(4));
  CHECK(vintage.groups[2].less() == Decimal(10));
  CHECK(vintage.groups[3].less() == Decimal(0));
  CHECK(vintage.uncertain.symmetric == Decimal(5));
  CHECK(vintage.uncertain.asymmetric == Decimal(10));
  CHECK(vintage.low == Decimal(85));
}

TEST_CASE("uncertainty: what is added and taken back under a scenario leaves no vintage") {
  ScenarioSums sums;
  sums.add({1, 2025 * 12}, shift({0, true}, Effect::emitted_energy, "6"), +1);
  sums.add({1, 2025 * 12}, shift({0, true}, Effect::emitted_energy, "6"), -1);
  const std::vector<UncertainGroup> groups{{"a", UncertaintyKind::symmetric, 1}};
  CHECK(uncertainty_of(groups, Tally{}, sums.years()).vintages.empty());
}

}  // namespace
}  // namespace lcl
