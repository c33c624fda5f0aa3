// SPDX-License-Identifier: Apache-2.0
// Sizes, draws and conclusions: against the second implementation's (sampling_vectors.py), against figures
// worked out by hand, and what must hold of any draw.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
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

/// A device of which there is one for each number.
Pseudonym device(std::uint64_t number) {
  Pseudonym name;
  const Digest digest = sha256("device " + std::to_string(number));
  std::copy_n(digest.bytes.begin(), name.bytes.size(), name.bytes.begin());
  return name;
}

FrameCycle cycle(std::uint64_t number, const Decimal& avoided, const Decimal& emitted = Decimal(0),
                 const Decimal& cap = Decimal(5)) {
  return {.collection = number,
          .name = {device(number), 0},
          .category = 0,
          .participant = 1,
          .avoided = avoided,
          .emitted = emitted,
          .cap = cap};
}

Population population_in(const Json& vector) {
  Frame frame{{}, {"1", "2", "3"}, {}};
  const auto at = [](const Json& row, std::size_t i) { return decimal(text_of(row[i]).c_str()); };
  for (const Json& row : vector["population"]) {
    const auto seq = row[0].get<std::uint64_t>();
    frame.cycles.push_back({.collection = seq,
                            .name = {device(seq), static_cast<std::uint32_t>(seq % 3)},
                            .category = row[4].get<std::uint32_t>() - 1,
                            .participant = row[5].get<std::uint32_t>(),
                            .avoided = at(row, 1),
                            .emitted = at(row, 2),
                            .cap = at(row, 3),
                            .confirmed = row[6].get<bool>()});
  }
  Population population(std::move(frame), decimal(text_of(vector["reduction"]).c_str()));
  for (const Json& category : vector["whole"]) population.whole.insert(text_of(category));
  return population;
}

std::vector<std::uint64_t> seqs(const Sample& sample) {
  std::vector<std::uint64_t> drawn;
  for (const DrawnCycle& each : sample.cycles) drawn.push_back(each.cycle.collection);
  return drawn;
}

Population population_of(std::vector<FrameCycle> cycles) {
  Decimal reduction;
  for (const FrameCycle& each : cycles) reduction += each.book();
  return {{std::move(cycles), {"smartphone"}, {}}, reduction};
}
/// `count` cycles of one category, each of the same kilograms.
Population equal_cycles(std::uint64_t count, const char* kg, const char* cap = "5") {
  std::vector<FrameCycle> cycles;
  for (std::uint64_t i = 0; i < count; ++i)
    cycles.push_back(cycle(10 + 3 * i, decimal(kg), Decimal(0), decimal(cap)));
  return population_of(std::move(cycles));
}

Population random_cycles(std::mt19937_64& random, std::size_t count) {
  std::vector<FrameCycle> cycles;
  const auto kilograms = [&](std::uint64_t most) {
    return Decimal::from_scaled(1 + static_cast<std::int64_t>(random() % (most * 1'000'000'000U)));
  };
  for (std::uint64_t i = 0; i < count; ++i) {
    const bool is_credited = random() % 5 != 0;
    FrameCycle made = cycle(3 * i, is_credited ? kilograms(90) : Decimal(0), kilograms(20), Decimal(25));
    made.category = static_cast<std::uint32_t>(random() % 3);
    made.participant = static_cast<std::uint32_t>(random() % 2);
    cycles.push_back(made);
  }
  Population population = population_of(std::move(cycles));
  population.frame.categories = {"smartphone", "tablet", "laptop"};
  return population;
}

Digest seed_of(std::uint64_t number) { return sha256(std::to_string(number)); }

constexpr std::array methods{SamplingMethod::random, SamplingMethod::stratified,
                             SamplingMethod::monetary_unit};

SampleResult wholly_wrong(const DrawnCycle& drawn) {
  return {drawn.cycle.collection, drawn.cycle.book() - drawn.cycle.wholly_wrong()};
}

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
    const Population population = population_in(vector);
    CHECK(planned.errors_borne() == vector["errors"].get<std::size_t>());
    const Sample sample = draw(planned, population, *digest_from_hex(text_of(vector["seed"])));
    CHECK(to_string(sample.interval) == text_of(vector["interval"]));
    CHECK(to_string(sample.precision) == text_of(vector["precision"]));
    CHECK(seqs(sample) == vector["drawn"].get<std::vector<std::uint64_t>>());
    CHECK(hex(digest_of(sample)) == text_of(vector["sample"]));
    const SampleSize size = sample_size(planned, population);
    CHECK(size.fewest <= sample.cycles.size());
    CHECK(sample.cycles.size() <= size.most);
    std::vector<SampleResult> results;
    for (const Json& result : vector["results"]) {
      results.push_back({result["seq"].get<std::uint64_t>(), {}, SampleOutcome::not_available});
      if (result.contains("found_kgco2e"))
        results.back() = {results.back().collection, decimal(text_of(result["found_kgco2e"]).c_str())};
    }
    const SampleConclusion concluded = conclusion(planned, sample, results);
    CHECK(to_string(concluded.projected) == text_of(vector["projected"]));
    CHECK(to_string(concluded.bound) == text_of(vector["bound"]));
    CHECK(concluded.beyond_cap == vector["beyond_cap"].get<std::vector<std::string>>());
  }
}

TEST_CASE("sampling: the interval is what is material, divided by the factor of the errors that are borne") {
  // 5 % of 1,000,000 kg over 3.00 and over 1.61. With 1 % expected: 5 × k ≥ R(k) first holds of 1 and 4.75
  // and of 1 and 3.00; with 2 %, 2.5 × k ≥ R(k) of 4 and 9.16 and of 2 and 4.28.
  const auto interval = [](const char* expected, bool reasonable) {
    return to_string(
        sampling_interval(plan(SamplingMethod::random, "0.05", expected, reasonable), Decimal(1'000'000)));
  };
  CHECK(interval("0", true) == "16666.666666666");
  CHECK(interval("0", false) == "31055.900621118");
  CHECK(interval("0.01", true) == "10526.315789473");
  CHECK(interval("0.01", false) == "16666.666666666");
  CHECK(interval("0.02", true) == "5458.515283842");
  CHECK(interval("0.02", false) == "11682.242990654");
  CHECK(to_string(sampling_interval(plan(SamplingMethod::random, "0.000000001"), decimal("0.000000001"))) ==
        "0.000000001");
  CHECK(sampling_interval(plan(SamplingMethod::random, "0.05"), Decimal(-900)) == Decimal(15));
}

TEST_CASE("sampling: no sample bears an expected misstatement close to materiality") {
  // 200 ÷ R(200) of what is material can be: 200 ÷ 224.88, or ÷ 212.83.
  CHECK(plan(SamplingMethod::random, "0.05", "0.044").errors_borne().has_value());
  CHECK_FALSE(plan(SamplingMethod::random, "0.05", "0.045").errors_borne().has_value());
  CHECK(plan(SamplingMethod::random, "0.05", "0.045", false).errors_borne().has_value());
  CHECK_FALSE(plan(SamplingMethod::random, "0.05", "0.05", false).errors_borne().has_value());
}

TEST_CASE("sampling: what was found right is within materiality, and sixty equal cycles are enough at 5 %") {
  const Population population = equal_cycles(1'000, "32.1776", "0.000000001");
  for (const SamplingMethod method : methods) {
    const SamplingPlan planned = plan(method, "0.05");
    const Sample sample = draw(planned, population, seed_of(1));
    CHECK(sample.cycles.size() >= 60);
    CHECK(sample.cycles.size() <= 61);
    const SampleConclusion clean = conclusion(planned, sample, {});
    CHECK(clean.projected.is_zero());
    CHECK(clean.bound <= tolerable(planned, population.reduction));
    CHECK(clean.bound > tolerable(planned, population.reduction) - decimal("0.00001"));
  }
}

TEST_CASE("sampling: finding exactly what was planned for comes out within materiality") {
  for (const bool reasonable : {false, true}) {
    for (const char* expected : {"0", "0.005", "0.01", "0.02", "0.03"}) {
      for (const SamplingMethod method : methods) {
        const SamplingPlan planned = plan(method, "0.05", expected, reasonable);
        const Population population = equal_cycles(3'000, "32.1776", "11");
        const Sample sample = draw(planned, population, seed_of(5));
        const std::size_t borne = *planned.errors_borne();
        std::vector<SampleResult> results;
        for (std::size_t i = 0; i < borne; ++i) results.push_back(wholly_wrong(sample.cycles[i]));
        const SampleConclusion concluded = conclusion(planned, sample, results);
        CHECK(concluded.beyond_cap.empty());
        CHECK(concluded.bound <= tolerable(planned, population.reduction));
        CHECK(concluded.projected >= *product(planned.expected, population.reduction));
        results.push_back(wholly_wrong(sample.cycles[borne]));
        CHECK(conclusion(planned, sample, results).bound > tolerable(planned, population.reduction));
      }
    }
  }
}

TEST_CASE("sampling: misstatements are projected, and bounded after Stringer") {
  // 100 cycles of 10 kg and 5 kg more at the most, 45 % of 1,000 kg material: interval 150, so 10 are drawn
  // and each speaks for 10.
  const Population population = equal_cycles(100, "10");
  const SamplingPlan planned = plan(SamplingMethod::random, "0.45");
  const Sample sample = draw(planned, population, seed_of(2));
  REQUIRE(sample.cycles.size() == 10);
  const auto seq = [&](std::size_t i) { return sample.cycles[i].cycle.collection; };
  // Wholly wrong 150, a quarter wrong 25; what is understated makes up for nothing.
  const std::vector<SampleResult> results{
      {seq(0), decimal("7.5")}, {seq(3), Decimal(-5)}, {seq(5), Decimal(90)}};
  const SampleConclusion concluded = conclusion(planned, sample, results);
  CHECK(to_string(concluded.projected) == "175");
  // 3.00 × 150 + (4.75 − 3.00) × 150 + (6.30 − 4.75) × 25
  CHECK(to_string(concluded.bound) == "751.25");
}

TEST_CASE("sampling: what is drawn for certain speaks for itself alone") {
  std::vector<FrameCycle> cycles = equal_cycles(100, "10").frame.cycles;
  cycles.push_back(cycle(1'000, Decimal(5'000)));
  const Population population = population_of(std::move(cycles));
  const SamplingPlan planned = plan(SamplingMethod::monetary_unit, "0.1");
  const Sample sample = draw(planned, population, seed_of(3));
  CHECK(to_string(sample.interval) == "200");
  REQUIRE(sample.drawn(1'000) != nullptr);
  CHECK(sample.drawn(1'000)->certain);
  CHECK((sample.cycles.size() == 8 || sample.cycles.size() == 9));  // 1,500 ÷ 200 and that one
  const std::vector<SampleResult> results{{1'000, Decimal(4'000)}};
  const SampleConclusion concluded = conclusion(planned, sample, results);
  CHECK(to_string(concluded.projected) == "1000");
  CHECK(to_string(concluded.bound) == "1600");
}

TEST_CASE("sampling: where everything is examined nothing is left to chance") {
  const Population population = equal_cycles(3, "10");
  for (const SamplingMethod method : methods) {
    const SamplingPlan planned = plan(method, "0.05");
    const Sample sample = draw(planned, population, seed_of(4));
    CHECK(sample.cycles.size() == 3);
    const std::vector<SampleResult> results{{13, Decimal(8)}};
    CHECK(to_string(conclusion(planned, sample, results).bound) == "2");
  }
}

TEST_CASE("abuse: devices that earn nothing are taken apart for parts and driven about, and nobody looks") {
  // A cycle that is not credited weighs what its events may emit, and is drawn like any other.
  std::vector<FrameCycle> cycles = equal_cycles(500, "30", "20").frame.cycles;
  for (std::uint64_t i = 0; i < 500; ++i)
    cycles.push_back(cycle(10'000 + i, Decimal(0), Decimal(2), Decimal(20)));
  const Population population = population_of(std::move(cycles));
  for (const SamplingMethod method : methods) {
    const Sample sample = draw(plan(method, "0.2"), population, seed_of(6));
    const auto uncredited = std::count_if(sample.cycles.begin(), sample.cycles.end(),
                                          [](const auto& each) { return each.cycle.avoided.is_zero(); });
    CHECK(uncredited >= 3);
  }
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
    for (const FrameCycle& each : population.frame.cycles) there.emplace(each.category, each.participant);
    for (const DrawnCycle& each : sample.cycles) drawn.emplace(each.cycle.category, each.cycle.participant);
    CHECK(drawn == there);
    CHECK(sample.precision <= tolerable(planned, population.reduction));
  }
}

TEST_CASE("sampling: by interval, a cycle is drawn as often as its size says") {
  std::vector<FrameCycle> cycles;
  for (std::uint64_t i = 0; i < 12; ++i)
    cycles.push_back(cycle(i, Decimal(static_cast<std::int64_t>(3 * i)), Decimal(0), Decimal(1)));
  const Population population = population_of(std::move(cycles));
  const SamplingPlan planned = plan(SamplingMethod::monetary_unit, "0.6");
  REQUIRE(to_string(sampling_interval(planned, population.reduction)) == "39.6");  // 0.6 × 198 ÷ 3.00
  constexpr std::uint64_t draws = 4'000;
  std::vector<std::uint64_t> times(12, 0);
  for (std::uint64_t number = 0; number < draws; ++number) {
    for (const std::uint64_t seq : seqs(draw(planned, population, seed_of(number)))) ++times[seq];
  }
  for (std::uint64_t i = 0; i < 12; ++i) {
    const std::uint64_t expected = draws * (3 * i + 1) * 10 / 396;
    CHECK(times[i] + 150 > expected);
    CHECK(times[i] < expected + 150);
  }
}

TEST_CASE("abuse: fakes are placed periodically, so that no point of any interval falls on one") {
  // Every fourth cycle as it is recorded is a fake, and the sizes are such that the interval is a multiple of
  // four of them: drawn in the order of recording, the fakes were drawn in 0 of 44.
  constexpr std::uint64_t count = 1'760;
  const Population population = equal_cycles(count, "30", "10");
  const SamplingPlan planned = plan(SamplingMethod::monetary_unit, "0.1");
  REQUIRE(to_string(sampling_interval(planned, population.reduction)) == "1760");  // 44 cycles
  std::size_t drawn = 0;
  for (std::uint64_t number = 0; number < 200; ++number) {
    std::size_t fakes = 0;
    for (const std::uint64_t seq : seqs(draw(planned, population, seed_of(number))))
      fakes += (seq - 10) / 3 % 4 == 0 ? 1U : 0U;
    CHECK(fakes > 0);
    drawn += fakes;
  }
  CHECK(drawn > 1'700);  // a quarter of 200 × 40
  CHECK(drawn < 2'300);
}

TEST_CASE("abuse: events are recorded in another order so that others are drawn") {
  std::mt19937_64 random(20'250'104);
  for (const SamplingMethod method : methods) {
    Population population = random_cycles(random, 300);
    const auto devices = [&] {
      std::set<Pseudonym> found;
      for (const DrawnCycle& each : draw(plan(method, "0.2"), population, seed_of(9)).cycles)
        found.insert(each.cycle.name.device);
      return found;
    };
    const std::set<Pseudonym> before = devices();
    std::shuffle(population.frame.cycles.begin(), population.frame.cycles.end(), random);
    for (std::uint64_t i = 0; i < population.frame.cycles.size(); ++i)
      population.frame.cycles[i].collection = 7 * i;
    CHECK(devices() == before);
  }
}

TEST_CASE("abuse: parts and journeys are left out by more than the method takes for possible") {
  const Population population = equal_cycles(1'000, "30", "20");
  for (const SamplingMethod method : methods) {
    const SamplingPlan planned = plan(method, "0.2");
    const Sample sample = draw(planned, population, seed_of(10));
    const std::uint64_t seq = sample.cycles.front().cycle.collection;
    const SampleConclusion within =
        conclusion(planned, sample, std::vector<SampleResult>{{seq, Decimal(-20)}});
    CHECK(within.beyond_cap.empty());
    const SampleConclusion beyond =
        conclusion(planned, sample, std::vector<SampleResult>{{seq, decimal("-20.000000001")}});
    CHECK(beyond.beyond_cap == std::vector<std::string>{"smartphone"});
    CHECK(beyond.bound == population.kg_co2e + decimal("50.000000001"));  // nothing is concluded
    Population again = population;
    again.whole.insert("smartphone");
    const Sample whole = draw(planned, again, seed_of(10));
    CHECK(whole.cycles.size() == 1'000);
    const SampleConclusion examined =
        conclusion(planned, whole, std::vector<SampleResult>{{seq, Decimal(-90)}});
    CHECK(examined.beyond_cap.empty());
    CHECK(examined.bound == Decimal(120));
  }
}

TEST_CASE("sampling: a cycle that states more than its cap is drawn, and does not shake the cap") {
  Population population = equal_cycles(1'000, "30", "20");
  population.frame.cycles[400].emitted = Decimal(60);
  const std::uint64_t seq = population.frame.cycles[400].collection;
  for (const SamplingMethod method : methods) {
    const SamplingPlan planned = plan(method, "0.2");
    const Sample sample = draw(planned, population, seed_of(11));
    REQUIRE(sample.drawn(seq) != nullptr);
    CHECK(sample.drawn(seq)->certain);
    const SampleConclusion concluded =
        conclusion(planned, sample, std::vector<SampleResult>{{seq, Decimal(-70)}});
    CHECK(concluded.beyond_cap.empty());
    CHECK(concluded.projected == Decimal(40));
  }
}

TEST_CASE("abuse: what was found wrong is left to chance in the next sample") {
  for (const SamplingMethod method : methods) {
    Population population = equal_cycles(1'000, "32.5");
    const std::vector<FrameCycle> wrong{population.frame.cycles[7], population.frame.cycles[300],
                                        population.frame.cycles[999]};
    for (const FrameCycle& each : wrong) population.due.insert(each.name.device);
    const SamplingPlan of = plan(method, "0.2");
    for (std::uint64_t number = 0; number < 20; ++number) {
      const Sample sample = draw(of, population, seed_of(number));
      std::vector<SampleResult> found;
      for (const FrameCycle& each : wrong) {
        const DrawnCycle* drawn = sample.drawn(each.collection);
        REQUIRE(drawn != nullptr);
        CHECK(drawn->certain);
        found.push_back({each.collection, Decimal(0)});
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
  for (const SamplingMethod method : methods) {
    Population population = equal_cycles(1'000, "32.5");
    population.frame.cycles[300].confirmed = true;
    const SamplingPlan of = plan(method, "0.2");
    for (std::uint64_t number = 0; number < 20; ++number) {
      const Sample sample = draw(of, population, seed_of(number));
      const DrawnCycle* drawn = sample.drawn(population.frame.cycles[300].collection);
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
