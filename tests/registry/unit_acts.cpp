// SPDX-License-Identifier: Apache-2.0
// Units: issued, assigned, retired, cancelled; and debts set off.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/registry/issued_units.hpp"
#include "tests/registry/trial_registry.hpp"

namespace lcl {
namespace {

using namespace test;

const Json year = dates("2025-01-01", "2026-01-01");

}  // namespace

TEST_CASE("unit acts: units are issued once all is in order, numbered from 1, in one holding") {
  IssuedUnits bench;
  CHECK(bench.issues() == "done");
  CHECK(bench.first().seq == bench.registry.last());
  CHECK(bench.first().ordinal == 1);
  CHECK(bench.first().count == 5);
  REQUIRE(bench.first().holdings.size() == 1);
  const Holding& all = bench.first().holdings.front();
  CHECK((all.first == 1 && all.last == 5 && all.state == UnitState::issued));
  CHECK(all.acts == std::vector<std::uint64_t>{bench.registry.last()});
}

TEST_CASE("unit acts: an issuance repeats what is on record, figure by figure") {
  IssuedUnits bench;
  const std::pair<const char*, Json> wrong[]{
      {"period", dates("2025-01-01", "2025-12-31")},
      {"methodology", digest_of('0')},
      {"previous", bench.reported},
      {"previous", 0},
      {"issued_before", 1},
      {"cancelled", 1},
      {"set_off_in", "0.000000001"},
      {"set_off_out", "-1"},
      {"owed", "5999.499999999"},
      {"creditable", "6000"},
      {"count", 4},
      {"count", 6},
      {"count", 0},
  };
  for (const auto& [field, value] : wrong) {
    const std::string changed = fmt::format("{}: {}", field, value.dump());
    CAPTURE(changed);
    const std::string named = field == std::string("creditable") ? "owed" : field;
    CHECK(bench.issues({{field, value}}) == "figures_differ act." + named);
  }
  CHECK(bench.issues({{"checkpoint", {{"root", digest_of('0')}, {"size", 1}}}}) ==
        "malformed_statement act.checkpoint");
  CHECK(bench.issues({{"vintage", 2024}}) == "impossible_date act.vintage");
  CHECK(bench.issues({{"vintage", 2026}}) == "impossible_date act.vintage");
  CHECK(bench.issues({{"vintage", 9'007'199'254'740'991}}) == "impossible_date act.vintage");
  CHECK(bench.issues() == "done");
}

TEST_CASE("unit acts: less than a unit is not issued, nor anything while the vintage is in debt") {
  IssuedUnits bench;
  const auto owing = [&](const char* kg) {
    return bench.issues({{"creditable", kg}, {"owed", kg}, {"count", 1}});
  };
  CHECK(owing("0") == "nothing_to_issue act.count");
  CHECK(owing("999.999999999") == "nothing_to_issue act.count");
  CHECK(owing("-0.000000001") == "vintage_in_debt act.owed");
  CHECK(owing("-1000000000000000000") == "vintage_in_debt act.owed");
  CHECK(owing("1000") == "done");
}

TEST_CASE("unit acts: of what is owed, no more than a serial can number is issued at once") {
  IssuedUnits bench;
  const auto issued = [&](std::uint64_t count) {
    return bench.issues(
        {{"creditable", "1000000000000000000"}, {"owed", "1000000000000000000"}, {"count", count}});
  };
  CHECK(issued(1'000'000'000'000'000) == "figures_differ act.count");
  CHECK(issued(most_units) == "done");
  CHECK(bench.first().count == most_units);
}

TEST_CASE("unit acts: what was issued is no longer owed, what a correction cancelled or a set-off moved is") {
  IssuedUnits bench;
  REQUIRE(bench.issues() == "done");
  const std::uint64_t first = bench.registry.last();
  const Json again{{"previous", first}, {"issued_before", 5}};
  CHECK(bench.issues(again) == "figures_differ act.owed");
  CHECK(bench.issues(with(again, {{"owed", "999.5"}})) == "nothing_to_issue act.count");
  REQUIRE(bench.cancels(units(2, 3)) == "done");
  REQUIRE(bench.cancels(units(4, 4), "error") == "done");
  REQUIRE(bench.sets_off({{"kgco2e", "0.5"}}) == "done");
  REQUIRE(bench.sets_off({{"vintage", 2024}, {"from_vintage", 2025}, {"kgco2e", "1000"}}) == "done");
  // 5999.5 − 1000 × (5 − 2) + 0.5 − 1000
  const Json now = with(
      again,
      {{"cancelled", 2}, {"set_off_in", "0.5"}, {"set_off_out", "1000"}, {"owed", "2000"}, {"count", 2}});
  CHECK(bench.issues(with(now, {{"previous", nullptr}})) == "figures_differ act.previous");
  CHECK(bench.issues(with(now, {{"previous", first - 1}})) == "figures_differ act.previous");
  CHECK(bench.issues(with(now, {{"cancelled", 3}})) == "figures_differ act.cancelled");
  CHECK(bench.issues(now) == "done");
  CHECK(bench.project().issuance(2)->ordinal == 2);
}

TEST_CASE("unit acts: units are issued on the opinion that stands on the last report of a period") {
  IssuedUnits bench;
  CHECK(bench.issues({{"report", bench.opinion}}) == "unknown_report act.report");
  CHECK(bench.issues({{"opinion", bench.reported}}) == "unknown_opinion act.opinion");
  REQUIRE(bench.registry.act("opinion_reopened", "DEMO",
                             {{"opinion", bench.opinion}, {"reason", "facts found later"}},
                             bench.registry.auditor) == "done");
  CHECK(bench.issues() == "unknown_opinion act.opinion");
  Json modified = Json::array();
  const auto given = [&](Json changes) {
    if (changes.contains("opinion")) {
      modified.push_back(bench.registry.next);
    } else if (!modified.empty()) {
      changes["disposes_of"] = modified;
    }
    REQUIRE(bench.registry.act("opinion_given", "DEMO", with(opinion(bench.reported), changes),
                               bench.registry.auditor) == "done");
    bench.opinion = bench.registry.last();
    const std::string result = bench.issues();
    if (result != "done") {
      REQUIRE(bench.registry.act("opinion_reopened", "DEMO", {{"opinion", bench.opinion}, {"reason", "anew"}},
                                 bench.registry.auditor) == "done");
    }
    return result;
  };
  for (const char* word : {"qualified", "adverse", "disclaimed"})
    CHECK(given({{"opinion", word}}) == "opinion_modified act.opinion");
  const Json material = Json::array({{{"kgco2e", "5000"}, {"text", "a van counted twice"}}});
  CHECK(given({{"misstatements", material}, {"misstated", "5000"}}) == "misstatement_material act.opinion");
  CHECK(given(Json::object()) == "done");
  REQUIRE(bench.by_developer("period_reported", report(bench.registry, year)) == "done");
  CHECK(bench.issues() == "unknown_report act.report");
}

TEST_CASE("unit acts: nothing is issued before the whole period is declared exclusive") {
  TrialRegistry registry;
  registry.bring("DEMO", ProjectState::labelled);
  REQUIRE(registry.act("period_reported", "DEMO", report(registry, year), registry.developer) == "done");
  const std::uint64_t reported = registry.last();
  REQUIRE(registry.act("opinion_given", "DEMO", opinion(reported), registry.auditor) == "done");
  const std::uint64_t given = registry.last();
  const auto issued = [&] {
    return registry.act("units_issued", "DEMO", issuance(registry, reported, given, year),
                        registry.certifier);
  };
  const auto declared = [&](const Json& period) {
    REQUIRE(registry.act("exclusivity_declared", "DEMO",
                         {{"period", period}, {"declaration", digest_of('e')}},
                         registry.developer) == "done");
  };
  CHECK(issued() == "exclusivity_not_declared act.period");
  declared(dates("2025-01-01", "2025-12-31"));
  declared(dates("2025-12-01", "2026-12-31"));
  CHECK(issued() == "exclusivity_not_declared act.period");
  declared(dates("2025-01-01", "2026-06-01"));
  CHECK(issued() == "done");
}

TEST_CASE("unit acts: a block is of an issuance of this very project, by its vintage, and inside it") {
  IssuedUnits bench;
  CHECK(bench.assigns(units(1, 1)) == "unknown_units act.units");
  REQUIRE(bench.issues() == "done");
  for (const UnitBlock& block : {UnitBlock{"OTHER", 2025, 1, 1, 1},
                                 {"DEMO", 2026, 1, 1, 1},
                                 {"DEMO", 2025, 2, 1, 1},
                                 {"DEMO", 2025, 1, 1, 6},
                                 {"DEMO", 2025, 1, 6, 6}}) {
    CAPTURE(to_string(block));
    CHECK(bench.assigns(block) == "unknown_units act.units");
    CHECK(bench.retires(block) == "unknown_units act.units");
    CHECK(bench.cancels(block) == "unknown_units act.units");
  }
  UnitBlock official = units(1, 5);
  official.standing = RegistryStanding::official;
  CHECK(bench.retires(official) == "unknown_units act.units");
  std::string serial = to_string(units(1, 5));
  serial[serial.size() - 4] = '4';
  CHECK(bench.retires(units(1, 5), {{"units", serial}}) == "serial_check_digits act.units");
  CHECK(bench.retires(units(1, 5), {{"units", "LBC-DEMO-2025-1-1-5-00"}}) == "malformed_statement act.units");
  CHECK(bench.retires(units(1, 5)) == "done");
}

TEST_CASE("unit acts: what is retired or cancelled stays so, and parts of a block go their own ways") {
  IssuedUnits bench;
  REQUIRE(bench.issues() == "done");
  CHECK(bench.assigns(units(2, 3), {{"beneficiary", "A railway"}}) == "done");
  CHECK(bench.retires(units(1, 1)) == "done");
  CHECK(bench.cancels(units(5, 5), "other_registry") == "done");
  CHECK(bench.assigns(units(1, 2)) == "units_not_held act.units");
  CHECK(bench.retires(units(1, 1)) == "units_not_held act.units");
  CHECK(bench.cancels(units(4, 5)) == "units_not_held act.units");
  CHECK(bench.retires(units(5, 5)) == "units_not_held act.units");
  const std::vector<Holding>& holdings = bench.first().holdings;
  REQUIRE(holdings.size() == 4);
  CHECK(holdings[0].state == UnitState::retired);
  CHECK(holdings[0].beneficiary == "A bank");
  CHECK(holdings[1].state == UnitState::assigned);
  CHECK(holdings[1].beneficiary == "A railway");
  CHECK(holdings[1].acts.size() == 2);
  CHECK(holdings[2].with_developer());
  CHECK(holdings[3].state == UnitState::cancelled);
  CHECK_FALSE(holdings[3].settles);
  CHECK(bench.project().account(2025).cancelled == 0);
}

TEST_CASE("unit acts: units are retired for somebody, named in public or not, never for nobody") {
  IssuedUnits bench;
  REQUIRE(bench.issues() == "done");
  CHECK(bench.retires(units(1, 1), {{"beneficiary", nullptr}}) == "malformed_statement act.beneficiary");
  CHECK(bench.retires(units(1, 1), {{"beneficiary", nullptr}, {"private", digest_of('c')}}) == "done");
  CHECK(bench.first().holdings.front().beneficiary.empty());
}

TEST_CASE("unit acts: a contract is of the project's life, and names a beneficiary, in public or not") {
  IssuedUnits bench;
  REQUIRE(bench.issues() == "done");
  std::uint32_t unit = 1;
  const auto assigned = [&](const Json& changes) {
    const std::string result = bench.assigns(units(unit, unit), changes);
    if (result == "done") ++unit;
    return result;
  };
  CHECK(assigned({{"contract_date", "2024-12-31"}}) == "impossible_date act.contract_date");
  CHECK(assigned({{"contract_date", "2029-06-02"}}) == "impossible_date act.contract_date");
  CHECK(assigned({{"beneficiary", nullptr}}) == "malformed_statement act.to");
  CHECK(assigned({{"beneficiary", nullptr}, {"private", digest_of('c')}}) == "done");
  CHECK(bench.first().holdings.front().beneficiary.empty());
  CHECK(assigned({{"contract_date", "2025-01-01"}}) == "done");
  CHECK(assigned({{"contract_date", "2029-06-01"}}) == "done");
}

TEST_CASE("unit acts: units are retired for a year from the notification's to this one") {
  IssuedUnits bench;
  REQUIRE(bench.issues() == "done");
  const auto retired = [&](std::uint32_t unit, std::uint64_t year) {
    return bench.retires(units(unit, unit), {{"year", year}, {"beneficiary", "A bank"}});
  };
  CHECK(retired(1, 2024) == "impossible_date act.year");
  CHECK(retired(1, 2030) == "impossible_date act.year");
  CHECK(retired(1, 9'007'199'254'740'991) == "impossible_date act.year");
  CHECK(retired(1, 2025) == "done");
  CHECK(retired(2, 2029) == "done");
  CHECK(bench.first().holdings.front().beneficiary == "A bank");
}

TEST_CASE("unit acts: a debt is set off against another vintage, by more than 0, at the signer's head") {
  IssuedUnits bench;
  for (const char* kg : {"0", "-1"})
    CHECK(bench.sets_off({{"kgco2e", kg}}) == "malformed_statement act.kgco2e");
  CHECK(bench.sets_off({{"checkpoint", {{"root", digest_of('0')}, {"size", 1}}}}) ==
        "malformed_statement act.checkpoint");
  CHECK(bench.sets_off({{"from_vintage", 2025}}) == "impossible_date act.from_vintage");
  CHECK(bench.sets_off({{"from_vintage", 10'000}}) == "impossible_date act.from_vintage");
  CHECK(bench.sets_off({{"vintage", 10'000}}) == "impossible_date act.vintage");
  CHECK(bench.sets_off({{"from_vintage", 2024}}) == "done");
  CHECK(bench.sets_off({{"from_vintage", 9'999}}) == "done");
  CHECK(bench.sets_off(Json::object()) == "done");
  CHECK(bench.project().account(2025).set_off_in == Decimal(900));
  CHECK(bench.project().account(2026).set_off_out == Decimal(300));
  CHECK(bench.project().account(2025).owed(Decimal(-100)) == Decimal(800));
}

TEST_CASE("unit acts: a debt stands as the certifier stated it last, less what was settled since") {
  IssuedUnits bench;
  REQUIRE(bench.issues() == "done");
  const auto states = [&](const char* kg, int vintage, const Json& changes = Json::object()) {
    const Json act{{"vintage", vintage}, {"kgco2e", kg}, {"checkpoint", bench.registry.head()}};
    return bench.registry.act("debt_stated", "DEMO", with(act, changes), bench.registry.certifier);
  };
  const auto standing = [&](int vintage) {
    for (const DebtStatement& debt : bench.project().standing_debts()) {
      if (debt.vintage == vintage) return to_string(debt.kg_co2e);
    }
    return std::string("nothing");
  };
  CHECK(states("-1", 2025) == "malformed_statement act.kgco2e");
  CHECK(states("1", 2025, {{"checkpoint", TrialRegistry::head_json(1)}}) ==
        "malformed_statement act.checkpoint");
  CHECK(states("1", 10'000) == "impossible_date act.vintage");
  REQUIRE(bench.cancels(units(1, 1)) == "done");  // before it is stated
  REQUIRE(states("2500", 2025) == "done");
  REQUIRE(states("700", 2027) == "done");
  CHECK(standing(2025) == "2500");
  REQUIRE(bench.cancels(units(2, 2)) == "done");
  CHECK(standing(2025) == "1500");
  REQUIRE(bench.sets_off({{"kgco2e", "500"}}) == "done");
  CHECK(standing(2025) == "1000");
  CHECK(standing(2027) == "700");
  REQUIRE(states("0", 2025) == "done");
  CHECK(standing(2025) == "nothing");
  CHECK(bench.by_developer("debt_stated",
                           {{"vintage", 2025}, {"kgco2e", "0"}, {"checkpoint", bench.registry.head()}}) ==
        "wrong_role key");
}

}  // namespace lcl
