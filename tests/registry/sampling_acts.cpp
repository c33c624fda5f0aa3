// SPDX-License-Identifier: Apache-2.0
// Commitments, draws and results: who may make them, when, and who can steer nothing.
#include <doctest/doctest.h>

#include "tests/registry/trial_registry.hpp"

namespace lcl {
namespace {

using namespace test;

const Json year = dates("2025-01-01", "2026-01-01");
const std::string number = digest_of('5');
const std::string other_number = digest_of('6');

std::string committed_to(const std::string& secret) { return hex(sha256(digest_from_hex(secret)->bytes)); }

Json commitment(const std::string& secret) {
  return {{"period", year},        {"number", committed_to(secret)},
          {"method", "random"},    {"assurance", "reasonable"},
          {"materiality", "0.05"}, {"expected", "0"}};
}

/// DEMO, labelled, and a second auditor.
struct Bench {
  TrialRegistry registry;
  PrivateKey second_auditor = PrivateKey::generate();

  Bench() {
    registry.bring("DEMO", ProjectState::labelled);
    REQUIRE(
        registry.act(
            "key_granted", "",
            {{"public_key", second_auditor.public_key().text()}, {"role", "auditor"}, {"party", siret(4)}},
            registry.certifier) == "done");
  }
  std::string by_auditor(const char* kind, const Json& act) {
    return registry.act(kind, "DEMO", act, registry.auditor);
  }
  std::string commits(const Json& changes = Json::object(), const std::string& secret = number) {
    return by_auditor("sample_committed", with(commitment(secret), changes));
  }
  std::uint64_t committed(const std::string& secret = number) {
    REQUIRE(commits(Json::object(), secret) == "done");
    return registry.last();
  }
  std::uint64_t reported() {
    REQUIRE(registry.act("period_reported", "DEMO", report(registry, year), registry.developer) == "done");
    return registry.last();
  }
  [[nodiscard]] static Json draw(std::uint64_t commitment, std::uint64_t report) {
    return {{"commitment", commitment}, {"report", report}, {"number", number}, {"population", 40},
            {"kgco2e", "2000"},         {"interval", "30"}, {"size", 12},       {"sample", digest_of('a')}};
  }
  std::string draws(std::uint64_t commitment, std::uint64_t report, const Json& changes = Json::object()) {
    return by_auditor("sample_drawn", with(draw(commitment, report), changes));
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
  for (const char* expected : {"-0.01", "0.1", "0.2", "2", "1000000000000000000"}) {
    CAPTURE(expected);
    CHECK(expects(expected, "reasonable") == "malformed_statement act.expected");
  }
  CHECK(expects("0.123076923", "limited") == "malformed_statement act.expected");
  CHECK(expects("0.123076922", "limited") == "done");
}

TEST_CASE("sampling acts: a commitment is for a time inside the crediting period, ended or not") {
  Bench bench;
  CHECK(bench.commits({{"period", dates("2024-12-31", "2026-01-01")}}) == "impossible_date act.period");
  CHECK(bench.commits({{"period", dates("2029-01-01", "2030-01-02")}}) == "impossible_date act.period");
  CHECK(bench.commits({{"period", dates("2029-01-01", "2030-01-01")}}) == "done");
}

TEST_CASE("sampling acts: a number is committed to once, by whomever and for whatever") {
  Bench bench;
  bench.registry.bring("OTHER", ProjectState::labelled);
  bench.committed();
  CHECK(bench.commits() == "number_already_committed act.number");
  CHECK(bench.registry.act("sample_committed", "OTHER", with(commitment(number), {{"method", "stratified"}}),
                           bench.second_auditor) == "number_already_committed act.number");
}

TEST_CASE("sampling acts: the number is revealed once a report froze what followed the commitment") {
  Bench bench;
  const std::uint64_t committed = bench.committed();
  CHECK(bench.stage(committed) == "waiting");
  CHECK(bench.draws(committed, committed) == "unknown_report act.report");
  const std::uint64_t reported = bench.reported();
  CHECK(bench.stage(committed) == "unrevealed");
  CHECK(bench.draws(reported, reported) == "unknown_commitment act.commitment");
  CHECK(bench.draws(committed, reported, {{"number", other_number}}) == "wrong_number act.number");
  CHECK(bench.registry.act("sample_drawn", "DEMO", Bench::draw(committed, reported), bench.second_auditor) ==
        "wrong_party key");
  CHECK(bench.draws(committed, reported) == "done");
  CHECK(bench.stage(committed) == "revealed");
  CHECK(bench.project().sample(bench.registry.last())->commitment == committed);
  CHECK(bench.draws(committed, reported) == "unknown_commitment act.commitment");
}

TEST_CASE("sampling acts: who commits after the population is frozen draws from no report before") {
  Bench bench;
  const std::uint64_t early = bench.reported();
  const std::uint64_t committed = bench.committed();
  CHECK(bench.draws(committed, early) == "committed_too_late act.commitment");
  CHECK(bench.stage(committed) == "waiting");
  const std::uint64_t late = bench.reported();
  CHECK(bench.draws(committed, early) == "unknown_report act.report");
  CHECK(bench.draws(committed, late) == "done");
}

TEST_CASE("sampling acts: a report signed on an older head than the commitment's is frozen before it") {
  Bench bench;
  Statement report_before = bench.registry.drafted("period_reported", "DEMO", report(bench.registry, year),
                                                   bench.registry.developer);
  sign(report_before, bench.registry.developer);
  const std::uint64_t committed = bench.committed();
  REQUIRE(bench.registry.take(report_before) == "done");
  CHECK(bench.draws(committed, bench.registry.last()) == "committed_too_late act.commitment");
}

TEST_CASE("sampling acts: of an auditor's commitments the last before the report counts") {
  Bench bench;
  const std::uint64_t first = bench.committed(other_number);
  const std::uint64_t second = bench.committed();
  const std::uint64_t by_another = [&] {
    REQUIRE(bench.registry.act("sample_committed", "DEMO", commitment(digest_of('7')),
                               bench.second_auditor) == "done");
    return bench.registry.last();
  }();
  const std::uint64_t reported = bench.reported();
  const std::uint64_t afterwards = bench.committed(digest_of('8'));
  CHECK(bench.stage(first) == "replaced");
  CHECK(bench.stage(second) == "unrevealed");
  CHECK(bench.stage(by_another) == "unrevealed");
  CHECK(bench.stage(afterwards) == "waiting");
  CHECK(bench.draws(first, reported, {{"number", other_number}}) == "unknown_commitment act.commitment");
  CHECK(bench.draws(second, reported) == "done");
}

TEST_CASE("sampling acts: a number that a draw has shown draws from no later report") {
  Bench bench;
  const std::uint64_t committed = bench.committed();
  REQUIRE(bench.draws(committed, bench.reported()) == "done");
  CHECK(bench.draws(committed, bench.reported()) == "unknown_commitment act.commitment");
}

TEST_CASE("sampling acts: a commitment for another period is none") {
  Bench bench;
  REQUIRE(bench.commits({{"period", dates("2025-01-01", "2025-07-01")}}) == "done");
  const std::uint64_t committed = bench.registry.last();
  CHECK(bench.draws(committed, bench.reported()) == "unknown_commitment act.commitment");
}

TEST_CASE(
    "sampling acts: results are of a sample of the project, by the auditor who drew it; the last stand") {
  Bench bench;
  const std::uint64_t committed = bench.committed();
  REQUIRE(bench.draws(committed, bench.reported()) == "done");
  const std::uint64_t drawn = bench.registry.last();
  const Json found{{"sample", drawn},
                   {"results", {{{"seq", 17}, {"kgco2e", "0"}, {"text", "not there"}}}},
                   {"projected", "30"},
                   {"bound", "142.5"},
                   {"document", digest_of('d')}};
  CHECK(bench.by_auditor("sample_recorded", with(found, {{"sample", committed}})) ==
        "unknown_sample act.sample");
  CHECK(bench.registry.act("sample_recorded", "DEMO", found, bench.second_auditor) == "wrong_party key");
  CHECK(bench.by_auditor("sample_recorded", found) == "done");
  CHECK(bench.by_auditor("sample_recorded",
                         with(found, {{"results", Json::array()}, {"bound", "90"}, {"reason", "found"}})) ==
        "done");
  const DrawnSample& sample = *bench.project().sample(drawn);
  REQUIRE(sample.evaluations.size() == 2);
  CHECK(sample.evaluations.front().results.size() == 1);
  CHECK(to_string(sample.evaluations.back().bound) == "90");
}

}  // namespace lcl
