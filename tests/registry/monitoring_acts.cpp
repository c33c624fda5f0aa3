// SPDX-License-Identifier: Apache-2.0
// Declarations, reports and opinions of a labelled project.
#include <doctest/doctest.h>

#include "tests/registry/trial_registry.hpp"

namespace lcl {
namespace {

using namespace test;

const Json year = dates("2025-01-01", "2026-01-01");

/// DEMO, labelled.
struct Bench {
  TrialRegistry registry;
  Bench() { registry.bring("DEMO", ProjectState::labelled); }
  std::string by_developer(const char* kind, const Json& act) {
    return registry.act(kind, "DEMO", act, registry.developer);
  }
  std::string by_auditor(const char* kind, const Json& act) {
    return registry.act(kind, "DEMO", act, registry.auditor);
  }
  std::string reports(const Json& period, const Json& changes = Json::object()) {
    return by_developer("period_reported", with(report(registry, period), changes));
  }
  /// The seq of a report of `period`.
  std::uint64_t reported(const Json& period) {
    REQUIRE(reports(period) == "done");
    return registry.last();
  }
  [[nodiscard]] const Project& project() const { return *registry.state.project("DEMO"); }
  [[nodiscard]] bool audited(std::uint64_t report) const { return project().report(report)->audited(); }
};

Json misstatements(std::initializer_list<const char*> kg) {
  Json list = Json::array();
  for (const char* each : kg) list.push_back({{"kgco2e", each}, {"text", "a van counted twice"}});
  return list;
}

}  // namespace

TEST_CASE("monitoring acts: a declared or reported period has ended and lies inside the crediting period") {
  Bench bench;
  for (const Json& period : {dates("2024-12-31", "2025-06-01"), dates("2029-01-01", "2030-01-02"),
                             dates("2029-01-01", "2029-06-02")}) {
    CAPTURE(period.dump());
    CHECK(bench.by_developer("exclusivity_declared", {{"period", period}, {"declaration", digest_of('e')}}) ==
          "impossible_date act.period");
  }
  for (const Json& period : {dates("2025-01-01", "2030-01-02"), dates("2025-01-01", "2029-06-02")}) {
    CAPTURE(period.dump());
    CHECK(bench.reports(period) == "impossible_date act.period");
  }
  CHECK(bench.by_developer("exclusivity_declared", {{"period", dates("2025-01-01", "2029-06-01")},
                                                    {"declaration", digest_of('e')}}) == "done");
  CHECK(bench.reports(dates("2025-01-01", "2029-06-01")) == "done");
}

TEST_CASE("monitoring acts: what was credited elsewhere is a period, devices, or both") {
  Bench bench;
  const Json act{{"registry", "another"}, {"foreign_project", "P7"}, {"serials", {"GS1-1"}}};
  const auto declared = [&](const Json& changes) {
    return bench.by_developer("credited_elsewhere", with(act, changes));
  };
  const std::string one(32, '1');
  const std::string two(32, '2');
  CHECK(declared(Json::object()) == "malformed_statement act");
  CHECK(declared({{"devices", {one}}}) == "done");
  const auto credited = [&](const std::string& device, const char* at) {
    return bench.project().credited_in_another_registry(*pseudonym_from_hex(device), *parse_date(at));
  };
  CHECK(credited(one, "2025-06-01"));
  CHECK_FALSE(credited(two, "2025-06-01"));
  CHECK(declared({{"devices", {two}}, {"period", dates("2026-01-01", "2027-01-01")}}) == "done");
  CHECK_FALSE(credited(two, "2025-12-31"));
  CHECK(credited(two, "2026-12-31"));
  CHECK_FALSE(credited(two, "2027-01-01"));
  CHECK(declared({{"period", dates("2028-01-01", "2028-02-01")}}) == "done");
  CHECK(credited(two, "2028-01-31"));
}

TEST_CASE("monitoring acts: what was declared is taken back by who declared it, or by the certifier") {
  Bench bench;
  const Json all{{"registry", "another"},
                 {"foreign_project", "P7"},
                 {"serials", {"GS1-1"}},
                 {"period", dates("2025-01-01", "2030-01-01")}};
  const auto credited = [&] {
    return bench.project().credited_in_another_registry(*pseudonym_from_hex(std::string(32, '1')),
                                                        *parse_date("2025-06-01"));
  };
  const auto taken_back_by = [&](const PrivateKey& key, std::uint64_t declaration) {
    return bench.registry.act("declaration_withdrawn", "DEMO",
                              {{"declaration", declaration}, {"reason", "in error"}}, key);
  };
  // An auditor's key cannot bar a project for good: the certifier takes it back. Its developer cannot.
  REQUIRE(bench.by_auditor("credited_elsewhere", all) == "done");
  const std::uint64_t by_auditor = bench.registry.last();
  CHECK(credited());
  CHECK(taken_back_by(bench.registry.developer, by_auditor) == "wrong_party key");
  CHECK(taken_back_by(bench.registry.certifier, by_auditor - 1) == "unknown_declaration act.declaration");
  CHECK(credited());
  CHECK(taken_back_by(bench.registry.certifier, by_auditor) == "done");
  CHECK_FALSE(credited());
  CHECK(taken_back_by(bench.registry.certifier, by_auditor) == "unknown_declaration act.declaration");
  REQUIRE(bench.by_developer("credited_elsewhere", all) == "done");
  CHECK(taken_back_by(bench.registry.developer, bench.registry.last()) == "done");
  CHECK_FALSE(credited());
}

TEST_CASE("monitoring acts: a report is at the head its signer saw, under the label's methodology") {
  Bench bench;
  CHECK(bench.reports(year, {{"checkpoint", {{"root", digest_of('0')}, {"size", 3}}}}) ==
        "malformed_statement act.checkpoint");
  const std::uint64_t labelled = bench.project().labelled;
  const auto at_size = [&](std::uint64_t size) {
    Statement statement = bench.registry.drafted("period_reported", "DEMO", {}, bench.registry.developer);
    statement.seen = TrialRegistry::head_at(size);
    statement.act = with(report(bench.registry, year), {{"checkpoint", TrialRegistry::head_json(size)}});
    sign(statement, bench.registry.developer);
    return bench.registry.take(statement);
  };
  CHECK(at_size(labelled) == "malformed_statement act.checkpoint");
  CHECK(at_size(1) == "malformed_statement act.checkpoint");
  CHECK(at_size(labelled + 1) == "done");
  CHECK(bench.reports(year, {{"methodology", digest_of('0')}}) == "unknown_methodology act.methodology");
  CHECK(bench.reports(year) == "done");
}

TEST_CASE("abuse: only the month that pays is reported") {
  Bench bench;
  for (const Json& period : {dates("2025-12-01", "2026-01-01"), dates("2025-01-02", "2025-02-01")})
    CHECK(bench.reports(period) == "report_out_of_order act.period");
  const Json january = dates("2025-01-01", "2025-02-01");
  CHECK(bench.reports(january) == "done");
  for (const Json& period : {dates("2025-12-01", "2026-01-01"), dates("2025-03-01", "2025-04-01"),
                             dates("2025-01-31", "2025-03-01"), dates("2024-12-01", "2025-01-01")})
    CHECK(bench.reports(period) == "report_out_of_order act.period");
  CHECK(bench.reports(dates("2025-02-01", "2026-01-01")) == "done");
  CHECK(bench.reports(january) == "done");
}

TEST_CASE("abuse: the same report is filed again until an auditor agrees") {
  Bench bench;
  const Json same{{"lines", digest_of('a')}};
  REQUIRE(bench.reports(year, same) == "done");
  const std::uint64_t first = bench.registry.last();
  CHECK(bench.reports(year, same) == "report_unchanged act.lines");
  REQUIRE(bench.by_auditor("opinion_given", with(opinion(first), {{"opinion", "adverse"}})) == "done");
  CHECK(bench.reports(year, same) == "report_unchanged act.lines");
  REQUIRE(bench.by_auditor("opinion_reopened", {{"opinion", bench.registry.last()}, {"reason", "r"}}) ==
          "done");
  CHECK(bench.reports(year, same) == "report_unchanged act.lines");
  CHECK(bench.reports(year, {{"lines", digest_of('b')}}) == "done");
}

TEST_CASE("abuse: an unmodified opinion that passes over the adverse one before it") {
  Bench bench;
  const std::uint64_t first = bench.reported(year);
  const auto given = [&](std::uint64_t report, const Json& changes) {
    return bench.by_auditor("opinion_given", with(opinion(report), changes));
  };
  REQUIRE(given(first, {{"opinion", "adverse"}}) == "done");
  const std::uint64_t adverse = bench.registry.last();
  REQUIRE(bench.by_auditor("opinion_reopened", {{"opinion", adverse}, {"reason", "r"}}) == "done");
  CHECK(given(first, Json::object()) == "opinion_not_disposed act.disposes_of");
  const std::uint64_t second = bench.reported(year);
  CHECK(given(second, Json::object()) == "opinion_not_disposed act.disposes_of");
  CHECK(given(second, {{"disposes_of", {first}}}) == "opinion_not_disposed act.disposes_of");
  CHECK(given(second, {{"opinion", "qualified"}, {"disposes_of", {adverse}}}) ==
        "opinion_not_disposed act.disposes_of");
  CHECK(given(second, {{"disposes_of", {adverse}}}) == "done");
  REQUIRE(bench.reports(dates("2026-01-01", "2027-01-01")) == "done");
  CHECK(given(bench.registry.last(), Json::object()) == "done");
}

TEST_CASE("monitoring acts: one opinion is on several reports, of periods that follow one another") {
  Bench bench;
  const std::uint64_t spring = bench.reported(dates("2025-01-01", "2025-07-01"));
  const std::uint64_t autumn = bench.reported(dates("2025-07-01", "2026-01-01"));
  const auto on = [&](std::vector<std::uint64_t> reports) {
    return with(opinion(spring), {{"reports", std::move(reports)}});
  };
  const std::uint64_t again = bench.reported(dates("2025-01-01", "2025-07-01"));
  CHECK(bench.by_auditor("opinion_given", on({spring, autumn})) == "unknown_report act.reports");
  REQUIRE(bench.by_auditor("opinion_given", on({autumn, again})) == "done");
  const std::uint64_t given = bench.registry.last();
  CHECK(bench.audited(again));
  CHECK(bench.audited(autumn));
  CHECK(bench.by_auditor("opinion_given", on({autumn})) == "opinion_already_given act.reports");
  REQUIRE(bench.by_auditor("opinion_reopened", {{"opinion", given}, {"reason", "too early"}}) == "done");
  CHECK_FALSE(bench.audited(again));
  CHECK_FALSE(bench.audited(autumn));
  CHECK(bench.by_auditor("opinion_given", on({autumn})) == "done");
  CHECK(bench.by_auditor("opinion_given", on({autumn, again})) == "opinion_already_given act.reports");
}

TEST_CASE("abuse: an opinion over a gap") {
  Bench bench;
  const std::uint64_t first = bench.reported(dates("2025-01-01", "2025-05-01"));
  const std::uint64_t second = bench.reported(dates("2025-05-01", "2025-09-01"));
  const std::uint64_t third = bench.reported(dates("2025-09-01", "2026-01-01"));
  for (const char* word : {"unmodified", "adverse"}) {
    CHECK(bench.by_auditor("opinion_given",
                           with(opinion(first), {{"reports", {first, third}}, {"opinion", word}})) ==
          "reports_apart act.reports");
  }
  CHECK(bench.by_auditor("opinion_given", with(opinion(first), {{"reports", {first, second, third}}})) ==
        "done");
}

TEST_CASE("abuse: what is misstated in one report is material, and is spread over others until it is not") {
  // Of an opinion on several reports, what is misstated in all is held against what all come to.
  Bench bench;
  const std::uint64_t first = bench.reported(dates("2025-01-01", "2025-07-01"));
  const std::uint64_t second = bench.reported(dates("2025-07-01", "2026-01-01"));
  const Json of_two{{"reports", {first, second}},
                    {"misstatements", {{{"kgco2e", "10000"}, {"text", "a van"}}}},
                    {"misstated", "10000"}};
  REQUIRE(bench.by_auditor("opinion_given", with(opinion(first), of_two)) == "done");
  CHECK_FALSE(bench.audited(first));
  CHECK_FALSE(bench.audited(second));
}

TEST_CASE("monitoring acts: a period that is given up counts without an opinion, and for good") {
  Bench bench;
  const std::uint64_t reported = bench.reported(year);
  const auto forgone = [&](std::uint64_t report, const PrivateKey& signer) {
    return bench.registry.act("period_forgone", "DEMO", {{"report", report}, {"reason", "burnt"}}, signer);
  };
  CHECK(forgone(reported + 1, bench.registry.certifier) == "unknown_report act.report");
  CHECK(forgone(reported, bench.registry.developer) == "wrong_role key");
  CHECK(forgone(reported, bench.registry.certifier) == "done");
  CHECK(bench.project().held_up_by(*parse_date("2026-01-01")) == nullptr);
  CHECK(forgone(reported, bench.registry.certifier) == "period_is_forgone act.report");
  CHECK(bench.by_auditor("opinion_given", opinion(reported)) == "period_is_forgone act.reports");
  CHECK(bench.reports(year) == "period_is_forgone act.period");
  CHECK(bench.reports(dates("2026-01-01", "2027-01-01")) == "done");
}

TEST_CASE("monitoring acts: a report of exactly the same period takes the last one's place") {
  Bench bench;
  const std::uint64_t first = bench.reported(year);
  for (const Json& period : {dates("2025-12-31", "2026-02-01"), dates("2025-01-01", "2025-12-31"),
                             dates("2025-02-01", "2025-03-01"), dates("2025-01-01", "2026-01-02")}) {
    CAPTURE(period.dump());
    CHECK(bench.reports(period) == "report_out_of_order act.period");
  }
  const std::uint64_t second = bench.reported(year);
  CHECK(bench.project().report(Period{*parse_date("2025-01-01"), *parse_date("2026-01-01")})->seq == second);
  CHECK(bench.by_auditor("opinion_given", opinion(first)) == "unknown_report act.reports");
  CHECK(bench.by_auditor("opinion_given", opinion(second)) == "done");
  CHECK(bench.reports(dates("2026-01-01", "2026-07-01")) == "done");
}

TEST_CASE("monitoring acts: an opinion is on a report that stands, and the one on it until it is reopened") {
  Bench bench;
  const std::uint64_t reported = bench.reported(year);
  CHECK(bench.by_auditor("opinion_given", opinion(reported + 1)) == "unknown_report act.reports");
  REQUIRE(bench.by_auditor("opinion_given", opinion(reported)) == "done");
  const std::uint64_t given = bench.registry.last();
  CHECK(bench.audited(reported));
  CHECK(bench.by_auditor("opinion_given", opinion(reported)) == "opinion_already_given act.reports");
  const auto reopened = [&](std::uint64_t seq, const PrivateKey& signer) {
    return bench.registry.act("opinion_reopened", "DEMO", {{"opinion", seq}, {"reason", "facts found later"}},
                              signer);
  };
  CHECK(reopened(reported, bench.registry.auditor) == "unknown_opinion act.opinion");
  const PrivateKey another = PrivateKey::generate();
  REQUIRE(bench.registry.act(
              "key_granted", "",
              {{"public_key", another.public_key().text()}, {"role", "auditor"}, {"party", siret(4)}},
              bench.registry.certifier) == "done");
  CHECK(reopened(given, another) == "wrong_party key");
  CHECK(bench.audited(reported));
  CHECK(reopened(given, bench.registry.auditor) == "done");
  CHECK_FALSE(bench.audited(reported));
  CHECK(reopened(given, bench.registry.auditor) == "unknown_opinion act.opinion");
  bench.registry.accredit(siret(4));
  REQUIRE(bench.registry.act("opinion_given", "DEMO", opinion(reported), another) == "done");
  CHECK(bench.audited(reported));
  CHECK(reopened(bench.registry.last(), bench.registry.certifier) == "done");
}

TEST_CASE(
    "monitoring acts: who was a mandant or a marketplace vouches for nothing, and objects all the same") {
  TrialRegistry registry;
  const auto opines = [&](const char* project, const Json& named, const std::string& party,
                          const char* word) {
    REQUIRE(registry.act("project_notified", project, with(notification(), named), registry.developer) ==
            "done");
    REQUIRE(registry.act("project_filed", project, {{"dossier", digest_of('d')}}, registry.developer) ==
            "done");
    REQUIRE(registry.act("project_labelled", project, label(registry), registry.certifier) == "done");
    REQUIRE(registry.act("period_reported", project, report(registry, year), registry.developer) == "done");
    const std::uint64_t reported = registry.last();
    const PrivateKey auditor = PrivateKey::generate();
    REQUIRE(registry.act("key_granted", "",
                         {{"public_key", auditor.public_key().text()}, {"role", "auditor"}, {"party", party}},
                         registry.certifier) == "done");
    registry.accredit(party);
    return registry.act("opinion_given", project, with(opinion(reported), {{"opinion", word}}), auditor);
  };
  const auto mandant = [](const std::string& party) {
    return Json{{"mandants", Json::array({{{"notified_on", "2025-01-01"}, {"siret", party}}})}};
  };
  CHECK(opines("ONE", mandant(siret(50)), siret(50), "unmodified") == "not_independent key");
  CHECK(opines("TWO", mandant(siret(51)), siret(51, 7), "qualified") == "not_independent key");
  CHECK(opines("THREE", mandant(siret(52)), siret(52), "adverse") == "done");
  CHECK(opines("FOUR", mandant(siret(53)), siret(53), "disclaimed") == "done");
  CHECK(opines("FIVE", {{"marketplaces", {siret(54)}}}, siret(54), "unmodified") == "not_independent key");
  CHECK(opines("SIX", mandant(siret(55)), siret(56), "unmodified") == "done");
}

TEST_CASE("monitoring acts: an opinion's misstatements add up without their signs; materiality is a share") {
  Bench bench;
  const std::uint64_t reported = bench.reported(year);
  const auto given = [&](const Json& changes) {
    return bench.by_auditor("opinion_given", with(opinion(reported), changes));
  };
  for (const char* share : {"0", "-0.05", "1.000000001", "5"})
    CHECK(given({{"materiality", share}}) == "malformed_statement act.materiality");
  const Json two = misstatements({"-300", "200.5"});
  for (const char* sum : {"0", "-99.5", "500", "500.500000001"})
    CHECK(given({{"misstatements", two}, {"misstated", sum}}) == "sum_differs act.misstated");
  CHECK(given({{"misstated", "1"}}) == "sum_differs act.misstated");
  CHECK(given({{"misstatements", two}, {"misstated", "500.5"}, {"materiality", "1"}}) == "done");
}

TEST_CASE("monitoring acts: figures as great as the form admits add up; greater ones are refused") {
  Bench bench;
  const std::uint64_t reported = bench.reported(year);
  Json many = Json::array();
  for (int i = 0; i < 200; ++i) many.push_back({{"kgco2e", "-1000000000000000000"}, {"text", "much"}});
  const Json beyond = misstatements({"170141183460469231731687303715", "170141183460469231731687303715"});
  const auto given = [&](const Json& list) {
    return bench.by_auditor("opinion_given", with(opinion(reported), {{"misstatements", list}}));
  };
  CHECK(given(many) == "sum_differs act.misstated");
  CHECK(given(beyond) == "malformed_statement act.misstatements");
}

TEST_CASE(
    "monitoring acts: a report is audited by an unmodified opinion with less misstated than is material") {
  struct Row {
    const char* opinion;
    const char* misstated;
    bool audited;
  };
  // Of 100,000 kg a share of 0.05 is material: 5,000.
  for (const Row& row : {Row{"unmodified", "4999.999999999", true},
                         {"unmodified", "5000", false},
                         {"unmodified", "-5000", false},
                         {"qualified", "1", false},
                         {"adverse", "1", false},
                         {"disclaimed", "1", false}}) {
    CAPTURE(row.opinion);
    CAPTURE(row.misstated);
    for (const char* reduction : {"100000", "-100000"}) {
      Bench bench;
      REQUIRE(bench.reports(year, {{"reduction", reduction}}) == "done");
      const std::uint64_t reported = bench.registry.last();
      const std::string sum = row.misstated[0] == '-' ? row.misstated + 1 : row.misstated;
      CHECK(bench.by_auditor("opinion_given",
                             with(opinion(reported), {{"opinion", row.opinion},
                                                      {"misstatements", misstatements({row.misstated})},
                                                      {"misstated", sum}})) == "done");
      CHECK(bench.audited(reported) == row.audited);
      CHECK(bench.project().counted_reports().size() == 1);
    }
  }
  Bench nothing;
  REQUIRE(nothing.reports(year, {{"reduction", "0"}}) == "done");
  const std::uint64_t reported = nothing.registry.last();
  REQUIRE(nothing.by_auditor("opinion_given", opinion(reported)) == "done");
  CHECK(nothing.audited(reported));
}

}  // namespace lcl
