// SPDX-License-Identifier: Apache-2.0
#include "ledger/figures/frame.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace lcl {
namespace {

/// `sum` and `next`, of one cycle: of its resales at most one stands, so that its seller is what is left.
void add_up(FrameChange& sum, const FrameChange& next) {
  sum.seller += next.seller;
  sum.avoided += next.avoided;
  sum.emitted += next.emitted;
  sum.events += next.events;
  sum.slips += next.slips;
}

bool is_nothing(const FrameChange& sum) {
  return sum.seller == 0 && sum.avoided.is_zero() && sum.emitted.is_zero() && sum.events == 0 &&
         sum.slips == 0;
}

}  // namespace

std::vector<FrameStratum> strata_of(const Frame& frame) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, FrameStratum> sums;
  for (const FrameCycle& cycle : frame.cycles) {
    FrameStratum& sum = sums[{cycle.category, cycle.participant}];
    ++sum.cycles;
    sum.kg_co2e += cycle.size();
  }
  std::vector<FrameStratum> strata;
  strata.reserve(sums.size());
  for (auto& [place, sum] : sums) {
    sum.category = frame.categories[place.first];
    sum.participant = frame.participants[place.second];
    strata.push_back(std::move(sum));
  }
  std::sort(strata.begin(), strata.end(), [](const FrameStratum& a, const FrameStratum& b) {
    return std::tie(a.category, a.participant) < std::tie(b.category, b.participant);
  });
  return strata;
}

void FrameCycles::add(const FrameChange& change) {
  if (!changes_.empty() && changes_.back().collection == change.collection) {
    add_up(changes_.back(), change);
    return;
  }
  constexpr std::size_t least = std::size_t{1} << 15U;
  if (changes_.size() >= least && changes_.size() >= 2 * merged_) merge();
  changes_.push_back(change);
}

void FrameCycles::merge() {
  std::stable_sort(changes_.begin(), changes_.end(),
                   [](const FrameChange& a, const FrameChange& b) { return a.collection < b.collection; });
  auto kept = changes_.begin();
  for (auto at = changes_.begin(); at != changes_.end();) {
    FrameChange sum = *at;
    for (++at; at != changes_.end() && at->collection == sum.collection; ++at) add_up(sum, *at);
    if (!is_nothing(sum)) *kept++ = sum;
  }
  changes_.erase(kept, changes_.end());
  merged_ = changes_.size();
}

std::vector<FrameChange> FrameCycles::take() {
  merge();
  merged_ = 0;
  std::erase_if(changes_, [](const FrameChange& sum) { return sum.events == 0; });
  return std::exchange(changes_, {});
}

}  // namespace lcl
