// SPDX-License-Identifier: Apache-2.0
// What is a period's and no cycle's: practice that existed before the project
// is taken off, month by month, wherever its reports begin and end.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <map>
#include <random>

#include "ledger/audit/verify.hpp"
#include "tests/ledger/monitored_registry.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

/// The reference methodology, which asks for what was refurbished before and takes it off; and counts as
/// leakage a kilogram for each device that is collected, and `fixed` a day.
Json practice_methodology(const char* fixed = "0") {
  Json document = reference_methodology();
  document["id"] = "practice-before";
  document["parameters"]["days_per_year"] = {{"value", "365"}, {"unit", "1"}, {"assumption", true}};
  document["parameters"]["a_device"] = {{"value", "1"}, {"unit", "kgCO2e"}, {"assumption", true}};
  document["parameters"]["a_day"] = {{"value", fixed}, {"unit", "kgCO2e"}, {"assumption", true}};
  document["project_parameters"]["existing_practice"] = {{"unit", "1"},
                                                         {"span", {"0", "1000000"}},
                                                         {"by", "category"},
                                                         {"title", "devices a year before the project"},
                                                         {"asks", "stock books of that year"}};
  document["french"]["project_parameters"]["existing_practice"] = "appareils par an avant le projet";
  const auto add = [&](Json step) { document["steps"].push_back(std::move(step)); };
  add({{"name", "practice"},
       {"scope", "period"},
       {"unit", "1"},
       {"formula",
        "min(period.credited, existing_practice[period.category] * period.days / days_per_year)"}});
  add({{"name", "practice_before"},
       {"scope", "period"},
       {"unit", "kgCO2e"},
       {"effect", "baseline"},
       {"territory", "abroad"},
       {"direct", false},
       {"formula",
        "practice * (period.avoided_manufacture + period.avoided_journeys) / max(period.credited, 1)"}});
  add({{"name", "elsewhere"},
       {"scope", "period"},
       {"unit", "kgCO2e"},
       {"effect", "leakage"},
       {"territory", "france"},
       {"direct", true},
       {"formula", "a_device * period.collected + a_day * period.days"}});
  Json none = Json::object();
  for (const auto& [category, row] : document["tables"]["manufacture"]["rows"].items()) none[category] = "0";
  for (Json& vector : document["vectors"]) vector["project"] = {{"existing_practice", none}};
  return document;
}

/// `consoles` were refurbished a year before, and nothing else.
Json stating(const char* consoles) {
  const Json document = reference_methodology();
  Json values = Json::object();
  for (const auto& [category, row] : document["tables"]["manufacture"]["rows"].items())
    values[category] = "0";
  values["console"] = consoles;
  return {{"existing_practice", {{"source", "stock books of 2024"}, {"values", values}}}};
}

struct Shop : MonitoredRegistry {
  explicit Shop(const char* practice, const char* fixed = "0")
      : MonitoredRegistry(practice_methodology(fixed), stating(practice)) {}
  [[nodiscard]] Tally tally_of(std::string_view period, const std::vector<Grouping>& by = {}) const {
    return ledger().tally("DEMO", *parse_period(period), by);
  }
};

}  // namespace

TEST_CASE("existing practice: a project that passes it off as new earns what the baseline leaves") {
  const Shop cheating("365");  // that is one a day
  const Shop growing("20");
  const Shop starting("0");
  for (const Shop* shop : {&cheating, &growing, &starting}) shop->sell(0, 40, "2025-01-20");

  const Tally all_before = cheating.tally_of("2025");
  CHECK(all_before.amounts.baseline() == all_before.amounts.avoided());
  CHECK(all_before.amounts.leakage() == Decimal(40));
  CHECK(all_before.amounts.net() == -all_before.amounts.emitted() - Decimal(40));
  const Tally half_before = growing.tally_of("2025");
  CHECK(half_before.amounts.baseline() + half_before.amounts.baseline() == half_before.amounts.avoided());
  CHECK(starting.tally_of("2025").amounts.baseline().is_zero());

  for (const Shop* shop : {&cheating, &growing, &starting}) shop->audited_report("2025");
  CHECK(outcome_of(cheating.try_to_issue(cheating.ledger().state().project("DEMO")->reports.back().seq,
                                         2025)) == "vintage_in_debt");
  CHECK(growing.vintage(2025).units == 1);
  CHECK(starting.vintage(2025).units == 3);
  CHECK(starting.vintage(2025).reduction - growing.vintage(2025).reduction == half_before.amounts.baseline());
  growing.issue(growing.ledger().state().project("DEMO")->reports.back().seq, 2025);
  CHECK(verify_registry(growing.registry(), {}, false).sound());
}

TEST_CASE("existing practice: the months add up to the year, wherever reports begin and end") {
  const Shop shop("100.5", "0.125");
  std::mt19937 chance(20261129);
  int device = 0;
  for (const char* day :
       {"2025-01-20", "2025-02-11", "2025-05-28", "2025-09-01", "2026-01-05", "2026-03-31"}) {
    const int count = std::uniform_int_distribution<int>(1, 30)(chance);
    shop.sell(device, count, day);
    device += count;
  }
  const auto sum_of = [&](std::initializer_list<const char*> periods) {
    Amounts sum;
    for (const char* period : periods) sum.add(shop.tally_of(period).amounts);
    return sum;
  };
  const Amounts year = shop.tally_of("2025").amounts;
  CHECK(!year.baseline().is_zero());
  CHECK(year == sum_of({"2025-01", "2025-02/2025-09", "2025-09", "2025-10/2026-01"}));
  CHECK(year == sum_of({"2025-01-01/2025-01-20", "2025-01-20/2025-01-21", "2025-01-21/2025-06-17",
                        "2025-06-17/2026-01-01"}));
  Amounts both = year;
  both.add(shop.tally_of("2026").amounts);
  CHECK(both == shop.tally_of("2025/2027").amounts);
  CHECK(both == shop.tally_of("2024/2030").amounts);

  Amounts months;
  std::map<std::string, Decimal> leakage;
  for (const TallyRow& row : shop.tally_of("2025", {Grouping::month}).rows) {
    months.add(row.amounts);
    leakage[row.labels.front()] = row.amounts.leakage();
  }
  CHECK(months == year);
  CHECK(leakage.size() == 12);  // from the first device on, every month has its days
  CHECK(leakage["2025-04"] == *parse_decimal("3.75"));
  const auto by_participant = shop.tally_of("2025", {Grouping::participant}).rows;
  REQUIRE(by_participant.size() == 2);
  CHECK(by_participant.front().labels.front().empty());
  CHECK(by_participant.front().amounts.net() == -year.of_period());
}

TEST_CASE("existing practice: of what the auditor saw and what stands the greater baseline is taken off") {
  const Shop shop("3650");
  shop.sell(0, 40, "2025-03-10");
  shop.audited_report("2025-01/2025-04");
  const Tally seen = shop.tally_of("2025-01/2025-04");
  CHECK(seen.amounts.baseline() == seen.amounts.avoided());
  const Decimal each = *quotient(seen.amounts.avoided(), Decimal(40));
  shop.correct_to_germany(0, 10, "2025-03-10");
  const Tally now = shop.tally_of("2025-01/2025-04");
  CHECK(now.amounts.baseline() == *product(each, Decimal(30)));
  const VintageFigures standing = shop.vintage(2025);
  CHECK(standing.baseline == now.amounts.baseline());
  CHECK(standing.reduction == now.amounts.net() - (seen.amounts.baseline() - now.amounts.baseline()));
  shop.audited_report("2025-01/2025-04");
  CHECK(shop.vintage(2025).reduction == now.amounts.net());
}

TEST_CASE(
    "existing practice: a period that is given up is worth no more than it would be with its baseline") {
  const Shop shop("36500");
  shop.sell(0, 10, "2025-03-10");
  const std::uint64_t report = shop.report("2025");
  accepted(shop.act("period_forgone", "DEMO", {{"report", report}, {"reason", "nobody can audit it"}},
                    shop.certifier));
  const Tally now = shop.tally_of("2025");
  CHECK(now.amounts.net() == -now.amounts.emitted() - Decimal(10));
  CHECK(shop.vintage(2025).reduction == now.amounts.net());
}
