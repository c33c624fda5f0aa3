// SPDX-License-Identifier: Apache-2.0
// Commitments, draws and results: who may make them, when, and who can steer nothing.
#include <doctest/doctest.h>

#include "ledger/registry/opinion_rules.hpp"
#include "tests/registry/trial_registry.hpp"

namespace lcl {
namespace {

using namespace test;

const Json year = dates("2025-01-01", "2026-01-01");
const std::string number = digest_of('5');
const std::string other_number = digest_of('6');

std::string committed_to(const std::string& secret) { return hex(sha256(digest_from_hex(secret)->bytes)); }

Json commitment(const std::string& secret, const std::vector<std::uint64_t>& reports) {
  return {{"reports", reports},        {"number", committed_to(secret)}, {"method", "random"},
          {"assurance", "reasonable"}, {"materiality", "0.05"},          {"expected", "0"}};
}

/// DEMO, labelled, its year 2025 reported, and a second auditor.
struct Bench {
  TrialRegistry registry;
  PrivateKey second_auditor = PrivateKey::generate();
  std::uint64_t year_report = 0;

  Bench() {
    registry.bring("DEMO", ProjectState::labelled);
    REQUIRE(
        registry.act(
            "key_granted", "",
            {{"public_key", second_auditor.public_key().text()}, {"role", "auditor"}, {"party", siret(4)}},
            registry.certifier) == "done");
    year_report = reported();
  }
  std::string by_auditor(const char* kind, const Json& act) {
    return registry.act(kind, "DEMO", act, registry.auditor);
  }
  std::uint64_t reported(const Json& period = year) {
    REQUIRE(registry.act("period_reported", "DEMO", report(registry, period), registry.developer) == "done");
    return registry.last();
  }
  std::string commits(const Json& changes = Json::object(), const std::string& secret = number) {
    return by_auditor("sample_committed", with(commitment(secret, {year_report}), changes));
  }
  std::uint64_t committed(const std::string& secret = number) {
    REQUIRE(commits(Json::object(), secret) == "done");
    return registry.last();
  }
  std::string challenges(std::uint64_t commitment, char challenge = 'c') {
    return registry.act("sample_challenged", "DEMO",
                        {{"commitment", commitment}, {"challenge", digest_of(challenge)}},
                        registry.certifier);
  }
  std::string releases(std::uint64_t commitment) {
    return registry.act("sample_released", "DEMO", {{"commitment", commitment}, {"reason", "lost"}},
                        registry.certifier);
  }
  [[nodiscard]] static Json draw(std::uint64_t commitment) {
    return {{"commitment", commitment}, {"number", number}, {"population", 40},         {"kgco2e", "2000"},
            {"interval", "30"},         {"size", 2},        {"sample", digest_of('a')}, {"cycles", {17, 23}}};
  }
  std::string draws(std::uint64_t commitment, const Json& changes = Json::object()) {
    return by_auditor("sample_drawn", with(draw(commitment), changes));
  }
  [[nodiscard]] const Project& project() const { return *registry.state.project("DEMO"); }
  [[nodiscard]] std::string stage(std::uint64_t commitment) const {
    return std::string(word(project().stage_of(*project().commitment(commitment))));
  }
};

}  // namespace

TEST_CASE("sampling acts: materiality is a share, and what is expected leaves some of it") {
  Bench bench;
  for (const char* materiality : {"0", "-0.05", "1.000000001"}) {
    CAPTURE(materiality);
    CHECK(bench.commits({{"materiality", materiality}}) == "malformed_statement act.materiality");
  }
  const auto expects = [&](const char* share, const char* assurance) {
    return bench.commits({{"materiality", "0.16"}, {"expected", share}, {"assurance", assurance}});
  };
  for (const char* expected : {"-0.01", "0.143", "0.16", "0.2", "2", "1000000000000000000"}) {
    CAPTURE(expected);
    CHECK(expects(expected, "reasonable") == "malformed_statement act.expected");
  }
  // 200 ÷ R(200) of what is material can be expected: 200 ÷ 224.88 and 200 ÷ 212.83.
  CHECK(expects("0.151", "limited") == "malformed_statement act.expected");
  CHECK(expects("0.15", "limited") == "done");
}

TEST_CASE("sampling acts: a commitment is to reports that stand, and whose periods follow one another") {
  Bench bench;
  const std::uint64_t replaced = bench.year_report;
  const std::uint64_t first = bench.reported();
  const std::uint64_t second = bench.reported(dates("2026-01-01", "2027-01-01"));
  const std::uint64_t third = bench.reported(dates("2027-01-01", "2028-01-01"));
  const auto names = [](const std::vector<std::uint64_t>& reports) { return Json{{"reports", reports}}; };
  CHECK(bench.commits(names({replaced})) == "unknown_report act.reports");
  CHECK(bench.commits(names({third + 1})) == "unknown_report act.reports");
  CHECK(bench.commits(names({first, third})) == "reports_apart act.reports");
  REQUIRE(bench.commits(names({first, second})) == "done");
  const SampleCommitment& made = bench.project().commitments.front();
  CHECK(to_string(made.period) == "2025-01-01/2027-01-01");
  REQUIRE(bench.registry.act("period_forgone", "DEMO", {{"report", third}, {"reason", "hopeless"}},
                             bench.registry.certifier) == "done");
  CHECK(bench.commits(names({third}), other_number) == "period_is_forgone act.reports");
}

TEST_CASE("sampling acts: a number is committed to once, by whomever and for whatever") {
  Bench bench;
  bench.committed();
  CHECK(bench.registry.act("sample_committed", "DEMO",
                           with(commitment(number, {bench.year_report}), {{"method", "stratified"}}),
                           bench.second_auditor) == "number_already_committed act.number");
}

TEST_CASE("sampling acts: auditor commits, certifier challenges, auditor reveals") {
  Bench bench;
  const std::uint64_t committed = bench.committed();
  CHECK(bench.stage(committed) == "waiting");
  CHECK(bench.draws(committed) == "not_challenged act.commitment");
  CHECK(bench.challenges(committed + 1) == "unknown_commitment act.commitment");
  CHECK(bench.registry.act("sample_challenged", "DEMO",
                           {{"commitment", committed}, {"challenge", digest_of('c')}},
                           bench.registry.auditor) == "wrong_role key");
  CHECK(bench.challenges(committed) == "done");
  CHECK(bench.stage(committed) == "unrevealed");
  CHECK(bench.draws(committed + 1) == "unknown_commitment act.commitment");
  CHECK(bench.draws(committed, {{"number", other_number}}) == "wrong_number act.number");
  CHECK(bench.registry.act("sample_drawn", "DEMO", Bench::draw(committed), bench.second_auditor) ==
        "wrong_party key");
  CHECK(bench.draws(committed) == "done");
  CHECK(bench.stage(committed) == "revealed");
  CHECK(bench.project().sample(bench.registry.last())->commitment == committed);
  CHECK(bench.draws(committed) == "unknown_commitment act.commitment");
}

TEST_CASE("abuse: an auditor who does not like what it would draw commits anew") {
  Bench bench;
  const std::uint64_t committed = bench.committed();
  CHECK(bench.commits({}, other_number) == "sample_already_committed act.reports");
  REQUIRE(bench.challenges(committed) == "done");
  CHECK(bench.commits({}, other_number) == "sample_already_committed act.reports");
  REQUIRE(bench.draws(committed) == "done");
  CHECK(bench.commits({}, other_number) == "sample_already_committed act.reports");
}

TEST_CASE("abuse: an auditor commits anew with another key, or as another of its establishments") {
  Bench bench;
  bench.committed();
  for (const std::string& party : {siret(3), siret(3, 2)}) {
    CAPTURE(party);
    PrivateKey further = PrivateKey::generate();
    REQUIRE(bench.registry.act(
                "key_granted", "",
                {{"public_key", further.public_key().text()}, {"role", "auditor"}, {"party", party}},
                bench.registry.certifier) == "done");
    CHECK(bench.registry.act("sample_committed", "DEMO", commitment(other_number, {bench.year_report}),
                             further) == "sample_already_committed act.reports");
  }
}

TEST_CASE("abuse: a number is withheld and released, and another one drawn with") {
  Bench bench;
  const std::uint64_t lost = bench.committed();
  REQUIRE(bench.releases(lost) == "done");
  CHECK(bench.challenges(lost) == "unknown_commitment act.commitment");
  const std::uint64_t withheld = bench.committed(other_number);  // nobody could know what the first draws
  REQUIRE(bench.challenges(withheld) == "done");
  REQUIRE(bench.releases(withheld) == "done");
  CHECK(bench.commits({}, digest_of('7')) == "sample_already_committed act.reports");
  CHECK(bench.stage(withheld) == "unrevealed");
}

TEST_CASE("abuse: a certifier that does not like a challenge makes another") {
  Bench bench;
  const std::uint64_t committed = bench.committed();
  REQUIRE(bench.challenges(committed) == "done");
  CHECK(bench.challenges(committed, 'd') == "already_challenged act.commitment");
  REQUIRE(bench.draws(committed) == "done");
  CHECK(bench.challenges(committed, 'd') == "already_challenged act.commitment");
}

TEST_CASE("abuse: a challenge is signed, and shown to the auditor, before there is a commitment") {
  Bench bench;
  const Json early{{"commitment", bench.registry.next}, {"challenge", digest_of('c')}};
  Statement statement = bench.registry.drafted("sample_challenged", "DEMO", early, bench.registry.certifier);
  sign(statement, bench.registry.certifier);
  const std::uint64_t committed = bench.committed();
  REQUIRE(early["commitment"] == committed);
  CHECK(bench.registry.take(statement) == "unknown_commitment seen");
}

TEST_CASE("abuse: a report is filed again so that a bad draw need not be shown") {
  Bench bench;
  const std::uint64_t committed = bench.committed();
  REQUIRE(bench.challenges(committed) == "done");
  const std::uint64_t again = bench.reported();
  CHECK(bench.project().unfinished(*bench.project().commitment(committed)));
  const Json clean = opinion(again);
  bench.registry.accredit(siret(3));
  CHECK(bench.by_auditor("opinion_given", clean) == "contradicts_record act.opinion");
  CHECK(bench.draws(committed) == "done");
  CHECK(bench.by_auditor("opinion_given", clean) == "contradicts_record act.opinion");
}

TEST_CASE("sampling acts: a commitment to a report that is replaced before it was challenged is dropped") {
  Bench bench;
  const std::uint64_t committed = bench.committed();
  bench.year_report = bench.reported();
  CHECK(bench.stage(committed) == "replaced");
  CHECK_FALSE(bench.project().unfinished(*bench.project().commitment(committed)));
  CHECK(bench.challenges(committed) == "unknown_report act.commitment");
  CHECK(bench.commits({}, other_number) == "done");
}

TEST_CASE(
    "sampling acts: results are of a sample of the project, by the auditor who drew it; the last stand") {
  Bench bench;
  const std::uint64_t committed = bench.committed();
  REQUIRE(bench.challenges(committed) == "done");
  REQUIRE(bench.draws(committed) == "done");
  const std::uint64_t drawn = bench.registry.last();
  const Json found{{"sample", drawn},
                   {"results",
                    {{{"seq", 17}, {"result", "differing"}, {"found_kgco2e", "0"}, {"text", "not there"}},
                     {{"seq", 23}, {"result", "right"}}}},
                   {"projected", "30"},
                   {"bound", "142.5"},
                   {"document", digest_of('d')}};
  CHECK(bench.by_auditor("sample_recorded", with(found, {{"sample", committed}})) ==
        "unknown_sample act.sample");
  CHECK(bench.registry.act("sample_recorded", "DEMO", found, bench.second_auditor) == "wrong_party key");
  const Json right{{"seq", 17}, {"result", "right"}};
  const auto finding = [&](const Json& results) {
    return bench.by_auditor("sample_recorded", with(found, {{"results", results}}));
  };
  CHECK(finding({right, {{"seq", 24}, {"result", "right"}}}) == "not_sampled act.results");
  CHECK(finding(Json::array({right})) == "not_examined act.results");
  CHECK(bench.by_auditor("sample_recorded", found) == "done");
  CHECK(bench.by_auditor("sample_recorded",
                         with(found, {{"results", {right, {{"seq", 23}, {"result", "right"}}}},
                                      {"bound", "90"},
                                      {"reason", "found"}})) == "done");
  const DrawnSample& sample = *bench.project().sample(drawn);
  REQUIRE(sample.evaluations.size() == 2);
  CHECK(sample.evaluations.front().wrong().size() == 1);
  CHECK(sample.evaluations.back().wrong().empty());
  CHECK(to_string(sample.evaluations.back().bound) == "90");
}

TEST_CASE("abuse: where the methodology asks for a sample, an auditor vouches for what it never looked at") {
  Project project;
  Report report;
  report.seq = 40;
  report.period = *parse_period("2025");
  report.lines = sha256("a cycle");
  project.reports = {report};
  Opinion clean;
  clean.auditor = siret(3);
  clean.reports = {40};
  const auto is_refused = [&](bool asks_sample) {
    return contradiction_refusal(project, {&project.reports.front()}, clean, asks_sample).has_value();
  };
  CHECK_FALSE(is_refused(false));
  CHECK(is_refused(true));
  SampleCommitment commitment;
  commitment.seq = 41;
  commitment.reports = {40};
  commitment.period = report.period;
  commitment.auditor = siret(4);
  commitment.challenged = SampleChallenge{42, {}, {}};
  commitment.drawn = 43;
  commitment.plan.materiality = Decimal(1);
  DrawnSample sample;
  sample.seq = 43;
  sample.commitment = 41;
  sample.evaluations.emplace_back();
  project.commitments = {commitment};
  project.samples = {sample};
  CHECK(is_refused(true));  // another auditor's
  project.commitments.front().auditor = clean.auditor;
  CHECK_FALSE(is_refused(true));
  project.commitments.clear();
  project.samples.clear();
  project.reports.front().lines = sha256(lines_heading);
  CHECK_FALSE(is_refused(true));  // there is nothing to draw from
}

}  // namespace lcl
