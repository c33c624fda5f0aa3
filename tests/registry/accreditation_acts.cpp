// SPDX-License-Identifier: Apache-2.0
// Accreditations: who may say that a report holds, and from when on no more.
#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/registry/accreditation.hpp"
#include "tests/registry/trial_registry.hpp"

namespace lcl {
namespace {

using namespace test;

/// A year reported on 2029-06-01, and an auditor without accreditation.
struct ReportedYear {
  TrialRegistry registry;
  PrivateKey auditor = PrivateKey::generate();
  std::uint64_t reported = 0;

  ReportedYear() {
    registry.bring("DEMO", ProjectState::labelled);
    const Json grant{{"public_key", auditor.public_key().text()}, {"role", "auditor"}, {"party", siret(5)}};
    REQUIRE(registry.act("key_granted", "", grant, registry.certifier) == "done");
  }
  void report_year() {
    registry.time = *parse_instant("2029-06-01T12:00:00Z");
    REQUIRE(registry.act("period_reported", "DEMO", report(registry, dates("2025-01-01", "2026-01-01")),
                         registry.developer) == "done");
    reported = registry.last();
    registry.time = *parse_instant("2029-06-15T12:00:00Z");
  }
  std::string opines(const char* word = "unmodified") {
    return registry.act("opinion_given", "DEMO", with(opinion(reported), {{"opinion", word}}), auditor);
  }
  std::string withdrawn(std::uint64_t accreditation, const char* on) {
    return registry.act("accreditation_withdrawn", "",
                        {{"accreditation", accreditation}, {"withdrawn_on", on}, {"reason", "the body's"}},
                        registry.certifier);
  }
};

}  // namespace

TEST_CASE("accreditations: whoever gets a key signs for a report, with no body to answer for it") {
  const auto opines = [](const std::vector<std::pair<const char*, const char*>>& valid, const char* word) {
    ReportedYear year;
    for (const auto& [from, to] : valid) year.registry.accredit(siret(5), from, to);
    year.report_year();
    return year.opines(word);
  };
  const std::pair before{"2024-01-01", "2029-06-10"};
  const std::pair after{"2029-06-10", "2030-01-01"};
  for (const char* word : {"unmodified", "qualified"}) {
    CAPTURE(word);
    CHECK(opines({}, word) == "not_accredited key");
    CHECK(opines({before}, word) == "not_accredited key");
    CHECK(opines({after}, word) == "not_accredited key");
    CHECK(opines({before, after}, word) == "done");
  }
  CHECK(opines({}, "adverse") == "done");
  CHECK(opines({}, "disclaimed") == "done");
}

TEST_CASE("accreditations: an auditor whose accreditation was taken from it signs on") {
  ReportedYear year;
  year.registry.accredit(siret(5));
  const std::uint64_t accreditation = year.registry.last();
  year.report_year();
  REQUIRE(year.withdrawn(accreditation, "2029-06-15") == "done");
  CHECK(year.opines() == "not_accredited key");
  CHECK(year.opines("adverse") == "done");

  ReportedYear later;
  later.registry.accredit(siret(5));
  const std::uint64_t other = later.registry.last();
  later.report_year();
  REQUIRE(later.withdrawn(other, "2029-06-16") == "done");
  CHECK(later.opines() == "done");
}

TEST_CASE("accreditations: an opinion that was given stands after they are withdrawn") {
  ReportedYear year;
  year.registry.accredit(siret(5));
  const std::uint64_t accreditation = year.registry.last();
  year.report_year();
  REQUIRE(year.opines() == "done");
  REQUIRE(year.withdrawn(accreditation, "2020-01-01") == "done");
  CHECK(year.registry.state.project("DEMO")->report(year.reported)->audited());
}

TEST_CASE("accreditations: another's is none of the auditor's") {
  ReportedYear year;
  year.registry.accredit(siret(3));
  year.report_year();
  CHECK(year.opines() == "not_accredited key");
}

TEST_CASE("accreditations: are of auditors, and withdrawn once, not before they begin") {
  ReportedYear year;
  const auto accredited = [&](const std::string& party) {
    return year.registry.act("auditor_accredited", "", accreditation(party), year.registry.certifier);
  };
  CHECK(accredited(siret(1)) == "not_an_auditor act.party");     // a developer
  CHECK(accredited(siret(5, 2)) == "not_an_auditor act.party");  // another establishment of an auditor
  REQUIRE(accredited(siret(5)) == "done");
  const std::uint64_t accreditation = year.registry.last();
  CHECK(year.withdrawn(accreditation - 1, "2025-01-01") == "unknown_accreditation act.accreditation");
  CHECK(year.withdrawn(accreditation, "2019-12-31") == "impossible_date act.withdrawn_on");
  CHECK(year.withdrawn(accreditation, "2020-01-01") == "done");
  CHECK(year.withdrawn(accreditation, "2025-01-01") == "unknown_accreditation act.accreditation");
}

}  // namespace lcl
