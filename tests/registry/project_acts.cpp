// SPDX-License-Identifier: Apache-2.0
// The life of a project, from its notification to its closure or withdrawal.
#include <doctest/doctest.h>

#include <fstream>

#include "tests/registry/trial_registry.hpp"

namespace lcl {
namespace {

using namespace test;

Json mandant(std::uint64_t number, std::string_view notified_on) {
  return {{"notified_on", notified_on}, {"siret", siret(number)}};
}

/// Mandants 100, 101, … of one day.
Json mandants(std::size_t count, std::string_view notified_on) {
  Json list = Json::array();
  for (std::size_t i = 0; i < count; ++i) list.push_back(mandant(100 + i, notified_on));
  return list;
}

Json sirets(std::size_t first, std::size_t count) {
  Json list = Json::array();
  for (std::size_t i = 0; i < count; ++i) list.push_back(siret(first + i));
  return list;
}

struct Bench {
  TrialRegistry registry;
  std::string by_developer(const char* kind, const Json& act, const char* project = "DEMO") {
    return registry.act(kind, project, act, registry.developer);
  }
  std::string by_certifier(const char* kind, const Json& act, const char* project = "DEMO") {
    return registry.act(kind, project, act, registry.certifier);
  }
  [[nodiscard]] const Project& project() const { return *registry.state.project("DEMO"); }
};

const Json amendment{{"region", "Normandie"},
                     {"communes", {"Caen"}},
                     {"applicant_standing", "tenant"},
                     {"notified_on", "2025-03-01"}};

}  // namespace

TEST_CASE("project acts: a project is notified once, on no day to come") {
  Bench bench;
  CHECK(bench.by_developer("project_notified", with(notification(), {{"notified_on", "2029-06-02"}})) ==
        "impossible_date act.notified_on");
  CHECK(bench.by_developer("project_notified", with(notification(), {{"notified_on", "2029-06-01"}})) ==
        "done");
  CHECK(bench.by_developer("project_notified", notification()) == "project_already_notified project");
  CHECK(bench.project().state == ProjectState::notified);
  CHECK(bench.project().region == "Bretagne");
  CHECK_FALSE(bench.project().collective());
}

TEST_CASE(
    "project acts: a label states what the methodology asks of the project, zero too, and nothing else") {
  Bench bench;
  std::ifstream file("samples/refused/context-project-parameters.json", std::ios::binary);
  const Json document = Json::parse(file);
  REQUIRE(bench.registry.act("methodology_adopted", "", {{"document", document}}, bench.registry.certifier) ==
          "done");
  REQUIRE(bench.by_developer("project_notified", notification()) == "done");
  REQUIRE(bench.by_developer("project_filed", {{"dossier", digest_of('d')}}) == "done");
  const auto labelled = [&](const Json& parameters, std::string_view id = "practice-before") {
    Json act = label(bench.registry);
    for (const auto& [digest, adopted] : bench.registry.state.methodologies()) {
      if (adopted.methodology->id() == id) act["methodology"] = hex(digest);
    }
    if (!parameters.is_null()) act["parameters"] = parameters;
    return bench.by_certifier("project_labelled", act);
  };
  const auto stating = [](const Json& values) {
    return Json{{"existing_practice", {{"source", "stock books of 2024"}, {"values", values}}}};
  };
  CHECK(labelled(nullptr) == "project_parameter_missing act.parameters.existing_practice[laptop]");
  CHECK(labelled(stating({{"laptop", "0"}})) ==
        "project_parameter_missing act.parameters.existing_practice[smartphone]");
  CHECK(labelled(stating({{"laptop", "0"}, {"smartphone", "-1"}})) ==
        "project_parameter_out_of_span act.parameters.existing_practice[smartphone]");
  CHECK(labelled(stating({{"laptop", "0"}, {"smartphone", "1000000.000000001"}})) ==
        "project_parameter_out_of_span act.parameters.existing_practice[smartphone]");
  CHECK(labelled(stating({{"laptop", "0"}, {"smartphone", "-1"}, {"tablet", "0"}})) ==
        "project_parameter_unknown act.parameters.existing_practice[tablet]");
  CHECK(labelled({{"existing_practice", {{"source", "books"}, {"value", "0"}}}}) ==
        "project_parameter_unknown act.parameters.existing_practice");
  Json more = stating({{"laptop", "0"}, {"smartphone", "0"}});
  more["rebound"] = {{"source", "a survey"}, {"value", "0"}};
  CHECK(labelled(more) == "project_parameter_unknown act.parameters.rebound");
  CHECK(labelled(more, "reconditioning-reference") ==
        "project_parameter_unknown act.parameters.existing_practice");
  CHECK(labelled(stating({{"laptop", "0"}, {"smartphone", "1200.5"}})) == "done");
  REQUIRE(bench.project().parameters.size() == 1);
  CHECK(bench.project().parameters.front().source == "stock books of 2024");
  CHECK(bench.project().parameters.front().values.at("smartphone") == *parse_decimal("1200.5"));
}

TEST_CASE("project acts: a collective project is notified on its first mandant's day") {
  Bench bench;
  const auto notified = [&](const Json& members, const char* project) {
    return bench.by_developer("project_notified", with(notification(), {{"mandants", members}}), project);
  };
  CHECK(notified(mandants(3, "2025-01-02"), "DEMO") == "impossible_date act.notified_on");
  CHECK(notified(Json::array({mandant(1, "2024-12-31"), mandant(2, "2025-01-01")}), "DEMO") ==
        "impossible_date act.notified_on");
  CHECK(notified(Json::array({mandant(1, "2025-01-01"), mandant(2, "2029-06-02")}), "DEMO") ==
        "impossible_date act.mandants");
  CHECK(notified(Json::array({mandant(2, "2026-01-02"), mandant(1, "2025-01-01")}), "DEMO") == "done");
  CHECK(bench.project().collective());
  CHECK(bench.project().counts_from(siret(2)) == *parse_date("2026-01-02"));
  CHECK(bench.project().counts_from(siret(77)) == *parse_date("2025-01-01"));
}

TEST_CASE("project acts: to amend a notification is to notify anew, from a later day") {
  Bench bench;
  REQUIRE(bench.by_developer(
              "project_notified",
              with(notification(),
                   {{"mandants", Json::array({mandant(1, "2025-01-01"), mandant(2, "2025-06-01")})}})) ==
          "done");
  REQUIRE(bench.by_developer("project_filed", {{"dossier", digest_of('d')}}) == "done");
  CHECK(bench.by_developer("project_amended", with(amendment, {{"notified_on", "2029-06-02"}})) ==
        "impossible_date act.notified_on");
  CHECK(bench.by_developer("project_amended", with(amendment, {{"notified_on", "2024-12-31"}})) ==
        "impossible_date act.notified_on");
  CHECK(bench.project().state == ProjectState::filed);
  CHECK(bench.by_developer("project_amended", amendment) == "done");
  CHECK(bench.project().state == ProjectState::notified);
  CHECK(bench.project().region == "Normandie");
  CHECK(bench.project().notified_on == *parse_date("2025-03-01"));
  CHECK(bench.project().counts_from(siret(1)) == *parse_date("2025-03-01"));
  CHECK(bench.project().counts_from(siret(2)) == *parse_date("2025-06-01"));
  CHECK(bench.by_certifier("project_labelled", label(bench.registry)) == "wrong_project_state project");
}

TEST_CASE(
    "project acts: the list of mandants changes once: by a tenth, rounded up, of 20 or more, by 2 of fewer") {
  struct Limit {
    std::size_t mandants;
    std::size_t changes;
  };
  for (const Limit& limit : {Limit{2, 2}, {19, 2}, {20, 2}, {21, 3}, {30, 3}, {31, 4}, {200, 20}}) {
    CAPTURE(limit.mandants);
    Bench bench;
    REQUIRE(bench.by_developer(
                "project_notified",
                with(notification(), {{"mandants", mandants(limit.mandants, "2025-01-01")}})) == "done");
    // All but one of the changes are removals.
    const auto changed = [&](std::size_t changes) {
      return bench.by_developer("mandants_changed", {{"added", Json::array({mandant(7, "2025-02-01")})},
                                                     {"removed", sirets(100, changes - 1)}});
    };
    CHECK(changed(limit.changes + 1) == "mandants_beyond_limit act");
    CHECK(changed(limit.changes) == "done");
    CHECK(bench.project().mandants.size() == limit.mandants + 2 - limit.changes);
    CHECK(bench.by_developer("mandants_changed", {{"removed", sirets(110, 1)}}) ==
          "mandants_beyond_limit act");
  }
}

TEST_CASE("project acts: a change of mandants adds who is none and removes who is one, and someone is left") {
  Bench bench;
  REQUIRE(bench.by_developer("project_notified", notification(), "SINGLE") == "done");
  CHECK(bench.by_developer("mandants_changed", {{"added", mandants(1, "2025-02-01")}}, "SINGLE") ==
        "wrong_project_state project");
  REQUIRE(bench.by_developer("project_notified",
                             with(notification(), {{"mandants", mandants(2, "2025-01-01")}})) == "done");
  const auto changed = [&](const Json& act) { return bench.by_developer("mandants_changed", act); };
  CHECK(changed(Json::object()) == "malformed_statement act");
  CHECK(changed({{"removed", sirets(300, 1)}}) == "malformed_statement act.removed");
  CHECK(changed({{"added", mandants(1, "2025-02-01")}}) == "malformed_statement act.added");
  CHECK(changed({{"removed", sirets(100, 2)}}) == "malformed_statement act.removed");
  const auto added = [&](const char* day) { return changed({{"added", Json::array({mandant(7, day)})}}); };
  CHECK(added("2024-12-31") == "impossible_date act.added");
  CHECK(added("2029-06-02") == "impossible_date act.mandants");
  // Whoever is removed may come back with another day.
  CHECK(changed({{"removed", sirets(100, 1)}, {"added", Json::array({mandant(100, "2026-01-02")})}}) ==
        "done");
  CHECK(bench.project().counts_from(siret(100)) == *parse_date("2026-01-02"));
}

TEST_CASE("project acts: mandants who were notified further apart than the methodology allows get no label") {
  Bench bench;
  const Json methodology = bench.registry.state.methodologies().begin()->second.methodology->document();
  const auto adopted = [&](const char* version, const Json& collective) {
    Json document = std::get<Json>(parse_json(methodology.get<std::string>()));
    document["version"] = version;
    document["collective"] = collective;
    REQUIRE(bench.registry.act("methodology_adopted", "", {{"document", document}},
                               bench.registry.certifier) == "done");
    return hex(sha256(canonical(document)));
  };
  const std::string none = adopted("2.0", {{"allowed", false}});
  const std::string month = adopted("3.0", {{"allowed", true}, {"interval_days", "31"}});
  const std::string longer = adopted("4.0", {{"allowed", true}, {"interval_days", "400"}});
  const Json members = Json::array({mandant(1, "2025-01-01"), mandant(2, "2026-01-03")});
  REQUIRE(bench.by_developer("project_notified", with(notification(), {{"mandants", members}})) == "done");
  REQUIRE(bench.by_developer("project_filed", {{"dossier", digest_of('d')}}) == "done");
  const auto labelled = [&](const Json& changes) {
    return bench.by_certifier("project_labelled", with(label(bench.registry), changes));
  };
  CHECK(labelled({{"methodology", none}}) == "collective_not_allowed act.methodology");
  CHECK(labelled({{"methodology", month}}) == "impossible_date act.methodology");
  CHECK(labelled({{"methodology", longer}}) == "done");
  const auto added = [&](const char* day) {
    return bench.by_developer("mandants_changed", {{"added", Json::array({mandant(7, day)})}});
  };
  CHECK(added("2026-02-06") == "impossible_date act.mandants");
  CHECK(added("2026-02-05") == "done");
}

TEST_CASE("project acts: a label names an adopted methodology and confirms the notification's day") {
  Bench bench;
  bench.registry.bring("DEMO", ProjectState::filed);
  const auto labelled = [&](const Json& changes) {
    return bench.by_certifier("project_labelled", with(label(bench.registry), changes));
  };
  CHECK(labelled({{"methodology", digest_of('0')}, {"notified_on", "2025-01-02"}}) ==
        "unknown_methodology act.methodology");
  CHECK(labelled({{"notified_on", "2025-01-02"}}) == "impossible_date act.notified_on");
  CHECK(labelled({{"crediting_period", dates("2024-12-31", "2030-01-01")}}) ==
        "impossible_date act.crediting_period");
  CHECK(bench.project().state == ProjectState::filed);
  CHECK(labelled(Json::object()) == "done");
  CHECK(bench.project().potential_units == 1'000);
  CHECK(bench.registry.state.methodology_of(bench.project()) != nullptr);
}

namespace {

/// DEMO, labelled, and NEXT, filed, which is to follow it under another methodology.
struct Succession : Bench {
  std::string methodology;
  Succession() {
    registry.bring("DEMO", ProjectState::labelled);
    registry.bring("NEXT", ProjectState::filed);
    const Json first = registry.state.methodologies().begin()->second.methodology->document();
    Json document = std::get<Json>(parse_json(first.get<std::string>()));
    document["version"] = "9.0";
    REQUIRE(registry.act("methodology_adopted", "", {{"document", document}}, registry.certifier) == "done");
    methodology = hex(sha256(canonical(document)));
  }
  std::string follows(const Json& changes = Json::object(), const char* from = "2029-07-01",
                      const char* to = "2030-01-01") {
    const Json fields =
        with(label(registry),
             {{"follows", "DEMO"}, {"methodology", methodology}, {"crediting_period", dates(from, to)}});
    return registry.act("project_labelled", "NEXT", with(fields, changes), registry.certifier);
  }
  void follow() { REQUIRE(follows() == "done"); }
};

}  // namespace

TEST_CASE("project acts: a project follows one of its developer's that has another methodology") {
  Succession bench;
  CHECK(bench.follows({{"methodology", hex(bench.project().methodology)}}) ==
        "unfit_predecessor act.follows");
  CHECK(bench.follows({{"follows", "NEXT"}}) == "unfit_predecessor act.follows");
  CHECK(bench.follows({{"follows", "NONE"}}) == "unfit_predecessor act.follows");
  bench.registry.bring("LAST", ProjectState::filed);
  bench.follow();
  CHECK(bench.project().followed_by == "NEXT");
  CHECK(bench.registry.state.project("NEXT")->follows == "DEMO");
  CHECK(bench.registry.act(
            "project_labelled", "LAST",
            with(label(bench.registry), {{"follows", "DEMO"}, {"methodology", bench.methodology}}),
            bench.registry.certifier) == "unfit_predecessor act.follows");
}

TEST_CASE("project acts: nobody chooses another methodology for what is past, or to be credited longer") {
  Succession bench;
  CHECK(bench.follows({}, "2029-06-01") == "impossible_date act.crediting_period");
  CHECK(bench.follows({}, "2029-06-02", "2030-01-02") == "impossible_date act.crediting_period");
  bench.registry.audited_report("DEMO", dates("2025-01-01", "2026-01-01"));
  CHECK(bench.follows({}, "2029-06-02") == "done");
}

TEST_CASE(
    "project acts: no unit is issued under the new methodology while the old one is not reported as far") {
  Succession bench;
  bench.follow();
  TrialRegistry& registry = bench.registry;
  registry.time = *parse_instant("2029-10-01T12:00:00Z");
  const Json month = dates("2029-07-01", "2029-08-01");
  Json filed = report(registry, month);
  filed["methodology"] = bench.methodology;
  REQUIRE(registry.act("period_reported", "NEXT", filed, registry.developer) == "done");
  const std::uint64_t reported = registry.last();
  REQUIRE(registry.act("opinion_given", "NEXT", opinion(reported), registry.auditor) == "done");
  const std::uint64_t given = registry.last();
  const auto issued = [&] {
    return registry.act("units_issued", "NEXT",
                        with(issuance(registry, reported, given, month), {{"vintage", 2029}}),
                        registry.certifier);
  };
  CHECK(issued() == "period_not_audited act.report");
  registry.audited_report("DEMO", dates("2025-01-01", "2029-07-01"));
  CHECK(issued() == "period_not_audited act.report");
  registry.audited_report("DEMO", dates("2029-07-01", "2029-09-01"));
  CHECK(issued() == "exclusivity_not_declared act.period");
}

TEST_CASE("project acts: a project is closed on no day before its notification") {
  Bench bench;
  bench.registry.bring("DEMO", ProjectState::labelled);
  const auto closed = [&](const char* day) {
    return bench.by_developer("project_closed", {{"closed_on", day}, {"reason", "done"}});
  };
  CHECK(closed("2024-12-31") == "impossible_date act.closed_on");
  CHECK(closed("2025-01-01") == "done");
  CHECK(bench.project().closed_on == *parse_date("2025-01-01"));
}

TEST_CASE("project acts: a project is withdrawn on a day that was, and only while nothing was issued") {
  Bench bench;
  bench.registry.bring("DEMO", ProjectState::labelled);
  const auto withdrawn = [&](const char* day) {
    return bench.by_certifier("project_withdrawn", {{"withdrawn_on", day}, {"reason", "no funds"}});
  };
  CHECK(withdrawn("2024-12-31") == "impossible_date act.withdrawn_on");
  CHECK(withdrawn("2029-06-02") == "impossible_date act.withdrawn_on");
  const Json period = dates("2025-01-01", "2026-01-01");
  const std::uint64_t reported = bench.registry.audited_report("DEMO", period);
  const std::uint64_t opinion = bench.registry.last();
  REQUIRE(bench.by_certifier("units_issued", issuance(bench.registry, reported, opinion, period)) == "done");
  CHECK(withdrawn("2029-06-01") == "wrong_project_state project");
  Bench other;
  other.registry.bring("DEMO", ProjectState::labelled);
  CHECK(other.by_certifier("project_withdrawn", {{"withdrawn_on", "2029-06-01"}, {"reason", "no funds"}}) ==
        "done");
  CHECK(other.by_developer("submission", {{"count", 1}, {"digest", digest_of('a')}}) ==
        "wrong_project_state project");
}

TEST_CASE("project acts: a submission has at least one event") {
  Bench bench;
  bench.registry.bring("DEMO", ProjectState::labelled);
  CHECK(bench.by_developer("submission", {{"count", 0}, {"digest", digest_of('a')}}) ==
        "malformed_statement act.count");
  CHECK(bench.by_developer("submission", {{"count", 1}, {"digest", digest_of('a')}}) == "done");
}

TEST_CASE("projects: of several regions, that of most sites decides, and of as many the one that is named") {
  TrialRegistry registry;
  const auto site = [](const char* region, const char* commune) {
    return Json{{"region", region}, {"commune", commune}};
  };
  const Json sites{site("Bretagne", "Brest"), site("Occitanie", "Albi"), site("Bretagne", "Brest"),
                   site("Bretagne", "Rennes"), site("Occitanie", "Toulouse")};
  const auto notifies = [&](const char* project, const Json& changes) {
    const Json several{{"sites", sites}, {"communes", {"Brest", "Albi", "Rennes", "Toulouse"}}};
    return registry.act("project_notified", project, with(with(notification(), several), changes),
                        registry.developer);
  };
  CHECK(notifies("DEMO", {{"region", "Occitanie"}}) == "region_of_fewer_sites act.region");
  CHECK(notifies("DEMO", {{"region", "Normandie"}}) == "region_of_fewer_sites act.region");
  CHECK(notifies("DEMO", {{"communes", {"Brest"}}}) == "malformed_statement act.communes");
  CHECK(notifies("DEMO", Json::object()) == "done");
  CHECK(registry.state.project("DEMO")->sites.size() == 5);
  Json as_many = sites;
  as_many.push_back(site("Occitanie", "Albi"));
  CHECK(notifies("SECOND", {{"sites", as_many}, {"region", "Normandie"}}) ==
        "region_of_fewer_sites act.region");
  CHECK(notifies("SECOND", {{"sites", as_many}, {"region", "Occitanie"}}) == "done");
  const Json again{{"region", "Occitanie"},
                   {"communes", {"Brest", "Albi", "Rennes", "Toulouse"}},
                   {"applicant_standing", "owner"},
                   {"notified_on", "2025-02-01"},
                   {"sites", sites}};
  CHECK(registry.act("project_amended", "SECOND", again, registry.developer) ==
        "region_of_fewer_sites act.region");
  CHECK(registry.act("project_amended", "SECOND", with(again, {{"region", "Bretagne"}}),
                     registry.developer) == "done");
}

}  // namespace lcl
