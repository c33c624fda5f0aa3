// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/registry/trial_registry.hpp"

namespace lcl {
namespace {

using namespace test;

Json incentive(const Json& changes = Json::object()) {
  return with({{"kind", "public_aid"}, {"text", "Region"}, {"granted_on", "2025-03-01"}, {"amount", "12500"}},
              changes);
}

Json handover(std::uint64_t to) {
  return {{"developer", siret(to)}, {"agreement", digest_of('a')}, {"reason", "another mandataire"}};
}

}  // namespace

TEST_CASE("incentive acts: an incentive has an amount or a document, and a date that is not to come") {
  TrialRegistry registry;
  registry.bring("DEMO", ProjectState::notified);
  const auto declared = [&](const Json& changes) {
    return registry.act("incentive_declared", "DEMO", incentive(changes), registry.developer);
  };
  CHECK(declared({{"amount", nullptr}}) == "malformed_statement act.amount");
  CHECK(declared({{"amount", "-1"}}) == "malformed_statement act.amount");
  CHECK(declared({{"granted_on", "2029-06-02"}}) == "impossible_date act.granted_on");
  CHECK(declared({{"amount", nullptr}, {"document", digest_of('d')}}) == "done");
  CHECK(declared(Json::object()) == "done");
  CHECK(registry.state.project("DEMO")->incentives.size() == 2);
}

TEST_CASE("incentive acts: a declaration is taken back once, by its maker or the certifier") {
  TrialRegistry registry;
  registry.bring("DEMO", ProjectState::labelled);
  REQUIRE(registry.act("incentive_declared", "DEMO", incentive(), registry.developer) == "done");
  const std::uint64_t seq = registry.last();
  const auto withdrawn = [&](std::uint64_t entry, const PrivateKey& key) {
    return registry.act("incentive_withdrawn", "DEMO", {{"incentive", entry}, {"reason", "never paid"}}, key);
  };
  CHECK(withdrawn(seq - 1, registry.developer) == "unknown_incentive act.incentive");
  CHECK(withdrawn(seq, registry.other_developer) == "wrong_party key");
  REQUIRE(registry.act("developer_changed", "DEMO", handover(2), registry.certifier) == "done");
  CHECK(withdrawn(seq, registry.other_developer) == "wrong_party key");
  CHECK(withdrawn(seq, registry.certifier) == "done");
  CHECK(withdrawn(seq, registry.certifier) == "unknown_incentive act.incentive");
}

TEST_CASE("project acts: a project is handed over to a party with a developer's key that may sign") {
  TrialRegistry registry;
  registry.bring("DEMO", ProjectState::labelled);
  const auto handed_to = [&](std::uint64_t party, const PrivateKey& key) {
    return registry.act("developer_changed", "DEMO", handover(party), key);
  };
  CHECK(handed_to(2, registry.developer) == "wrong_role key");
  CHECK(handed_to(1, registry.certifier) == "malformed_statement act.developer");
  CHECK(handed_to(9, registry.certifier) == "developer_without_key act.developer");
  CHECK(handed_to(3, registry.certifier) == "developer_without_key act.developer");
  REQUIRE(registry.act("key_revoked", "", revocation(registry.other_developer), registry.certifier) ==
          "done");
  CHECK(handed_to(2, registry.certifier) == "developer_without_key act.developer");
}

TEST_CASE("project acts: from a handover on only the new developer's key acts") {
  TrialRegistry registry;
  registry.bring("DEMO", ProjectState::labelled);
  REQUIRE(registry.act("developer_changed", "DEMO", handover(2), registry.certifier) == "done");
  const Json closure{{"closed_on", "2029-01-01"}, {"reason", "done"}};
  CHECK(registry.act("project_closed", "DEMO", closure, registry.developer) == "wrong_party key");
  CHECK(registry.act("project_closed", "DEMO", closure, registry.other_developer) == "done");
}

TEST_CASE("project acts: a new developer cannot take the units that were issued to the former") {
  TrialRegistry registry;
  registry.bring("DEMO", ProjectState::labelled);
  const Json year = dates("2025-01-01", "2026-01-01");
  const std::uint64_t reported = registry.audited_report("DEMO", year);
  REQUIRE(registry.act("units_issued", "DEMO", issuance(registry, reported, reported + 1, year),
                       registry.certifier) == "done");
  const auto assigned = [&](std::uint32_t first, std::uint32_t last, const PrivateKey& key) {
    return registry.act("units_assigned", "DEMO",
                        {{"units", to_string(UnitBlock{"DEMO", 2025, 1, first, last})},
                         {"beneficiary", "Ville"},
                         {"use", "contribution"},
                         {"contract_date", "2026-01-01"},
                         {"attestation", digest_of('b')}},
                        key);
  };
  REQUIRE(assigned(1, 2, registry.developer) == "done");
  REQUIRE(registry.act("developer_changed", "DEMO", handover(2), registry.certifier) == "done");
  CHECK(assigned(3, 3, registry.other_developer) == "not_the_holder act.units");
  CHECK(assigned(2, 3, registry.other_developer) == "not_the_holder act.units");
  CHECK(registry.act(
            "units_cancelled", "DEMO",
            {{"units", to_string(UnitBlock{"DEMO", 2025, 1, 3, 3})}, {"reason", "error"}, {"text", "x"}},
            registry.other_developer) == "not_the_holder act.units");
  CHECK(registry.act(
            "units_cancelled", "DEMO",
            {{"units", to_string(UnitBlock{"DEMO", 2025, 1, 3, 3})}, {"reason", "correction"}, {"text", "x"}},
            registry.certifier) == "not_the_holder act.units");
  REQUIRE(registry.act("mandate_recorded", "DEMO",
                       {{"units", to_string(UnitBlock{"DEMO", 2025, 1, 3, 5})}, {"document", digest_of('c')}},
                       registry.certifier) == "done");
  const std::uint64_t mandate = registry.last();
  registry.time = after_objections(registry.time);
  CHECK(registry.act("units_retired", "DEMO",
                     {{"units", to_string(UnitBlock{"DEMO", 2025, 1, 3, 5})},
                      {"year", 2026},
                      {"use", "contribution"},
                      {"beneficiary", siret(1)},
                      {"mandate", mandate}},
                     registry.certifier) == "done");
}

}  // namespace lcl
