// SPDX-License-Identifier: Apache-2.0
#include "ledger/figures/sampling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <queue>

#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

using Scaled = Decimal::Scaled;

Decimal in_range(const std::optional<Decimal>& value) {
  if (!value) throw Error(Obstacle::arithmetic, phrase("the sample's figures leave 128 bits"));
  return *value;
}

Scaled times(Scaled a, Scaled b) {
  Scaled result = 0;
  if (__builtin_mul_overflow(a, b, &result)) in_range(std::nullopt);
  return result;
}

/// Of what is not negative.
Scaled rounded_up(Scaled a, Scaled b) { return a / b + (a % b == 0 ? 0 : 1); }

/// Cycles among which each has the same chance.
struct Stratum {
  std::uint64_t cycles = 0;
  Decimal greatest;  ///< size
  std::uint64_t drawn = 0;
};

/// drawn = min(cycles, ⌈cycles × greatest ÷ interval⌉)
void set_size(Stratum& stratum, const Decimal& interval) {
  const Scaled all = times(stratum.greatest.scaled(), static_cast<Scaled>(stratum.cycles));
  const Scaled size = rounded_up(all, interval.scaled());
  stratum.drawn =
      size < static_cast<Scaled>(stratum.cycles) ? static_cast<std::uint64_t>(size) : stratum.cycles;
}

/// The draw keys of a seed: SHA-256(seed ‖ device ‖ ordinal as 8 bytes, big-endian).
class DrawKeys {
 public:
  explicit DrawKeys(const Digest& seed) : seed_(seed) {}
  Digest of(const CycleName& name) {
    std::array<std::uint8_t, 8> ordinal{};
    for (std::size_t i = 0; i < ordinal.size(); ++i)
      ordinal[i] = static_cast<std::uint8_t>(std::uint64_t{name.ordinal} >> (56U - 8U * i));
    hasher_.update(seed_.bytes);
    hasher_.update(name.device.bytes);
    hasher_.update(ordinal);
    return hasher_.finish();
  }

 private:
  Digest seed_;
  Sha256 hasher_;
};

/// The `wanted` lowest of the keys it is given.
class LowestKeys {
 public:
  void offer(const Digest& key, std::size_t index, std::uint64_t wanted) {
    if (kept_.size() < wanted) {
      kept_.emplace(key, index);
    } else if (key < kept_.top().first) {
      kept_.pop();
      kept_.emplace(key, index);
    }
  }
  template <typename Taker>
  void take(Taker taker) {
    for (; !kept_.empty(); kept_.pop()) taker(kept_.top().second);
  }

 private:
  std::priority_queue<std::pair<Digest, std::size_t>> kept_;  // the highest of the lowest on top
};

/// The stratum of each cycle: category × participant, or one for all.
std::vector<std::uint32_t> place_in_strata(const std::vector<FrameCycle>& cycles, bool one,
                                           std::vector<Stratum>& strata) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> numbers;
  std::vector<std::uint32_t> places;
  places.reserve(cycles.size());
  for (const FrameCycle& cycle : cycles) {
    const auto key = one ? std::pair(0U, 0U) : std::pair(cycle.category, cycle.participant);
    const auto next = static_cast<std::uint32_t>(strata.size());
    const std::uint32_t number = numbers.emplace(key, next).first->second;
    if (number == next) strata.emplace_back();
    Stratum& stratum = strata[number];
    ++stratum.cycles;
    stratum.greatest = std::max(stratum.greatest, cycle.size());
    places.push_back(number);
  }
  return places;
}

void draw_lowest(const std::vector<FrameCycle>& cycles, const Digest& seed, Sample& sample) {
  std::vector<Stratum> strata;
  const auto places = place_in_strata(cycles, sample.method == SamplingMethod::random, strata);
  for (Stratum& stratum : strata) set_size(stratum, sample.interval);
  std::vector<LowestKeys> lowest(strata.size());
  DrawKeys keys(seed);
  for (std::size_t i = 0; i < cycles.size(); ++i)
    lowest[places[i]].offer(keys.of(cycles[i].name), i, strata[places[i]].drawn);
  for (std::size_t s = 0; s < strata.size(); ++s) {
    const Stratum& stratum = strata[s];
    lowest[s].take([&](std::size_t i) {
      sample.cycles.push_back({cycles[i], stratum.cycles, stratum.drawn, stratum.drawn == stratum.cycles});
    });
  }
}

/// SHA-256("lcl sample start 1\n" ‖ seed), as a big-endian number, modulo the interval in units of 10^-9.
Scaled start_in(const Decimal& interval, const Digest& seed) {
  Sha256 hasher;
  hasher.update("lcl sample start 1\n");
  hasher.update(seed.bytes);
  Scaled start = 0;
  for (const std::uint8_t byte : hasher.finish().bytes) start = (start * 256 + byte) % interval.scaled();
  return start;
}

/// Cycles in the order of their keys, end to end as long as their sizes; drawn is whoever holds one of the
/// points start, start + interval, start + 2 × interval, … None is as long as the interval.
void draw_by_interval(const std::vector<FrameCycle>& cycles, const Digest& seed, Sample& sample) {
  std::vector<std::pair<Digest, std::size_t>> line;
  line.reserve(cycles.size());
  DrawKeys keys(seed);
  for (std::size_t i = 0; i < cycles.size(); ++i) line.emplace_back(keys.of(cycles[i].name), i);
  std::sort(line.begin(), line.end());
  Scaled point = start_in(sample.interval, seed);
  Scaled end = 0;
  for (const auto& [key, i] : line) {
    end += cycles[i].size().scaled();
    if (point >= end) continue;
    sample.cycles.push_back({cycles[i]});
    point += sample.interval.scaled();
  }
}

/// What an overstatement of `drawn` by `kg` is in the population; rounded up, and never above the interval.
Decimal projection(const Sample& sample, const DrawnCycle& drawn, const Decimal& kg) {
  if (sample.method == SamplingMethod::monetary_unit) {
    return Decimal::from_scaled(
        rounded_up(times(kg.scaled(), sample.interval.scaled()), drawn.cycle.size().scaled()));
  }
  return Decimal::from_scaled(
      rounded_up(times(kg.scaled(), static_cast<Scaled>(drawn.cycles)), static_cast<Scaled>(drawn.drawn)));
}

/// Why a cycle is drawn whatever the seed, if it is.
struct Certainty {
  const Population& population;
  Decimal interval;
  [[nodiscard]] bool is_whole(const FrameCycle& cycle) const {
    return population.whole.contains(population.frame.categories[cycle.category]);
  }
  [[nodiscard]] bool operator()(const FrameCycle& cycle) const {
    return cycle.size() >= interval || cycle.confirmed || cycle.emitted > cycle.cap ||
           population.due.contains(cycle.name.device) || is_whole(cycle);
  }
};

/// precision + Σ (R(j) − R(j−1)) × x_j, in descending order of the projections; rounded up once.
Decimal stringer(const ReliabilityFactors& factors, const Sample& sample, std::vector<Decimal>& projections) {
  std::sort(projections.begin(), projections.end(), std::greater<>());
  Scaled hundredths = 0;
  for (std::size_t j = 0; j < projections.size(); ++j)
    hundredths += times(factors[j + 1] - factors[j], projections[j].scaled());
  return sample.precision + Decimal::from_scaled(rounded_up(hundredths, 100));
}

}  // namespace

Digest sample_seed(std::span<const Digest> reports, const Digest& number, const Digest& challenge) {
  Sha256 hasher;
  hasher.update("lcl sample 2\n");
  for (const Digest& report : reports) hasher.update(report.bytes);
  hasher.update(number.bytes);
  hasher.update(challenge.bytes);
  return hasher.finish();
}

bool DrawnCycle::goes_beyond(const Decimal& found) const {
  return !whole && cycle.emitted <= cycle.cap && found < -cycle.cap && found < cycle.book();
}

const DrawnCycle* Sample::drawn(std::uint64_t collection) const {
  const auto found =
      std::lower_bound(cycles.begin(), cycles.end(), collection,
                       [](const DrawnCycle& each, std::uint64_t seq) { return each.cycle.collection < seq; });
  return found != cycles.end() && found->cycle.collection == collection ? &*found : nullptr;
}

Decimal tolerable(const SamplingPlan& plan, const Decimal& reduction) {
  return in_range(product(plan.materiality, reduction.is_negative() ? -reduction : reduction));
}

Decimal sampling_interval(const SamplingPlan& plan, const Decimal& reduction) {
  const auto borne = plan.errors_borne();
  invariant(borne.has_value(), "a plan that no sample bears is refused");
  const Scaled interval = times(tolerable(plan, reduction).scaled(), 100) / plan.factors()[*borne];
  return Decimal::from_scaled(std::max(interval, Scaled{1}));
}

SampleSize sample_size(const SamplingPlan& plan, const Population& population) {
  const Certainty is_certain{population, sampling_interval(plan, population.reduction)};
  SampleSize size;
  std::vector<FrameCycle> left;
  for (const FrameCycle& cycle : population.frame.cycles) {
    if (is_certain(cycle)) {
      ++size.certain;
    } else {
      left.push_back(cycle);
    }
  }
  size.fewest = size.most = size.certain;
  if (plan.method == SamplingMethod::monetary_unit) {
    Scaled end = 0;
    for (const FrameCycle& cycle : left) end += cycle.size().scaled();
    size.fewest += static_cast<std::uint64_t>(end / is_certain.interval.scaled());
    size.most += static_cast<std::uint64_t>(rounded_up(end, is_certain.interval.scaled()));
    return size;
  }
  std::vector<Stratum> strata;
  (void)place_in_strata(left, plan.method == SamplingMethod::random, strata);
  for (Stratum& stratum : strata) {
    set_size(stratum, is_certain.interval);
    size.fewest += stratum.drawn;
  }
  size.most = size.fewest;
  return size;
}

Sample draw(const SamplingPlan& plan, const Population& population, const Digest& seed) {
  const Frame& frame = population.frame;
  invariant(!frame.cycles.empty(), "a sample is drawn from something");
  Sample sample{.method = plan.method,
                .interval = sampling_interval(plan, population.reduction),
                .precision = {},
                .kg_co2e = population.kg_co2e,
                .cycles = {},
                .categories = frame.categories,
                .participants = frame.participants};
  const Certainty is_certain{population, sample.interval};
  std::vector<FrameCycle> left;
  left.reserve(frame.cycles.size());
  for (const FrameCycle& cycle : frame.cycles) {
    if (is_certain(cycle)) {
      sample.cycles.push_back({cycle, 1, 1, true, is_certain.is_whole(cycle)});
    } else {
      left.push_back(cycle);
    }
  }
  const std::size_t certain = sample.cycles.size();
  if (plan.method == SamplingMethod::monetary_unit) {
    draw_by_interval(left, seed, sample);
  } else {
    draw_lowest(left, seed, sample);
  }
  const bool by_chance =
      plan.method == SamplingMethod::monetary_unit
          ? !left.empty()
          : std::any_of(sample.cycles.begin() + static_cast<std::ptrdiff_t>(certain), sample.cycles.end(),
                        [](const DrawnCycle& each) { return !each.certain; });
  if (by_chance) {
    sample.precision =
        Decimal::from_scaled(rounded_up(times(plan.factors().front(), sample.interval.scaled()), 100));
  }
  std::sort(sample.cycles.begin(), sample.cycles.end(),
            [](const DrawnCycle& a, const DrawnCycle& b) { return a.cycle.collection < b.cycle.collection; });
  return sample;
}

Digest digest_of(const Sample& sample) {
  Sha256 hasher;
  for (const DrawnCycle& drawn : sample.cycles) {
    hasher.update(fmt::format("{} {} {}\n", drawn.cycle.collection, to_string(drawn.cycle.book()),
                              to_string(drawn.cycle.size())));
  }
  return hasher.finish();
}

SampleConclusion conclusion(const SamplingPlan& plan, const Sample& sample,
                            std::span<const SampleResult> results) {
  const ReliabilityFactors& factors = plan.factors();
  Decimal overstated;
  Decimal known;
  std::set<std::string> beyond;
  std::vector<Decimal> projections;
  SampleConclusion conclusion;
  for (const SampleResult& result : results) {
    const DrawnCycle* drawn = sample.drawn(result.collection);
    invariant(drawn != nullptr, "results are of drawn cycles");
    const bool is_lost = result.outcome == SampleOutcome::not_available;
    const Decimal kg = is_lost ? drawn->cycle.wholly_wrong() : drawn->cycle.book() - result.found;
    if (kg <= Decimal(0)) continue;
    overstated += kg;
    if (!is_lost && drawn->goes_beyond(result.found)) beyond.insert(sample.categories[drawn->cycle.category]);
    if (drawn->certain) {
      known += kg;
      conclusion.projected += kg;
    } else {
      projections.push_back(projection(sample, *drawn, kg));
      conclusion.projected += projections.back();
    }
  }
  conclusion.beyond_cap.assign(beyond.begin(), beyond.end());
  const bool concludes = beyond.empty() && projections.size() < factors.size();
  conclusion.bound = concludes ? known + stringer(factors, sample, projections) : sample.kg_co2e + overstated;
  return conclusion;
}

}  // namespace lcl
