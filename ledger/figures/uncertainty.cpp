// SPDX-License-Identifier: Apache-2.0
#include "ledger/figures/uncertainty.hpp"

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <exception>
#include <map>

#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

using Wide = boost::multiprecision::checked_uint256_t;

constexpr unsigned half = 64;  // bits

Wide wide_of(const Decimal& kg) {
  const Decimal::Scaled steps = kg.scaled();
  return (Wide(static_cast<std::uint64_t>(steps >> half)) << half) | Wide(static_cast<std::uint64_t>(steps));
}

/// Of less than 127 bits.
Decimal decimal_of(const Wide& steps) {
  const auto high = static_cast<std::uint64_t>(steps >> half);
  const auto low = static_cast<std::uint64_t>(steps & Wide(~std::uint64_t{0}));
  return Decimal::from_scaled((Decimal::Scaled{high} << half) | Decimal::Scaled{low});
}

/// S of amounts by effect.
Decimal net_of(const ScenarioRow& row) {
  Amounts amounts;
  for (std::size_t i = 0; i < effect_count; ++i)
    amounts.kg[Amounts::index(static_cast<Effect>(i), true, true)] = row.kg[i];
  return amounts.net();
}

VintageUncertainty uncertain_vintage(int year, const Decimal& net, std::span<const UncertainGroup> groups,
                                     const ScenarioRows& rows) {
  VintageUncertainty vintage{.year = year, .net = net, .groups = {}, .uncertain = {}, .low = {}};
  const auto shift = [&](const Scenario& scenario) {
    return scenario.index() < rows.size() ? net_of(rows[scenario.index()]) : Decimal{};
  };
  for (std::uint32_t i = 0; i < groups.size(); ++i)
    vintage.groups.push_back({shift({i, false}), shift({i, true})});
  vintage.uncertain = uncertain_in(groups, vintage.groups);
  vintage.low = net - vintage.uncertain.both();
  return vintage;
}

}  // namespace

Decimal GroupShift::less() const { return std::max(Decimal{}, -std::min(low, high)); }

Uncertain uncertain_in(std::span<const UncertainGroup> groups, std::span<const GroupShift> shifts) {
  Uncertain uncertain;
  std::vector<Decimal> symmetric;
  for (std::size_t i = 0; i < shifts.size(); ++i) {
    if (groups[i].kind == UncertaintyKind::asymmetric) {
      uncertain.asymmetric += shifts[i].less();
    } else {
      symmetric.push_back(shifts[i].less());
    }
  }
  uncertain.symmetric = root_of_squares(symmetric);
  return uncertain;
}

void credit_what_is_certain(Tally& tally, const Uncertainty& uncertainty, const Methodology& methodology) {
  for (const VintageUncertainty& certain : uncertainty.vintages) {
    for (Vintage& vintage : tally.vintages) {
      if (vintage.year != certain.year) continue;
      vintage.low = certain.low;
      vintage.shifts = certain.groups;
      credit(vintage, methodology, certain.uncertain.both());
    }
  }
}

Decimal root_of_squares(const std::vector<Decimal>& kg) {
  try {
    Wide sum = 0;
    for (const Decimal& each : kg) {
      const Wide steps = wide_of(each.is_negative() ? -each : each);
      sum += steps * steps;
    }
    Wide root = boost::multiprecision::sqrt(sum);
    if (root * root < sum) ++root;
    if ((root >> 127) == 0) return decimal_of(root);
  } catch (const std::exception&) {  // boost's own, where 256 bits do not hold a result
  }
  throw Error(Obstacle::arithmetic,
              phrase("what groups of uncertain factors change is beyond what can be squared"));
}

Uncertainty uncertainty_of(std::span<const UncertainGroup> groups, const Tally& tally,
                           const std::map<int, ScenarioRows>& years) {
  std::map<int, Decimal> nets;
  for (const Vintage& vintage : tally.vintages) nets[vintage.year] = vintage.net;
  for (const auto& [year, rows] : years) {
    if (std::any_of(rows.begin(), rows.end(), [](const auto& row) { return row.kg != ScenarioRow{}.kg; }))
      nets[year];
  }
  Uncertainty found{{groups.begin(), groups.end()}, {}};
  for (const auto& [year, net] : nets) {
    const auto rows = years.find(year);
    found.vintages.push_back(
        uncertain_vintage(year, net, groups, rows == years.end() ? ScenarioRows{} : rows->second));
  }
  return found;
}

}  // namespace lcl
