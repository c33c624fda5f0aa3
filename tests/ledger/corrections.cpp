// SPDX-License-Identifier: Apache-2.0
// Events taken back: whatever was recorded and voided, the figures are those
// of the events that stand, as if nothing else had ever been there.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <random>

#include "ledger/audit/verify.hpp"
#include "ledger/replay/explained_device.hpp"
#include "ledger/store/open_ledger.hpp"
#include "tests/ledger/monitored_registry.hpp"
#include "tests/values/seed.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

constexpr int days_of_a_life = 25;
constexpr int devices = 40;

/// One event of an invented life, without its device.
struct Line {
  int day = 0;
  std::string rest;
};

std::string line_text(const Line& line, const std::string& imei) {
  return fmt::format(
      R"({{"device":{{"imei":"{}"}},"occurred_at":"{}","participant":"01234567400019",{}}})"
      "\n",
      imei, to_string(Instant{start_of_year(2025).milliseconds + std::int64_t{line.day} * 86'400'000}),
      line.rest);
}

std::string collection_of(std::mt19937& random) {
  static const std::array<const char*, 3> categories{"smartphone", "laptop", "monitor"};
  return fmt::format(
      R"("kind":"collection","country":"FR","category":"{}","holder":"consumer","waste":false,"legs":[{{"mode":"van","distance_km":{}}}])",
      categories[random() % categories.size()], random() % 300);
}

std::string reconditioning_of(std::mt19937& random, bool resalable) {
  return fmt::format(
      R"("kind":"reconditioning","country":"FR","outcome":"{}","functions_tested":{},"energy_kwh":{},"data_erasure":{{"standard":"Purge"}})",
      resalable ? "reconditioned" : "for_parts", random() % 5 == 0 ? "false" : "true", random() % 3);
}

std::string resale_of(std::mt19937& random) {
  return fmt::format(R"("kind":"resale","country":"{}","warranty_months":{},"packaging_kg":"0.1{}")",
                     random() % 6 == 0 ? "DE" : "FR", random() % 6 == 0 ? 3 : 24, random() % 9 + 1);
}

/// The next event that the life cycle admits after `stage`, and the stage it leads to.
std::string next_of(Stage& stage, std::mt19937& random) {
  switch (stage) {
    case Stage::collected:
    case Stage::scrapped:
      if (random() % 8 == 0) {
        stage = Stage::disposed;
        return R"("kind":"disposal","country":"FR","route":"recycler")";
      }
      stage = random() % 6 == 0 ? Stage::scrapped : Stage::reconditioned;
      return reconditioning_of(random, stage == Stage::reconditioned);
    case Stage::reconditioned:
      stage = Stage::resold;
      return resale_of(random);
    case Stage::resold:
      if (random() % 2 == 0) {
        stage = Stage::reconditioned;
        return R"("kind":"return","country":"FR","reason":"change of mind")";
      }
      [[fallthrough]];
    default:
      stage = Stage::collected;
      return collection_of(random);
  }
}

std::vector<Line> life(std::mt19937& random, Stage stage, int from_day, std::size_t events) {
  std::vector<Line> lines;
  int day = from_day;
  for (std::size_t i = 0; i < events; ++i) {
    day += 1 + static_cast<int>(random() % days_of_a_life);
    lines.push_back({day, next_of(stage, random)});
  }
  return lines;
}

Json figures(const OpenRegistry& open) {
  Json body = body_of(open.ledger().tally("DEMO", *parse_period("2025-01-01/2028-01-01"),
                                          {Grouping::category, Grouping::month}));
  body.erase("checkpoint");
  return body;
}

}  // namespace

TEST_CASE("corrections: figures are those of the standing events, whatever was voided on the way") {
  std::mt19937 random(seed());
  const OpenRegistry corrected;
  const OpenRegistry clean;
  std::string clean_log;
  std::string first_log;
  struct Mistake {
    std::string imei;
    std::size_t wrong_events;
    std::vector<Line> right;
  };
  std::vector<Mistake> mistakes;
  for (int device = 0; device < devices; ++device) {
    const std::string imei = imei_of(device);
    std::mt19937 own(random());
    const auto good = life(own, Stage::unseen, 0, 1 + own() % 8);
    Stage stage = Stage::unseen;
    for (const Line& line : good) {
      first_log += line_text(line, imei);
      clean_log += line_text(line, imei);
      const auto kind = line.rest.substr(8, line.rest.find('"', 8) - 8);
      if (kind == "collection") stage = Stage::collected;
      if (kind == "reconditioning") {
        stage = line.rest.find("for_parts") == std::string::npos ? Stage::reconditioned : Stage::scrapped;
      }
      if (kind == "resale") stage = Stage::resold;
      if (kind == "return") stage = Stage::reconditioned;
      if (kind == "disposal") stage = Stage::disposed;
    }
    const auto wrong = life(own, stage, good.back().day, own() % 4);
    for (const Line& line : wrong) first_log += line_text(line, imei);
    const auto right = life(own, stage, good.back().day, own() % 4);
    for (const Line& line : right) clean_log += line_text(line, imei);
    mistakes.push_back({imei, wrong.size(), right});
  }
  const Receipt before = corrected.submit(first_log);
  CHECK(before.head.size > 0);
  std::string voids;
  std::string anew;
  {
    const Ledger ledger = corrected.ledger();
    for (const Mistake& mistake : mistakes) {
      const auto pseudonym =
          pseudonyms_of({.imei = mistake.imei.substr(0, 14), .imei2 = {}, .manufacturer = {}, .serial = {}},
                        ledger.opened().folder());
      const auto explanation = explain(ledger.opened(), found(ledger, pseudonym.front()));
      std::vector<std::uint64_t> standing;
      for (const auto& cycle : explanation.cycles) {
        for (const auto& event : cycle.events) standing.push_back(event.event.seq);
      }
      for (std::size_t i = 0; i < mistake.wrong_events; ++i) {
        voids +=
            line_text({500, fmt::format(R"("kind":"void","country":"FR","voids":{},"reason":"typing error")",
                                        standing[standing.size() - 1 - i])},
                      mistake.imei);
      }
      for (const Line& line : mistake.right) anew += line_text(line, mistake.imei);
    }
  }
  SUBCASE("voids first, the right events in a later submission") {
    if (!voids.empty()) corrected.submit(voids);
    if (!anew.empty()) corrected.submit(anew);
  }
  SUBCASE("both in one submission") {
    if (!(voids + anew).empty()) corrected.submit(voids + anew);
  }
  clean.submit(clean_log);
  const Json as_corrected = figures(corrected);
  const Json as_clean = figures(clean);
  INFO("corrected " << as_corrected["sums"] << as_corrected["cycles"]);
  INFO("clean     " << as_clean["sums"] << as_clean["cycles"]);
  CHECK((as_corrected == as_clean));
  const VerifyReport report = verify_registry(corrected.registry(), {}, false);
  CHECK(report.sound());
}
