// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/drawn_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "ledger/replay/recomputation.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::uint64_t draws_at_once = 16;

Methodology drawn_methodology(const Methodology& methodology, const Draws& draws, std::uint64_t draw) {
  std::vector<std::uint64_t> points;
  for (const UncertainGroup& group : methodology.uncertain_groups())
    points.push_back(drawn_point(draws.seed, draw, group.name));
  return methodology.between(points);
}

DrawnVintage summed_up(int year, std::vector<Decimal> nets, std::uint64_t draws) {
  nets.resize(draws);  // a draw in which nothing counts in the year comes to 0
  std::sort(nets.begin(), nets.end());
  Decimal sum;
  for (const Decimal& net : nets) sum += net;
  const auto mean = quotient(sum, Decimal(static_cast<std::int64_t>(draws)));
  if (!mean) throw Error(Obstacle::arithmetic, phrase("the sum of what was drawn leaves 128 bits"));
  const auto quantile = [&](std::uint64_t percent) { return nets[(draws * percent + 99) / 100 - 1]; };
  return {year, *mean, quantile(5), quantile(95)};
}

}  // namespace

std::uint64_t drawn_point(std::string_view seed, std::uint64_t draw, std::string_view group) {
  const Digest digest = sha256(fmt::format("lcl draw 1\n{}\n{}\n{}", seed, draw, group));
  std::uint64_t point = 0;
  for (std::size_t i = 0; i < 8; ++i) point = (point << 8U) | digest.bytes[i];
  return point;
}

std::vector<DrawnVintage> drawn_figures(const OpenLedger& ledger, const Project& project,
                                        const Period& period, const Methodology& methodology,
                                        const Draws& draws, const Progress& progress) {
  std::map<int, std::vector<Decimal>> nets;  // by year, of the draws in which there is any
  for (std::uint64_t first = 1; first <= draws.number; first += draws_at_once) {
    std::vector<Methodology> drawn;
    for (std::uint64_t draw = first; draw < first + draws_at_once && draw <= draws.number; ++draw)
      drawn.push_back(drawn_methodology(methodology, draws, draw));
    std::vector<FiguresRequest> requests;
    for (const Methodology& each : drawn) {
      requests.push_back({ledger.state(), project.id, ledger.head(), period});
      requests.back().methodology = &each;
    }
    for (const Tally& tally : tallies_of({ledger.log(), ledger.second_log()}, requests, progress)) {
      for (const Vintage& vintage : tally.vintages) nets[vintage.year].push_back(vintage.net);
    }
  }
  std::vector<DrawnVintage> vintages;
  vintages.reserve(nets.size());
  for (const auto& [year, of_year] : nets) vintages.push_back(summed_up(year, of_year, draws.number));
  return vintages;
}

}  // namespace lcl
