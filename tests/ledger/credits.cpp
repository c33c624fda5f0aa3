// SPDX-License-Identifier: Apache-2.0
// Reports, opinions and units at the door: what is issued follows from the
// entries, and what no longer follows is refused.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "ledger/audit/verify.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "ledger/store/open_ledger.hpp"
#include "tests/ledger/monitored_registry.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

constexpr int sold = 40;
constexpr std::string_view day = "2025-03-10";
const Decimal kg_a_unit{1'000};

Tally tally_of_year(const OpenRegistry& open) {
  return open.ledger().tally("DEMO", *parse_period("2025"), {});
}

const Project& demo(const Ledger& ledger) { return *ledger.state().project("DEMO"); }

/// A registry with a credited year: 40 consoles, 3 units.
struct CreditedYear : MonitoredRegistry {
  CreditedYear() {
    sell(0, sold, day);
    report_seq = audited_report("2025");
    issue(report_seq, 2025);
  }
  std::uint64_t report_seq = 0;
};

Json issuance_fields(const MonitoredRegistry& registry, std::uint64_t report, int vintage) {
  return accepted(issuance_act(registry.ledger().opened(), "DEMO", report, vintage, decision));
}

}  // namespace

TEST_CASE("credits: from the entries to a report, an opinion and units, every figure is the tally's") {
  const MonitoredRegistry registry;
  registry.sell(0, sold, day);
  const Tally tally = tally_of_year(registry);
  const Json reported = report_act(registry.ledger().opened(), "DEMO", *parse_period("2025"), 3);
  CHECK(reported["reduction"] == to_string(tally.amounts.net()));
  CHECK(reported["tally"] == hex(digest_of(tally)));
  CHECK(reported["methodology"] == hex(tally.methodology));
  CHECK(reported["checkpoint"]["size"] == tally.checkpoint.size);
  CHECK(reported["checkpoint"]["root"] == hex(tally.checkpoint.root));

  registry.declare_exclusivity("2025");
  const std::uint64_t report = registry.report("2025");
  const std::uint64_t opinion = registry.audit(report);
  const Tally now = tally_of_year(registry);
  const Json issued = issuance_fields(registry, report, 2025);
  const Vintage& vintage = now.vintages.front();
  CHECK(issued["report"] == report);
  CHECK(issued["opinion"] == opinion);
  CHECK(issued["tally"] == hex(digest_of(now)));
  CHECK(issued["avoided"] == to_string(vintage.amounts.avoided()));
  CHECK(issued["emitted"] == to_string(vintage.amounts.emitted()));
  CHECK(issued["given_back"] == to_string(vintage.amounts.given_back()));
  CHECK(issued["creditable"] == to_string(vintage.creditable));
  CHECK(issued["owed"] == to_string(vintage.creditable));
  CHECK(issued["issued_before"] == 0);
  CHECK(issued["count"] == vintage.units);
  CHECK(issued["count"] == 3);
  CHECK(!issued.contains("previous"));

  const std::uint64_t issuance = registry.issue(report, 2025);
  const Ledger ledger = registry.ledger();
  REQUIRE(demo(ledger).issuances.size() == 1);
  CHECK(demo(ledger).issuances.front().seq == issuance);
  CHECK(demo(ledger).issuances.front().count == 3);
  const VintageFigures left = registry.vintage(2025);
  CHECK(left.account.issued == 3);
  CHECK(left.owed == vintage.creditable - Decimal(3'000));
  CHECK(left.units == 0);
  const VerifyReport verified = verify_registry(registry.registry(), {}, false);
  CHECK(verified.sound());
  CHECK(verified.recomputed == 2);
}

TEST_CASE("credits: what was issued is not issued again, and what is left over waits for more") {
  const CreditedYear registry;
  CHECK(outcome_of(registry.try_to_issue(registry.report_seq, 2025)) == "nothing_to_issue");
  const Decimal left = registry.vintage(2025).owed;
  CHECK(left < kg_a_unit);
  CHECK(!left.is_negative());

  registry.sell(100, 15, "2025-11-02");
  CHECK(outcome_of(registry.try_to_issue(registry.report_seq, 2025)) == "nothing_to_issue");
  const std::uint64_t again = registry.audited_report("2025");
  CHECK(issuance_fields(registry, again, 2025)["issued_before"] == 3);
  CHECK(issuance_fields(registry, again, 2025)["previous"] == demo(registry.ledger()).issuances.back().seq);
  registry.issue(again, 2025);
  const VintageFigures figures = registry.vintage(2025);
  CHECK(figures.account.issued == 4);
  CHECK(figures.owed == figures.creditable - Decimal(4'000));
  CHECK(outcome_of(registry.try_to_issue(registry.report_seq, 2025)) == "unknown_report");
}

TEST_CASE("credits: a vintage is owed for the reports of all its periods, each rounded by none") {
  const MonitoredRegistry registry;
  registry.sell(0, 10, "2025-02-10");
  registry.sell(20, 10, "2025-08-10");
  const std::uint64_t spring = registry.audited_report("2025-01-01/2025-07-01");
  CHECK(outcome_of(registry.try_to_issue(spring, 2025)) == "nothing_to_issue");  // ten are not a tonne
  const std::uint64_t autumn = registry.audited_report("2025-07-01/2026-01-01");
  CHECK(issuance_fields(registry, autumn, 2025)["creditable"] ==
        to_string(tally_of_year(registry).vintages.front().creditable));
  registry.issue(autumn, 2025);
  CHECK(registry.vintage(2025).account.issued == 1);
  CHECK(outcome_of(registry.try_to_issue(spring, 2025)) == "nothing_to_issue");
}

TEST_CASE("credits: a report of two years credits each in its own vintage") {
  const MonitoredRegistry registry;
  registry.sell(0, 20, "2025-12-31");
  registry.sell(20, 30, "2026-01-01");
  const std::uint64_t report = registry.audited_report("2025-01-01/2026-07-01");
  registry.issue(report, 2026);
  registry.issue(report, 2025);
  CHECK(registry.vintage(2025).account.issued == 1);
  CHECK(registry.vintage(2026).account.issued == 2);
  CHECK(outcome_of(registry.try_to_issue(report, 2027)) == "impossible_date");
}

TEST_CASE("credits: an issuance prepared before other entries came in is refused") {
  const MonitoredRegistry registry;
  registry.sell(0, sold, day);
  const std::uint64_t report = registry.audited_report("2025");
  Ledger ledger = registry.ledger();
  Statement statement = ledger.draft("units_issued", "DEMO",
                                     accepted(issuance_act(ledger.opened(), "DEMO", report, 2025, decision)),
                                     registry.certifier.public_key().id());
  sign(statement, registry.certifier);
  registry.declare_exclusivity("2025");  // anything
  CHECK(outcome_of(ledger.commit(statement)) == "figures_differ");
  statement.seen = ledger.head();
  sign(statement, registry.certifier);
  CHECK(outcome_of(ledger.commit(statement)) == "malformed_statement");
  CHECK(outcome_of(registry.try_to_issue(report, 2025)) == "accepted");
}

TEST_CASE("credits: a report prepared before other entries came in says what stood then") {
  const MonitoredRegistry registry;
  registry.sell(0, sold, day);
  Ledger ledger = registry.ledger();
  Statement statement =
      ledger.draft("period_reported", "DEMO", report_act(ledger.opened(), "DEMO", *parse_period("2025"), 3),
                   registry.developer.public_key().id());
  sign(statement, registry.developer);
  registry.sell(100, 1, day);
  const std::uint64_t report = accepted(ledger.commit(statement)).seq;
  registry.declare_exclusivity("2025");
  registry.audit(report);
  registry.correct_to_germany(0, sold - 5, day);
  CHECK(outcome_of(registry.try_to_issue(report, 2025)) == "nothing_to_issue");
}

TEST_CASE("credits: a report with another figure than the entries give is refused") {
  const MonitoredRegistry registry;
  registry.sell(0, sold, day);
  for (const auto& [field, value] :
       {std::pair{"reduction", "9000"},
        std::pair{"tally", "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"}}) {
    const std::string changed = field;
    CAPTURE(changed);
    Json act = report_act(registry.ledger().opened(), "DEMO", *parse_period("2025"), 3);
    act[field] = value;
    CHECK(outcome_of(registry.act("period_reported", "DEMO", act, registry.developer)) == "figures_differ");
  }
}

TEST_CASE("credits: an issuance with any other figure than the entries give is refused") {
  const CreditedYear registry;
  registry.sell(100, 30, "2025-11-02");
  const std::uint64_t report = registry.audited_report("2025");
  const Json good = issuance_fields(registry, report, 2025);
  REQUIRE(good["count"].get<int>() >= 2);
  const std::string digest(64, '5');
  for (const auto& [field, value] :
       std::vector<std::pair<const char*, Json>>{{"period", dates("2025-01-01/2025-12-01")},
                                                 {"methodology", digest},
                                                 {"previous", 1},
                                                 {"issued_before", 0},
                                                 {"cancelled", 1},
                                                 {"set_off_in", "1"},
                                                 {"set_off_out", "-1"},
                                                 {"owed", "3000"},
                                                 {"count", 1},
                                                 {"tally", digest},
                                                 {"avoided", "5000"},
                                                 {"emitted", "0"},
                                                 {"opinions", {1}},
                                                 {"reduction", "9999"},
                                                 {"baseline", "1"},
                                                 {"leakage", "1"},
                                                 {"given_back", "1"}}) {
    const std::string changed = field;
    CAPTURE(changed);
    Json act = good;
    act[field] = value;
    CHECK(outcome_of(registry.act("units_issued", "DEMO", act, registry.certifier)) == "figures_differ");
  }
  // A greater C with all that follows from it still is not the entries'.
  Json act = good;
  const Decimal creditable = *parse_decimal(good["creditable"].get<std::string>()) + Decimal(5'000);
  act["creditable"] = to_string(creditable);
  act["owed"] = to_string(creditable - Decimal(3'000));
  act["count"] = good["count"].get<int>() + 5;
  CHECK(outcome_of(registry.act("units_issued", "DEMO", act, registry.certifier)) == "figures_differ");
  act = good;
  act.erase("previous");
  CHECK(outcome_of(registry.act("units_issued", "DEMO", act, registry.certifier)) == "figures_differ");
  CHECK(outcome_of(registry.act("units_issued", "DEMO", good, registry.certifier)) == "accepted");
}

TEST_CASE("credits: a correction, a suspension and a credit elsewhere take from what the auditor saw") {
  const MonitoredRegistry registry;
  registry.sell(100, sold, "2025-01-10");  // which nothing happens to
  registry.sell(0, sold, day);
  const std::uint64_t report = registry.audited_report("2025");
  const Decimal seen = registry.vintage(2025).reduction;
  SUBCASE("a correction") { registry.correct_to_germany(0, 1, day); }
  SUBCASE("a suspension of who took part in the cycles") {
    accepted(
        registry.act("participant_suspended", {},
                     {{"participant", "01234567400019"}, {"from", "2025-03-01"}, {"reason", "grave faults"}},
                     registry.certifier));
  }
  SUBCASE("a credit of one device in another registry") {
    const auto device =
        pseudonyms_of({.imei = imei_of(7).substr(0, 14), .imei2 = {}, .manufacturer = {}, .serial = {}},
                      registry.ledger().opened().folder());
    accepted(registry.act("credited_elsewhere", "DEMO",
                          {{"registry", "Other"},
                           {"foreign_project", "P-1"},
                           {"serials", {"X-1"}},
                           {"devices", {hex(device.front())}}},
                          registry.developer));
    const Tally tally = tally_of_year(registry);
    CHECK(tally.cycles.credited == 2 * sold - 1);
    CHECK(tally.cycles.ineligible.back() == 1);
  }
  SUBCASE("a credit of a period in another registry") {
    accepted(registry.act("credited_elsewhere", "DEMO",
                          {{"registry", "Other"},
                           {"foreign_project", "P-1"},
                           {"serials", {"X-1"}},
                           {"period", dates("2025-03")}},
                          registry.certifier));
    CHECK(tally_of_year(registry).cycles.credited == sold);
  }
  const VintageFigures now = registry.vintage(2025);
  CHECK(now.reduction < seen);
  CHECK(now.reduction == tally_of_year(registry).amounts.net());
  CHECK(outcome_of(registry.try_to_issue(report, 2025)) == "accepted");
}

TEST_CASE("credits: what does not touch the report's figures leaves it as it is") {
  const MonitoredRegistry registry;
  registry.sell(0, sold, day);
  const std::uint64_t report = registry.audited_report("2025");
  accepted(
      registry.act("participant_suspended", {},
                   {{"participant", "01234567400019"}, {"from", "2026-01-01"}, {"reason", "grave faults"}},
                   registry.certifier));
  registry.submit(sale_of(500, day), "OTHER");
  CHECK(outcome_of(registry.try_to_issue(report, 2025)) == "accepted");
}

TEST_CASE(
    "credits: only an unmodified opinion that stands, of immaterial misstatements, lets units be issued") {
  const MonitoredRegistry registry;
  registry.sell(0, sold, day);
  registry.declare_exclusivity("2025");
  const std::uint64_t report = registry.report("2025");
  CHECK(outcome_of(registry.try_to_issue(report, 2025)) == "unknown_opinion");

  const auto opine = [&](const Json& changed) {
    Json opinion = MonitoredRegistry::opinion_on(report);
    opinion.update(changed);
    return accepted(registry.act("opinion_given", "DEMO", registry.disposing(opinion),
                                 registry.independent_auditor))
        .seq;
  };
  const auto reopen = [&](std::uint64_t opinion) {
    accepted(registry.act("opinion_reopened", "DEMO",
                          {{"opinion", opinion}, {"reason", "a fact found later"}},
                          registry.independent_auditor));
  };
  for (const char* modified : {"qualified", "adverse", "disclaimed"}) {
    CAPTURE(modified);
    const std::uint64_t opinion = opine({{"opinion", modified}});
    CHECK(outcome_of(registry.try_to_issue(report, 2025)) == "opinion_modified");
    CHECK(registry.vintage(2025).reduction <= Decimal(0));
    reopen(opinion);
  }
  // Two misstatements that make up for each other are two misstatements.
  const Decimal reduction =
      *parse_decimal(report_act(registry.ledger().opened(), "DEMO", *parse_period("2025"), 0)["reduction"]
                         .get<std::string>());
  const Decimal half = Decimal::from_scaled(reduction.scaled() / 40);
  const std::uint64_t material =
      opine({{"misstatements",
              {{{"kgco2e", to_string(half)}, {"text", "too much"}},
               {{"kgco2e", to_string(-half - Decimal(1))}, {"text", "too little"}}}},
             {"misstated", to_string(half + half + Decimal(1))}});
  CHECK(outcome_of(registry.try_to_issue(report, 2025)) == "misstatement_material");
  reopen(material);
  CHECK(outcome_of(registry.try_to_issue(report, 2025)) == "unknown_opinion");

  const std::uint64_t good =
      opine({{"misstatements", {{{"kgco2e", "12.5"}, {"text", "too much"}}}}, {"misstated", "12.5"}});
  CHECK(outcome_of(registry.try_to_issue(report, 2025)) == "accepted");
  reopen(good);
  CHECK(outcome_of(registry.try_to_issue(report, 2025)) == "unknown_opinion");
  // Nobody vouches for the period any more: what was issued for it is a debt.
  CHECK(registry.vintage(2025).owed == Decimal(-3'000));
}

TEST_CASE("credits: nothing is issued for a period that exclusivity was not declared for") {
  const MonitoredRegistry registry;
  registry.sell(0, sold, day);
  const std::uint64_t report = registry.report("2025");
  registry.audit(report);
  CHECK(outcome_of(registry.try_to_issue(report, 2025)) == "exclusivity_not_declared");
  registry.declare_exclusivity("2025-01-01/2025-12-01");
  registry.declare_exclusivity("2025-12");
  CHECK(outcome_of(registry.try_to_issue(report, 2025)) == "exclusivity_not_declared");
  registry.declare_exclusivity("2025-01-01/2026-02-01");
  CHECK(outcome_of(registry.try_to_issue(report, 2025)) == "accepted");
}
