// SPDX-License-Identifier: Apache-2.0
// What a vintage is owed, from tallies and accounts that are written down here.
#include <doctest/doctest.h>

#include "ledger/figures/issuance.hpp"
#include "ledger/values/carbon_unit.hpp"
#include "ledger/values/error.hpp"
#include "tests/methodology/small_document.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

/// A period of one vintage, which stands as it was seen.
CountedPeriod tally(int year, const char* avoided, const char* emitted, const char* given_back) {
  Vintage vintage{.year = year, .amounts = {}, .net = {}, .creditable = {}, .units = 0};
  vintage.amounts.kg[Amounts::index(Effect::avoided_manufacture, false, false)] = decimal(avoided);
  vintage.amounts.kg[Amounts::index(Effect::emitted_energy, true, false)] = decimal(emitted);
  vintage.amounts.kg[Amounts::index(Effect::given_back, false, false)] = decimal(given_back);
  Tally made;
  made.vintages.push_back(vintage);
  return {.report = nullptr,
          .period = {},
          .seen = made,
          .now = made,
          .cycles = {.lesser = {{year, vintage.amounts.net()}}, .differ = false, .risen = false}};
}

Issuance issuance(std::uint32_t ordinal, int vintage, std::uint32_t count) {
  Issuance made;
  made.ordinal = ordinal;
  made.vintage = vintage;
  made.count = count;
  made.holdings.push_back({.first = 1,
                           .last = count,
                           .state = UnitState::issued,
                           .beneficiary = {},
                           .use = {},
                           .settles = {},
                           .acts = {}});
  return made;
}

/// Of small_document: half of S is discounted.
std::vector<VintageFigures> figures(const Project& project, const std::vector<CountedPeriod>& audited) {
  return vintage_figures(project, loaded(small_document()), audited, *parse_date("2026-06-01"));
}

/// Of a method that keeps a fifth for two and a half years.
std::vector<VintageFigures> with_reserve(const Project& project, const std::vector<CountedPeriod>& audited,
                                         std::string_view day) {
  Json document = small_document();
  document["parameters"]["fifth"] = {{"value", "0.2"}, {"unit", "1"}, {"assumption", true}};
  document["parameters"]["second_life"] = {{"value", "2.5"}, {"unit", "year"}, {"assumption", true}};
  document["reserve"] = {{"share", "fifth"}, {"years", "second_life"}};
  return vintage_figures(project, loaded(document), audited, *parse_date(day));
}

}  // namespace

TEST_CASE("issuance: the audited periods of a vintage are added up before they are discounted") {
  const auto found = figures({}, {tally(2025, "5000", "100", "0"), tally(2025, "1000.5", "0.5", "900")});
  REQUIRE(found.size() == 1);
  CHECK(found[0].vintage == 2025);
  CHECK(found[0].avoided == decimal("6000.5"));
  CHECK(found[0].emitted == decimal("100.5"));
  CHECK(found[0].given_back == Decimal(900));
  CHECK(found[0].reduction == Decimal(5'000));
  CHECK(found[0].creditable == Decimal(2'500));
  CHECK(found[0].owed == Decimal(2'500));
  CHECK(found[0].units == 2);
}

TEST_CASE("issuance: a vintage that emitted more than it avoided owes it whole, without discount") {
  const auto found = figures({}, {tally(2025, "100", "350", "0")});
  REQUIRE(found.size() == 1);
  CHECK(found[0].creditable == Decimal(-250));
  CHECK(found[0].in_debt());
  CHECK(found[0].units == 0);
}

TEST_CASE("issuance: a share of a vintage is kept until the longest second life of its devices has passed") {
  const std::vector<CountedPeriod> audited{tally(2025, "20000", "0", "0")};
  for (const std::string_view early : {"2026-01-01", "2028-12-31"}) {
    const auto found = with_reserve({}, audited, early);
    REQUIRE(found.size() == 1);
    CHECK(found[0].owed == Decimal(10'000));
    CHECK(found[0].reserve == Decimal(2'000));
    CHECK(found[0].reserved_until == parse_date("2029-01-01"));
    CHECK(found[0].units == 8);
  }
  const auto released = with_reserve({}, audited, "2029-01-01");
  CHECK(released[0].reserve.is_zero());
  CHECK(released[0].units == 10);
}

TEST_CASE("issuance: what is given back is taken from the reserve first, and makes a debt only beyond it") {
  Project project;
  project.issuances = {issuance(1, 2025, 8)};
  const auto after = [&](const char* avoided) {
    return with_reserve(project, {tally(2025, avoided, "0", "0")}, "2026-06-01").front();
  };
  CHECK(after("17000").owed == Decimal(500));
  CHECK(after("17000").units == 0);
  CHECK_FALSE(after("16000").in_debt());
  CHECK(after("15999").in_debt());
}

TEST_CASE("issuance: vintages are apart from each other, and ascend") {
  const auto found = figures({}, {tally(2027, "2000", "0", "0"), tally(2025, "1999.999999998", "0", "0")});
  REQUIRE(found.size() == 2);
  CHECK(found[0].vintage == 2025);
  CHECK(found[0].units == 0);
  CHECK(found[1].vintage == 2027);
  CHECK(found[1].units == 1);
}

TEST_CASE("issuance: units issued are taken off, those cancelled as corrections given back, others not") {
  Project project;
  project.issuances = {issuance(1, 2025, 3), issuance(2, 2026, 7), issuance(3, 2025, 2)};
  auto& holdings = project.issuances[0].holdings;
  holdings.push_back(holdings.front());
  holdings.push_back(holdings.front());
  for (std::uint32_t i = 0; i < 3; ++i) holdings[i].first = holdings[i].last = i + 1;
  holdings[0].state = UnitState::cancelled;
  holdings[0].settles = 2025;
  holdings[1].state = UnitState::cancelled;
  holdings[2].state = UnitState::retired;
  const auto found = figures(project, {tally(2025, "12000", "0", "0")});
  REQUIRE(found.size() == 2);
  CHECK(found[0].account.issued == 5);
  CHECK(found[0].account.cancelled == 1);
  CHECK(found[0].owed == Decimal(6'000 - 4'000));
  CHECK(found[0].units == 2);
  CHECK(found[1].vintage == 2026);  // nothing of it is audited any more
  CHECK(found[1].owed == Decimal(-7'000));
}

TEST_CASE("issuance: what is set off is given to the debtor and taken from the one that pays") {
  Project project;
  project.issuances = {issuance(1, 2025, 3)};
  project.id = "DEMO";
  project.set_offs = {{5, "DEMO", 2025, "DEMO", 2026, decimal("300.25")},
                      {6, "DEMO", 2025, "DEMO", 2026, decimal("199.75")}};
  const auto found = figures(project, {tally(2025, "5000", "0", "0"), tally(2026, "4000", "0", "0")});
  REQUIRE(found.size() == 2);
  CHECK(found[0].account.set_off_in == Decimal(500));
  CHECK(found[0].account.set_off_out.is_zero());
  CHECK(found[0].owed.is_zero());
  CHECK(!found[0].in_debt());
  CHECK(found[1].account.set_off_out == Decimal(500));
  CHECK(found[1].owed == Decimal(1'500));
  CHECK(found[1].units == 1);
}

TEST_CASE("issuance: of each cycle the lesser of what was seen and what stands counts") {
  const auto line = [](std::uint8_t device, std::uint32_t ordinal, int vintage, int kg) {
    CycleLine made{{{}, ordinal}, vintage, Decimal(kg)};
    made.cycle.device.bytes[0] = device;
    return made;
  };
  const std::vector<CycleLine> seen{line(1, 0, 2025, 30), line(1, 1, 2025, 20), line(2, 0, 2025, -5),
                                    line(3, 0, 2026, 7)};
  const std::vector<CycleLine> now{line(1, 0, 2025, 10), line(1, 1, 2025, 25), line(2, 0, 2025, -9),
                                   line(4, 0, 2025, 40), line(5, 0, 2025, -1)};
  const LinesCompared compared = compare({seen, {}}, {now, {}}, Counting::as_seen);
  CHECK(compared.lesser == std::map<int, Decimal>{{2025, Decimal(10 + 20 - 9 + 0 - 1)}, {2026, Decimal(0)}});
  CHECK(compared.differ);
  CHECK(compared.risen);
  CHECK(compare({seen, {}}, {now, {}}, Counting::no_credit).lesser ==
        std::map<int, Decimal>{{2025, Decimal(0 + 0 - 9 + 0 - 1)}, {2026, Decimal(0)}});
  CHECK_FALSE(compare({seen, {}}, {seen, {}}, Counting::as_seen).differ);
  CHECK_FALSE(compare({seen, {}}, {{}, {}}, Counting::as_seen).lesser.at(2025) > Decimal(0));
}

TEST_CASE(
    "issuance: what is the period's and no cycle's is taken off as the greater of what was seen and stands") {
  const auto line = [](std::uint8_t device, int vintage, int kg) {
    CycleLine made{{{}, 0}, vintage, Decimal(kg)};
    made.cycle.device.bytes[0] = device;
    return made;
  };
  const std::vector<CycleLine> cycles{line(1, 2025, 30), line(2, 2025, -5), line(3, 2026, 7)};
  const std::map<int, Decimal> ten{{2025, Decimal(10)}};
  const std::map<int, Decimal> twelve{{2025, Decimal(12)}, {2027, Decimal(3)}};
  const LinesCompared more = compare({cycles, ten}, {cycles, twelve}, Counting::as_seen);
  CHECK(more.lesser ==
        std::map<int, Decimal>{{2025, Decimal(25 - 12)}, {2026, Decimal(7)}, {2027, Decimal(-3)}});
  CHECK(more.differ);
  CHECK_FALSE(more.risen);
  const LinesCompared less = compare({cycles, twelve}, {cycles, ten}, Counting::as_seen);
  CHECK(less.lesser == more.lesser);
  CHECK(less.risen);
  CHECK_FALSE(compare({cycles, ten}, {cycles, ten}, Counting::as_seen).differ);
  // What credits nothing has no baseline, unless that were more than all it comes to.
  CHECK(compare({cycles, ten}, {cycles, ten}, Counting::no_credit).lesser ==
        std::map<int, Decimal>{{2025, Decimal(-5)}, {2026, Decimal(0)}});
  const std::map<int, Decimal> hundred{{2025, Decimal(100)}};
  CHECK(below_zero({cycles, hundred}) == std::map<int, Decimal>{{2025, Decimal(-75)}});
  CHECK(below_zero({cycles, ten}) == std::map<int, Decimal>{{2025, Decimal(-5)}});
  CHECK(digest_of(cycles, {}) != digest_of(cycles, ten));
}

TEST_CASE("issuance: what is misstated is taken off vintage by vintage, and makes no debt") {
  std::vector<CountedPeriod> periods{tally(2025, "100", "0", "0"), tally(2026, "0", "30", "0"),
                                     tally(2027, "50", "0", "0")};
  std::vector<CountedPeriod*> of_opinion{&periods[0], &periods[1], &periods[2]};
  take_off(Decimal(120), of_opinion);
  CHECK(periods[0].cycles.lesser.at(2025).is_zero());
  CHECK(periods[0].misstated.at(2025) == Decimal(100));
  CHECK(periods[1].cycles.lesser.at(2026) == Decimal(-30));
  CHECK(periods[1].misstated.empty());
  CHECK(periods[2].cycles.lesser.at(2027) == Decimal(30));
  take_off(Decimal(1'000), of_opinion);
  CHECK(periods[2].cycles.lesser.at(2027).is_zero());
  CHECK(periods[2].misstated.at(2027) == Decimal(50));
  const auto found = figures({}, periods);
  CHECK(found[0].misstated == Decimal(100));
  CHECK(found[0].reduction.is_zero());
}

TEST_CASE("issuance: nothing audited, issued or set off is no vintage") { CHECK(figures({}, {}).empty()); }

TEST_CASE(
    "issuance: a report is audited if its opinion is unmodified, stands, and less is misstated than "
    "material") {
  Report report;
  CHECK(!report.audited());
  report.opinions.push_back({.seq = 9,
                             .word = OpinionWord::unmodified,
                             .reasonable = true,
                             .materiality = decimal("0.05"),
                             .misstated = decimal("49.999999999"),
                             .auditor = {},
                             .key = {},
                             .given = {}});
  Opinion& opinion = report.opinions.back();
  opinion.reduction = Decimal(1'000);
  CHECK(report.audited());
  opinion.misstated = Decimal(50);
  CHECK(!report.audited());
  opinion.reduction = Decimal(-1'001);  // its size counts
  CHECK(report.audited());
  opinion.reduction = Decimal(0);
  CHECK(!report.audited());
  opinion.misstated = Decimal(0);
  CHECK(report.audited());
  opinion.word = OpinionWord::qualified;
  CHECK(!report.audited());
  opinion.word = OpinionWord::unmodified;
  opinion.reopened = 12;
  CHECK(!report.audited());
}

TEST_CASE("issuance: no vintage has more units than an integer of the formats can say") {
  CHECK(units_within(decimal("9007199254740991999.999999999")) == 9'007'199'254'740'991);
  CHECK_THROWS_AS(static_cast<void>(units_within(decimal("9007199254740992000"))), Error);
  CHECK_THROWS_WITH(static_cast<void>(figures({}, {tally(2025, "18014398509481984000", "0", "0")})),
                    "9007199254740992000 kgCO2e are more than 9007199254740991 units");
}

TEST_CASE(
    "issuance: what is uncertain is summed over the audited periods, and the more of seen and now is taken "
    "off") {
  Json document = small_document();
  document["parameters"]["half"].update({{"low", "0.4"}, {"high", "0.6"}});
  document["parameters"]["none"].update({{"low", "0"}, {"high", "1"}, {"kind", "asymmetric"}});
  document["discounts"]["uncertainty"] = "computed";
  const Methodology methodology = loaded(document);
  Report audited;
  audited.opinions.push_back({});
  const auto period = [&](std::vector<GroupShift> seen, std::vector<GroupShift> now) {
    CountedPeriod made = tally(2025, "1000", "0", "0");
    made.report = &audited;
    made.seen.vintages[0].shifts = std::move(seen);
    made.now.vintages[0].shifts = std::move(now);
    return made;
  };
  const GroupShift nothing;
  const GroupShift less{Decimal(-30), Decimal(10)};
  const GroupShift more{Decimal(20), Decimal(-40)};
  // One source errs to one side in the first period and to the other in the second: −10 low, −30 high.
  auto found = vintage_figures(
      {}, methodology, {period({less, nothing}, {less, nothing}), period({more, nothing}, {more, nothing})},
      *parse_date("2026-06-01"));
  CHECK(found.at(0).uncertain == Decimal(30));
  CHECK(found.at(0).creditable == Decimal(985));  // (2000 − 30) × 0.5
  found = vintage_figures(
      {}, methodology,
      {period({nothing, less}, {nothing, nothing}), period({more, nothing}, {nothing, nothing})},
      *parse_date("2026-06-01"));
  CHECK(found.at(0).uncertain == Decimal(70));  // as it was seen: a correction makes nothing more certain
  CountedPeriod given_up = period({less, less}, {less, less});
  given_up.report = nullptr;
  CHECK(vintage_figures({}, methodology, {given_up}, *parse_date("2026-06-01")).at(0).uncertain ==
        Decimal(0));
}
