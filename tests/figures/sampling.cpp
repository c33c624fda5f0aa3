// SPDX-License-Identifier: Apache-2.0
// Sizes, draws and conclusions: against the second implementation's
// (sampling_vectors.py), against figures worked out by hand, and what must hold
// of any draw.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include "ledger/figures/sampling.hpp"
#include "ledger/values/json.hpp"
#include "tests/methodology/small_document.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

SamplingPlan plan(SamplingMethod method, const char* materiality, const char* expected = "0",
                  bool reasonable = true) {
  return {method, reasonable, decimal(materiality), decimal(expected)};
}

std::string text_of(const Json& value) { return value.get<std::string>(); }

SamplingPlan plan_in(const Json& json) {
  return {static_cast<SamplingMethod>(*place_in(sampling_words, text_of(json["method"]))),
          text_of(json["assurance"]) == "reasonable", decimal(text_of(json["materiality"]).c_str()),
          decimal(text_of(json["expected"]).c_str())};
}

Population population_in(const Json& rows) {
  std::vector<CreditedCycle> cycles;
  for (const Json& row : rows) {
    cycles.push_back({row[0].get<std::uint64_t>(),
                      row[2].get<std::uint32_t>(),
                      row[3].get<std::uint32_t>(),
                      decimal(text_of(row[1]).c_str()),
                      {},
                      row[4].get<bool>()});
  }
  return population_of(std::move(cycles));
}

std::vector<std::uint64_t> seqs(const Sample& sample) {
  std::vector<std::uint64_t> seqs;
  for (const DrawnCycle& drawn : sample.cycles) seqs.push_back(drawn.cycle.collection);
  return seqs;
}

/// `count` cycles of one category, each of the same kilograms.
Population equal_cycles(std::uint64_t count, const char* kg) {
  std::vector<CreditedCycle> cycles;
  for (std::uint64_t i = 0; i < count; ++i) cycles.push_back({10 + 3 * i, 1, 1, decimal(kg)});
  return population_of(std::move(cycles));
}

Population random_cycles(std::mt19937_64& random, std::size_t count) {
  std::vector<CreditedCycle> cycles;
  for (std::uint64_t i = 0; i < count; ++i) {
    cycles.push_back({3 * i, static_cast<std::uint32_t>(random() % 3),
                      static_cast<std::uint32_t>(random() % 2),
                      Decimal::from_scaled(1 + static_cast<std::int64_t>(random() % 90'000'000'000))});
  }
  return population_of(std::move(cycles));
}

Digest seed_of(std::uint64_t number) { return sha256(std::to_string(number)); }

}  // namespace

TEST_CASE("sampling: the second implementation draws the same, and concludes the same") {
  std::ifstream file("tests/figures/sampling_vectors.json");
  std::stringstream text;
  text << file.rdbuf();
  const Json vectors = Json::parse(text.str());
  CHECK(vectors.size() == 24);
  for (const Json& vector : vectors) {
    CAPTURE(vector["plan"].dump());
    const SamplingPlan planned = plan_in(vector["plan"]);
    const Population population = population_in(vector["population"]);
    CAPTURE(population.cycles.size());
    const Sample sample = draw(planned, population, *digest_from_hex(text_of(vector["seed"])));
    CHECK(to_string(sample.interval) == text_of(vector["interval"]));
    CHECK(to_string(sample.precision) == text_of(vector["precision"]));
    CHECK(seqs(sample) == vector["drawn"].get<std::vector<std::uint64_t>>());
    CHECK(hex(digest_of(sample)) == text_of(vector["sample"]));
    std::vector<SampleResult> results;
    for (const Json& result : vector["results"])
      results.push_back({result["seq"].get<std::uint64_t>(), decimal(text_of(result["found_kgco2e"]).c_str())});
    const SampleConclusion concluded = conclusion(planned, sample, results);
    CHECK(to_string(concluded.projected) == text_of(vector["projected"]));
    CHECK(to_string(concluded.bound) == text_of(vector["bound"]));
  }
}

TEST_CASE("sampling: the interval is what materiality leaves, divided by the factor of no misstatement") {
  // 5 % of 1,000,000 kg over 3.00 and over 1.61; less 1.6 and 1.3 times 1 %.
  const Decimal kg(1'000'000);
  CHECK(to_string(sampling_interval(plan(SamplingMethod::random, "0.05"), kg)) == "16666.666666666");
  CHECK(to_string(sampling_interval(plan(SamplingMethod::random, "0.05", "0", false), kg)) ==
        "31055.900621118");
  CHECK(to_string(sampling_interval(plan(SamplingMethod::random, "0.05", "0.01"), kg)) == "11333.333333333");
  CHECK(to_string(sampling_interval(plan(SamplingMethod::random, "0.05", "0.01", false), kg)) ==
        "22981.366459627");
  CHECK(to_string(sampling_interval(plan(SamplingMethod::random, "0.000000001"), decimal("0.000000001"))) ==
        "0.000000001");
}

TEST_CASE("sampling: sixty equal cycles say at 5 % materiality and 95 % confidence what a thousand avoid") {
  const Population population = equal_cycles(1'000, "32.1776");
  for (const SamplingMethod method :
       {SamplingMethod::random, SamplingMethod::stratified, SamplingMethod::monetary_unit}) {
    const SamplingPlan planned = plan(method, "0.05");
    const Sample sample = draw(planned, population, seed_of(1));
    CHECK(sample.cycles.size() == 60);
    const SampleConclusion clean = conclusion(planned, sample, {});
    CHECK(clean.projected.is_zero());
    CHECK(clean.bound <= tolerable(planned, population.kg_co2e));
    CHECK(clean.bound > tolerable(planned, population.kg_co2e) - decimal("0.00001"));
  }
}

TEST_CASE("sampling: misstatements are projected, and bounded after Stringer") {
  // 100 cycles of 10 kg, 30 % material: interval 100, so 10 are drawn and each speaks for 10.
  const Population population = equal_cycles(100, "10");
  const SamplingPlan planned = plan(SamplingMethod::random, "0.3");
  const Sample sample = draw(planned, population, seed_of(2));
  REQUIRE(sample.cycles.size() == 10);
  const auto seq = [&](std::size_t i) { return sample.cycles[i].cycle.collection; };
  // Wholly wrong 100, a quarter wrong 25; what is understated makes up for nothing.
  const std::vector<SampleResult> results{
      {seq(0), decimal("7.5")}, {seq(3), Decimal(0)}, {seq(5), Decimal(90)}};
  const SampleConclusion concluded = conclusion(planned, sample, results);
  CHECK(to_string(concluded.projected) == "125");
  // 3.00 × 100 + (4.75 − 3.00) × 100 + (6.30 − 4.75) × 25
  CHECK(to_string(concluded.bound) == "513.75");
}

TEST_CASE("sampling: what is drawn for certain speaks for itself alone") {
  std::vector<CreditedCycle> cycles = equal_cycles(100, "10").cycles;
  cycles.push_back({1'000, 1, 1, Decimal(5'000)});
  const Population population = population_of(std::move(cycles));
  const SamplingPlan planned = plan(SamplingMethod::monetary_unit, "0.1");
  const Sample sample = draw(planned, population, seed_of(3));
  CHECK(to_string(sample.interval) == "200");
  REQUIRE(sample.drawn(1'000) != nullptr);
  CHECK(sample.drawn(1'000)->certain);
  CHECK(sample.cycles.size() == 6);
  const std::vector<SampleResult> results{{1'000, Decimal(4'000)}};
  const SampleConclusion concluded = conclusion(planned, sample, results);
  CHECK(to_string(concluded.projected) == "1000");
  CHECK(to_string(concluded.bound) == "1600");
}

TEST_CASE("sampling: where everything is examined nothing is left to chance") {
  const Population population = equal_cycles(3, "10");
  for (const SamplingMethod method :
       {SamplingMethod::random, SamplingMethod::stratified, SamplingMethod::monetary_unit}) {
    const SamplingPlan planned = plan(method, "0.05");
    const Sample sample = draw(planned, population, seed_of(4));
    CHECK(sample.cycles.size() == 3);
    const std::vector<SampleResult> results{{13, Decimal(8)}};
    CHECK(to_string(conclusion(planned, sample, results).bound) == "2");
  }
}

TEST_CASE("sampling: cycles that avoid nothing, or less, are not in the population") {
  std::vector<CreditedCycle> cycles = equal_cycles(3, "10").cycles;
  cycles.push_back({100, 1, 1, Decimal(0)});
  cycles.push_back({101, 1, 1, Decimal(-5)});
  const Population population = population_of(std::move(cycles));
  CHECK(population.cycles.size() == 3);
  CHECK(to_string(population.kg_co2e) == "30");
}

TEST_CASE("sampling: a larger random sample holds the smaller one of the same seed") {
  std::mt19937_64 random(20'250'101);
  for (int round = 0; round < 20; ++round) {
    const Population population = random_cycles(random, 200);
    std::vector<std::uint64_t> smaller;
    const Digest seed = seed_of(random());
    for (const char* materiality : {"1", "0.5", "0.2", "0.1", "0.05"}) {
      const auto larger = seqs(draw(plan(SamplingMethod::random, materiality), population, seed));
      CHECK(larger.size() > smaller.size());
      CHECK(std::includes(larger.begin(), larger.end(), smaller.begin(), smaller.end()));
      smaller = larger;
    }
  }
}

TEST_CASE("sampling: every stratum is drawn from, and nothing found is never beyond materiality") {
  std::mt19937_64 random(20'250'102);
  for (int round = 0; round < 20; ++round) {
    const Population population = random_cycles(random, 300);
    const SamplingPlan planned = plan(SamplingMethod::stratified, "0.2");
    const Sample sample = draw(planned, population, seed_of(random()));
    std::set<std::pair<std::uint32_t, std::uint32_t>> there, drawn;
    for (const CreditedCycle& cycle : population.cycles) there.emplace(cycle.category, cycle.participant);
    for (const DrawnCycle& each : sample.cycles) drawn.emplace(each.cycle.category, each.cycle.participant);
    CHECK(drawn == there);
    CHECK(sample.precision <= tolerable(planned, population.kg_co2e));
  }
}

TEST_CASE("sampling: by interval, a cycle is drawn as often as its kilograms say") {
  // Over every start of a small population: a cycle of w units among intervals of J is drawn w times in J.
  std::vector<CreditedCycle> cycles;
  for (std::uint64_t i = 0; i < 12; ++i)
    cycles.push_back({i, 1, 1, Decimal::from_scaled(static_cast<int>(3 * i + 1))});
  const Population population = population_of(std::move(cycles));
  const SamplingPlan planned = plan(SamplingMethod::monetary_unit, "0.6");
  const auto interval = static_cast<std::uint64_t>(sampling_interval(planned, population.kg_co2e).scaled());
  REQUIRE(interval == 42);  // 0.6 × 210 ÷ 3.00
  std::vector<std::uint64_t> times(12, 0);
  for (std::uint8_t start = 0; start < interval; ++start) {
    Digest seed;
    seed.bytes[31] = start;
    for (const std::uint64_t seq : seqs(draw(planned, population, seed))) ++times[seq];
  }
  for (std::uint64_t i = 0; i < 12; ++i) CHECK(times[i] == 3 * i + 1);
}

TEST_CASE("sampling: the bound holds at least as often as it says") {
  // A fifth of the cycles are overstated by half. Of 400 samples the bound may miss the truth in a twentieth.
  std::mt19937_64 random(20'250'103);
  const Population population = random_cycles(random, 400);
  std::map<std::uint64_t, Decimal> found;
  Decimal truth;
  for (const CreditedCycle& cycle : population.cycles) {
    if (random() % 5 != 0) continue;
    found[cycle.collection] = Decimal::from_scaled(cycle.avoided.scaled() / 2);
    truth += cycle.avoided - found[cycle.collection];
  }
  for (const SamplingMethod method :
       {SamplingMethod::random, SamplingMethod::stratified, SamplingMethod::monetary_unit}) {
    const SamplingPlan planned = plan(method, "0.2");
    int missed = 0;
    for (std::uint64_t round = 0; round < 400; ++round) {
      const Sample sample = draw(planned, population, seed_of(round));
      std::vector<SampleResult> results;
      for (const DrawnCycle& each : sample.cycles) {
        if (found.contains(each.cycle.collection))
          results.push_back({each.cycle.collection, found[each.cycle.collection]});
      }
      if (conclusion(planned, sample, results).bound < truth) ++missed;
    }
    CHECK(missed <= 20);
  }
}

TEST_CASE("abuse: what was found wrong is left to chance in the next sample") {
  for (const SamplingMethod method :
       {SamplingMethod::random, SamplingMethod::stratified, SamplingMethod::monetary_unit}) {
    Population population = equal_cycles(1'000, "32.5");
    for (std::size_t i = 0; i < population.cycles.size(); ++i) {
      population.cycles[i].device.bytes[0] = static_cast<std::uint8_t>(i % 256);
      population.cycles[i].device.bytes[1] = static_cast<std::uint8_t>(i / 256);
    }
    const std::vector<CreditedCycle> wrong{population.cycles[7], population.cycles[300],
                                           population.cycles[999]};
    for (const CreditedCycle& cycle : wrong) population.due.insert(cycle.device);
    const SamplingPlan of = plan(method, "0.2");
    for (std::uint64_t number = 0; number < 20; ++number) {
      const Sample sample = draw(of, population, seed_of(number));
      std::vector<SampleResult> found;
      for (const CreditedCycle& cycle : wrong) {
        const DrawnCycle* drawn = sample.drawn(cycle.collection);
        REQUIRE(drawn != nullptr);
        CHECK(drawn->certain);
        found.push_back({cycle.collection, Decimal(0)});
      }
      CHECK(std::is_sorted(sample.cycles.begin(), sample.cycles.end(), [](const auto& a, const auto& b) {
        return a.cycle.collection < b.cycle.collection;
      }));
      const SampleConclusion concluded = conclusion(of, sample, found);
      CHECK(concluded.projected == decimal("97.5"));  // each speaks for itself alone
      CHECK(concluded.bound == decimal("97.5") + sample.precision);
    }
  }
}

TEST_CASE("abuse: quantities that no method would take are confirmed, and left to chance") {
  for (const SamplingMethod method :
       {SamplingMethod::random, SamplingMethod::stratified, SamplingMethod::monetary_unit}) {
    Population population = equal_cycles(1'000, "32.5");
    population.cycles[300].confirmed = true;
    const SamplingPlan of = plan(method, "0.2");
    for (std::uint64_t number = 0; number < 20; ++number) {
      const Sample sample = draw(of, population, seed_of(number));
      const DrawnCycle* drawn = sample.drawn(population.cycles[300].collection);
      REQUIRE(drawn != nullptr);
      CHECK(drawn->certain);
      const SampleConclusion concluded =
          conclusion(of, sample, std::vector<SampleResult>{{drawn->cycle.collection, Decimal(0)}});
      CHECK(concluded.projected == decimal("32.5"));
    }
  }
}

TEST_CASE("sampling: the seed is of the reports, the number and the challenge, in that order") {
  const std::vector<Digest> reports{sha256("first"), sha256("second")};
  const std::vector<Digest> turned{sha256("second"), sha256("first")};
  const Digest number = sha256("number");
  const Digest challenge = sha256("challenge");
  // printf 'lcl sample 2\n', then the 32 bytes of each | sha256sum
  CHECK(hex(sample_seed(reports, number, challenge)) ==
        "85108efb689b0b15e92b5cca1eff303df8c196f5f233b258ae6d964b01182e7c");
  CHECK(sample_seed(turned, number, challenge) != sample_seed(reports, number, challenge));
  CHECK(sample_seed(reports, challenge, number) != sample_seed(reports, number, challenge));
}
