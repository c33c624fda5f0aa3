// SPDX-License-Identifier: Apache-2.0
// How often the bound of a sample holds, and how often fakes are found, against
// adversaries who place what is false before the seed is known. A few seconds by
// default; LCL_SIMULATED_DRAWS=20000 gives the figures of schemas/README.md.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "ledger/figures/sampling.hpp"
#include "tests/methodology/small_document.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

constexpr std::array ways{SamplingMethod::random, SamplingMethod::stratified, SamplingMethod::monetary_unit};

std::uint64_t simulated_draws() {
  const char* asked = std::getenv("LCL_SIMULATED_DRAWS");
  return asked == nullptr ? 150 : std::strtoull(asked, nullptr, 10);
}

Digest seed_of(const std::string& known, std::uint64_t challenge) {
  return sha256(known + " " + std::to_string(challenge));
}

/// Phones, tablets and laptops with the figures and caps of the reference methodology; every sixth is not
/// sold.
Population mixed(std::uint64_t count) {
  struct Kind {
    const char* avoided;
    const char* emitted;
    const char* cap;
  };
  constexpr std::array<Kind, 3> kinds{
      {{"43.1128", "2.4", "30"}, {"42.51", "5", "50"}, {"83.12", "12", "120"}}};
  constexpr std::array<std::uint32_t, 8> mix{0, 0, 1, 0, 2, 0, 2, 0};
  Frame frame{{}, {"smartphone", "tablet", "laptop"}, {}};
  Decimal reduction;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint32_t category = mix[i % mix.size()];
    const Kind& kind = kinds[category];
    FrameCycle cycle{.collection = 3 * i,
                     .name = {},
                     .category = category,
                     .participant = static_cast<std::uint32_t>(i / 3 % 2),
                     .avoided = i % 6 == 5 ? Decimal(0) : decimal(kind.avoided),
                     .emitted = decimal(kind.emitted),
                     .cap = decimal(kind.cap)};
    const Digest name = sha256("device " + std::to_string(i));
    std::copy_n(name.bytes.begin(), cycle.name.device.bytes.size(), cycle.name.device.bytes.begin());
    reduction += cycle.book();
    frame.cycles.push_back(cycle);
  }
  return {std::move(frame), reduction};
}

/// What an adversary made up: by collection, what an auditor finds.
struct Falsehood {
  std::string name;
  std::map<std::uint64_t, Decimal> found;
  Decimal kg;  ///< overstated in all
};

Decimal share_of(const Decimal& kg, std::int64_t hundredths) {
  return Decimal::from_scaled(kg.scaled() * hundredths / 100);
}

/// Overstates cycles in an order by a share of what is possible, until `kg` is reached.
Falsehood falsehood(std::string name, const Population& population, const std::vector<std::size_t>& order,
                    std::int64_t hundredths, const Decimal& kg) {
  Falsehood made{std::move(name), {}, {}};
  for (const std::size_t i : order) {
    if (made.kg >= kg) break;
    const FrameCycle& cycle = population.frame.cycles[i];
    const Decimal over = share_of(cycle.wholly_wrong(), hundredths);
    made.found[cycle.collection] = cycle.book() - over;
    made.kg += over;
  }
  return made;
}

std::vector<std::size_t> in_order_of(const Population& population,
                                     const std::function<bool(std::size_t, std::size_t)>& before) {
  std::vector<std::size_t> order(population.frame.cycles.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), before);
  return order;
}

/// In which order an adversary makes cycles false. `rehearsed` is how often each was drawn in rehearsals with
/// a number that leaked, and challenges made up.
std::map<std::string, std::vector<std::size_t>> placements(const Population& population,
                                                           const std::vector<std::size_t>& rehearsed) {
  const auto& cycles = population.frame.cycles;
  const auto ordered = [&](auto before) { return in_order_of(population, before); };
  std::map<std::string, std::vector<std::size_t>> orders;
  orders["first"] = ordered([](std::size_t a, std::size_t b) { return a < b; });
  orders["periodic"] = ordered([](std::size_t a, std::size_t b) { return a % 16 < b % 16; });
  orders["small"] =
      ordered([&](std::size_t a, std::size_t b) { return cycles[a].size() < cycles[b].size(); });
  orders["great"] =
      ordered([&](std::size_t a, std::size_t b) { return cycles[a].size() > cycles[b].size(); });
  orders["unsold"] =
      ordered([&](std::size_t a, std::size_t b) { return cycles[a].avoided < cycles[b].avoided; });
  orders["number known"] = ordered([&](std::size_t a, std::size_t b) { return rehearsed[a] < rehearsed[b]; });
  return orders;
}

bool bounded(const SamplingPlan& plan, const Sample& sample, const Falsehood& made) {
  std::vector<SampleResult> results;
  for (const DrawnCycle& each : sample.cycles) {
    const auto found = made.found.find(each.cycle.collection);
    if (found != made.found.end()) results.push_back({found->first, found->second});
  }
  return conclusion(plan, sample, results).bound >= made.kg;
}

/// Of `draws`, how many of what is rare with `percent` may be seen, at four standard deviations.
std::uint64_t allowed(std::uint64_t draws, std::uint64_t percent) {
  std::uint64_t deviation = 1;
  while (deviation * deviation * 10'000 < draws * percent * (100 - percent)) ++deviation;
  return draws * percent / 100 + 4 * deviation;
}

}  // namespace

TEST_CASE(
    "simulation: the bound holds as often as it says, whoever placed the errors before the seed was known") {
  const Population population = mixed(600);
  const std::uint64_t draws = simulated_draws();
  for (const bool reasonable : {false, true}) {
    for (const SamplingMethod method : ways) {
      const SamplingPlan plan{method, reasonable, decimal("0.2"), decimal("0.02")};
      const std::string number = "a number that leaked";
      std::vector<std::size_t> rehearsed(population.frame.cycles.size());
      for (std::uint64_t rehearsal = 0; rehearsal < 40; ++rehearsal) {
        for (const DrawnCycle& each :
             draw(plan, population, seed_of(number, 1'000'000'000 + rehearsal)).cycles)
          ++rehearsed[each.cycle.collection / 3];
      }
      const Decimal interval = sampling_interval(plan, population.reduction);
      std::vector<Falsehood> made;
      for (const auto& [name, order] : placements(population, rehearsed)) {
        for (const std::int64_t share : {std::int64_t{100}, std::int64_t{40}}) {
          for (const std::size_t errors : {std::size_t{0}, std::size_t{1}, std::size_t{3}}) {
            // Just more than a bound that rests on so many errors.
            const Decimal kg = share_of(interval, plan.factors()[errors]) + decimal("0.000001");
            made.push_back(falsehood(name, population, order, share, kg));
          }
        }
      }
      std::vector<std::uint64_t> missed(made.size());
      for (std::uint64_t challenge = 0; challenge < draws; ++challenge) {
        const Sample sample = draw(plan, population, seed_of(number, challenge));
        for (std::size_t i = 0; i < made.size(); ++i) missed[i] += bounded(plan, sample, made[i]) ? 0U : 1U;
      }
      const std::uint64_t worst = *std::max_element(missed.begin(), missed.end());
      CHECK(worst <= allowed(draws, reasonable ? 5 : 20));
      std::map<std::string, std::uint64_t> by_name;
      for (std::size_t i = 0; i < made.size(); ++i)
        by_name[made[i].name] = std::max(by_name[made[i].name], missed[i]);
      std::string said;
      for (const auto& [name, most] : by_name) said += " | " + name + " " + std::to_string(most);
      MESSAGE(sampling_words[static_cast<std::size_t>(method)], reasonable ? " 95 %" : " 80 %",
              ", missed of ", draws, said);
    }
  }
}

TEST_CASE("simulation: of a quarter of what is avoided that is fake, a draw of forty shows some") {
  const Population population = mixed(1'200);
  const std::uint64_t draws = std::max<std::uint64_t>(simulated_draws() * 4, 600);
  // Such that forty intervals hold all.
  SamplingPlan plan{SamplingMethod::monetary_unit, true, {}, Decimal(0)};
  const Decimal wanted = Decimal::from_scaled(population.kg_co2e.scaled() / 40 * 3);
  plan.materiality = *quotient(wanted, population.reduction);
  Decimal avoided;
  for (const FrameCycle& cycle : population.frame.cycles) avoided += cycle.avoided;
  std::vector<std::size_t> rehearsed(population.frame.cycles.size());
  for (std::uint64_t rehearsal = 0; rehearsal < 40; ++rehearsal) {
    for (const DrawnCycle& each : draw(plan, population, seed_of("leaked", 1'000'000'000 + rehearsal)).cycles)
      ++rehearsed[each.cycle.collection / 3];
  }
  auto orders = placements(population, rehearsed);
  orders.erase("unsold");  // nothing to fake
  std::map<std::string, std::pair<Falsehood, std::uint64_t>> made;
  for (const auto& [name, order] : orders) {
    Falsehood fake{name, {}, {}};
    for (const std::size_t i : order) {
      const FrameCycle& cycle = population.frame.cycles[i];
      if (cycle.avoided.is_zero() || fake.kg >= share_of(avoided, 25)) continue;
      fake.found[cycle.collection] = -cycle.emitted;
      fake.kg += cycle.avoided;
    }
    made[name] = {fake, 0};
  }
  for (std::uint64_t challenge = 0; challenge < draws; ++challenge) {
    const Sample sample = draw(plan, population, seed_of("leaked", challenge));
    CHECK(sample.cycles.size() <= 41);
    for (auto& [name, each] : made) {
      const Falsehood& fake = each.first;
      const bool is_unseen =
          std::none_of(sample.cycles.begin(), sample.cycles.end(),
                       [&](const DrawnCycle& drawn) { return fake.found.contains(drawn.cycle.collection); });
      each.second += is_unseen ? 1U : 0U;
    }
  }
  std::string said;
  for (const auto& [name, each] : made) {
    CHECK(each.second <= draws / 1'000 + 2);
    said += " | " + name + " " + std::to_string(each.second);
  }
  MESSAGE("fakes not seen, of ", draws, said);
}
