// SPDX-License-Identifier: Apache-2.0
#include "ledger/figures/sampling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <queue>

#include "ledger/figures/reliability_factors.hpp"
#include "ledger/values/error.hpp"

namespace lcl {
namespace {

using Scaled = Decimal::Scaled;

const ReliabilityFactors& factors_of(const SamplingPlan& plan) {
  return plan.reasonable ? factors_at_95 : factors_at_80;
}

Decimal hundredths(std::int64_t count) {
  return Decimal::from_scaled(Scaled{count} * (Decimal::scale / 100));
}

Decimal in_range(const std::optional<Decimal>& value) {
  if (!value) throw Error(Obstacle::arithmetic, "the sample's figures leave 128 bits");
  return *value;
}

Decimal times(const Decimal& a, const Decimal& b) { return in_range(product(a, b)); }

Scaled times(const Decimal& kg, std::uint64_t count) {
  Scaled result = 0;
  if (__builtin_mul_overflow(kg.scaled(), static_cast<Scaled>(count), &result)) in_range(std::nullopt);
  return result;
}

/// What may be misstated beyond what is found: allowance × the population's kgCO2e, and at least 10^-9.
Decimal allowed_kg(const SamplingPlan& plan, const Decimal& kg_co2e) {
  return std::max(times(plan.allowance(), kg_co2e), Decimal::from_scaled(1));
}

/// Cycles among which each has the same chance.
struct Stratum {
  std::uint64_t cycles = 0;
  Decimal greatest;  ///< book value
  std::uint64_t drawn = 0;
};

/// The precision of a stratum of which one cycle is drawn: the factor of no misstatement × cycles × greatest.
Decimal precision_of_one(const Stratum& stratum, const SamplingPlan& plan) {
  const auto most = Decimal::from_scaled(times(stratum.greatest, stratum.cycles));
  return times(hundredths(factors_of(plan).front()), most);
}

/// drawn = min(cycles, ⌈precision of one ÷ allowed⌉): its own precision is then what is allowed at most.
void set_size(Stratum& stratum, const SamplingPlan& plan, const Decimal& allowed) {
  const Scaled of_one = precision_of_one(stratum, plan).scaled();
  const Scaled size = of_one / allowed.scaled() + (of_one % allowed.scaled() == 0 ? 0 : 1);
  stratum.drawn =
      size < static_cast<Scaled>(stratum.cycles) ? static_cast<std::uint64_t>(size) : stratum.cycles;
}

/// The draw keys of a seed: SHA-256(seed ‖ seq as 8 bytes, big-endian).
class DrawKeys {
 public:
  explicit DrawKeys(const Digest& seed) : seed_(seed) {}
  Digest of(std::uint64_t seq) {
    std::array<std::uint8_t, 8> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i)
      bytes[i] = static_cast<std::uint8_t>(seq >> (56U - 8U * i));
    hasher_.update(seed_.bytes);
    hasher_.update(bytes);
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
std::vector<std::uint32_t> place_in_strata(const std::vector<CreditedCycle>& cycles, bool one,
                                           std::vector<Stratum>& strata) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> numbers;
  std::vector<std::uint32_t> places;
  places.reserve(cycles.size());
  for (const CreditedCycle& cycle : cycles) {
    const auto key = one ? std::pair(0U, 0U) : std::pair(cycle.category, cycle.participant);
    const auto next = static_cast<std::uint32_t>(strata.size());
    const std::uint32_t number = numbers.emplace(key, next).first->second;
    if (number == next) strata.emplace_back();
    Stratum& stratum = strata[number];
    ++stratum.cycles;
    stratum.greatest = std::max(stratum.greatest, cycle.avoided);
    places.push_back(number);
  }
  return places;
}

void draw_lowest(const SamplingPlan& plan, const std::vector<CreditedCycle>& cycles, const Decimal& allowed,
                 const Digest& seed, Sample& sample) {
  std::vector<Stratum> strata;
  const auto places = place_in_strata(cycles, plan.method == SamplingMethod::random, strata);
  for (Stratum& stratum : strata) {
    set_size(stratum, plan, allowed);
    if (stratum.drawn == stratum.cycles) continue;
    const Decimal drawn(static_cast<std::int64_t>(stratum.drawn));
    sample.precision = std::max(sample.precision, in_range(quotient(precision_of_one(stratum, plan), drawn)));
  }
  std::vector<LowestKeys> lowest(strata.size());
  DrawKeys keys(seed);
  for (std::size_t i = 0; i < cycles.size(); ++i)
    lowest[places[i]].offer(keys.of(cycles[i].collection), i, strata[places[i]].drawn);
  for (std::size_t s = 0; s < strata.size(); ++s) {
    const Stratum& stratum = strata[s];
    lowest[s].take([&](std::size_t i) {
      sample.cycles.push_back({cycles[i], stratum.cycles, stratum.drawn, stratum.drawn == stratum.cycles});
    });
  }
}

/// The seed, as a big-endian number, modulo the interval in units of 10^-9 kgCO2e.
Scaled start_in(const Decimal& interval, const Digest& seed) {
  Scaled start = 0;
  for (const std::uint8_t byte : seed.bytes) start = (start * 256 + byte) % interval.scaled();
  return start;
}

/// Cycles in order, end to end as long as their book values; drawn is whoever holds one of the points start,
/// start + interval, start + 2 × interval, …
void draw_by_interval(const SamplingPlan& plan, const std::vector<CreditedCycle>& cycles, const Digest& seed,
                      Sample& sample) {
  const Scaled interval = sample.interval.scaled();
  Scaled point = start_in(sample.interval, seed);
  Scaled end = 0;
  for (const CreditedCycle& cycle : cycles) {
    end += cycle.avoided.scaled();
    const bool certain = cycle.avoided >= sample.interval;
    if (!certain) sample.precision = times(hundredths(factors_of(plan).front()), sample.interval);
    if (point >= end) continue;
    sample.cycles.push_back({cycle, 1, 1, certain});
    point += ((end - 1 - point) / interval + 1) * interval;
  }
}

/// What an overstatement of `drawn` by `kg` is in the population.
Decimal projection(const Sample& sample, const DrawnCycle& drawn, const Decimal& kg) {
  if (sample.method == SamplingMethod::monetary_unit)
    return times(in_range(quotient(kg, drawn.cycle.avoided)), sample.interval);
  return in_range(quotient(Decimal::from_scaled(times(kg, drawn.cycles)),
                           Decimal(static_cast<std::int64_t>(drawn.drawn))));
}

}  // namespace

Population population_of(std::vector<CreditedCycle> credited, std::set<Pseudonym> due) {
  std::erase_if(credited, [](const CreditedCycle& cycle) { return cycle.avoided <= Decimal(0); });
  Population population{std::move(credited), {}, std::move(due)};
  for (const CreditedCycle& cycle : population.cycles) population.kg_co2e += cycle.avoided;
  return population;
}

Digest sample_seed(std::span<const Digest> reports, const Digest& number, const Digest& challenge) {
  Sha256 hasher;
  hasher.update("lcl sample 2\n");
  for (const Digest& report : reports) hasher.update(report.bytes);
  hasher.update(number.bytes);
  hasher.update(challenge.bytes);
  return hasher.finish();
}

const DrawnCycle* Sample::drawn(std::uint64_t collection) const {
  const auto found =
      std::lower_bound(cycles.begin(), cycles.end(), collection,
                       [](const DrawnCycle& each, std::uint64_t seq) { return each.cycle.collection < seq; });
  return found != cycles.end() && found->cycle.collection == collection ? &*found : nullptr;
}

Decimal sampling_interval(const SamplingPlan& plan, const Decimal& kg_co2e) {
  const Scaled interval = times(allowed_kg(plan, kg_co2e), 100) / factors_of(plan).front();
  return Decimal::from_scaled(std::max(interval, Scaled{1}));
}

Sample draw(const SamplingPlan& plan, const Population& population, const Digest& seed) {
  invariant(!population.cycles.empty(), "a sample is drawn from something");
  Sample sample{.method = plan.method,
                .interval = sampling_interval(plan, population.kg_co2e),
                .precision = {},
                .cycles = {}};
  std::vector<CreditedCycle> left;
  left.reserve(population.cycles.size());
  for (const CreditedCycle& cycle : population.cycles) {
    if (cycle.confirmed || population.due.contains(cycle.device)) {
      sample.cycles.push_back({cycle, 1, 1, true});
    } else {
      left.push_back(cycle);
    }
  }
  if (plan.method == SamplingMethod::monetary_unit) {
    draw_by_interval(plan, left, seed, sample);
  } else {
    draw_lowest(plan, left, allowed_kg(plan, population.kg_co2e), seed, sample);
  }
  std::sort(sample.cycles.begin(), sample.cycles.end(),
            [](const DrawnCycle& a, const DrawnCycle& b) { return a.cycle.collection < b.cycle.collection; });
  return sample;
}

Digest digest_of(const Sample& sample) {
  Sha256 hasher;
  for (const DrawnCycle& drawn : sample.cycles)
    hasher.update(fmt::format("{} {}\n", drawn.cycle.collection, to_string(drawn.cycle.avoided)));
  return hasher.finish();
}

SampleConclusion conclusion(const SamplingPlan& plan, const Sample& sample,
                            std::span<const SampleResult> results) {
  const ReliabilityFactors& factors = factors_of(plan);
  invariant(results.size() < factors.size(), "there is a factor for every number of misstatements");
  Decimal known;
  std::vector<Decimal> projections;
  for (const SampleResult& result : results) {
    const DrawnCycle* drawn = sample.drawn(result.collection);
    invariant(drawn != nullptr, "results are of drawn cycles");
    const bool is_lost = result.outcome == SampleOutcome::not_available;
    const Decimal overstated = drawn->cycle.avoided - (is_lost ? Decimal(0) : result.found);
    if (overstated <= Decimal(0)) continue;
    if (drawn->certain) {
      known += overstated;
    } else {
      projections.push_back(projection(sample, *drawn, overstated));
    }
  }
  std::sort(projections.begin(), projections.end(), std::greater<>());
  SampleConclusion conclusion{known, known + sample.precision};
  for (std::size_t i = 0; i < projections.size(); ++i) {
    conclusion.projected += projections[i];
    conclusion.bound += times(hundredths(factors[i + 1] - factors[i]), projections[i]);
  }
  return conclusion;
}

Decimal tolerable(const SamplingPlan& plan, const Decimal& kg_co2e) {
  return times(plan.materiality, kg_co2e);
}

}  // namespace lcl
