// SPDX-License-Identifier: Apache-2.0
// Participants, their approvals and their suspensions.
#include <doctest/doctest.h>

#include "tests/registry/trial_registry.hpp"

namespace lcl {
namespace {

using namespace test;

Json approval(const char* scheme, const char* issued_on, const char* expires_on) {
  return {{"participant", siret(9)},   {"scheme", scheme},       {"issuer", "the prefect"},
          {"reference", "decision 7"}, {"issued_on", issued_on}, {"expires_on", expires_on},
          {"evidence", digest_of('9')}};
}

const Json criteria{{"criteria", {"not_for_profit", "shared_governance"}}};

Instant day(const char* text) { return *parse_date(text); }

/// A registry in which siret(9) is registered.
struct Registered {
  TrialRegistry registry;
  Registered() {
    REQUIRE(registry.act("participant_registered", "", registration(9), registry.developer) == "done");
  }
  std::string records(const Json& act) {
    return registry.act("approval_recorded", "", act, registry.certifier);
  }
  std::string by_certifier(const char* kind, const Json& act) {
    return registry.act(kind, "", act, registry.certifier);
  }
  [[nodiscard]] const Participant& participant() const {
    return registry.state.participants().find(siret(9))->second;
  }
};

}  // namespace

TEST_CASE("participant acts: a participant is registered once") {
  Registered at_hand;
  CHECK(at_hand.by_certifier("participant_registered", registration(9)) ==
        "participant_already_registered act.participant");
  CHECK(at_hand.participant().registered == at_hand.registry.last());
}

TEST_CASE(
    "participant acts: an approval is of a registered participant, issued before today and before it ends") {
  Registered at_hand;
  const Json plain = approval("quality_label", "2029-06-01", "2029-06-02");
  CHECK(at_hand.records(with(plain, {{"participant", siret(10)}})) == "unknown_participant act.participant");
  CHECK(at_hand.records(with(plain, {{"issued_on", "2029-06-02"}, {"expires_on", "2029-06-03"}})) ==
        "impossible_date act.issued_on");
  CHECK(at_hand.records(with(plain, {{"expires_on", "2029-06-01"}})) == "impossible_date act.expires_on");
  CHECK(at_hand.records(plain) == "done");
}

TEST_CASE(
    "participant acts: ESUS and ESAT state their criteria, no other scheme does; an ESAT has a FINESS "
    "number") {
  Registered at_hand;
  const Json esus = approval("esus", "2026-01-01", "2031-01-01");
  const Json esat = with(approval("esat", "2026-01-01", "2056-01-01"), {{"reference", "350000123"}});
  CHECK(at_hand.records(esus) == "malformed_statement act.criteria");
  CHECK(at_hand.records(esat) == "malformed_statement act.criteria");
  for (const char* scheme :
       {"ea", "ecovadis", "b_corp", "eco_organisation", "quality_label", "carbon_footprint"}) {
    const Json other = approval(scheme, "2026-01-01", "2026-12-31");
    CHECK(at_hand.records(with(other, criteria)) == "malformed_statement act.criteria");
    CHECK(at_hand.records(other) == "done");
  }
  CHECK(at_hand.records(with(esus, criteria)) == "done");
  for (const char* reference : {"35000012", "3500001234", "35000012A"})
    CHECK(at_hand.records(with(with(esat, criteria), {{"reference", reference}})) ==
          "malformed_statement act.reference");
  CHECK(at_hand.records(with(esat, criteria)) == "done");
}

TEST_CASE("participant acts: no approval is longer than its scheme's issuer gives it") {
  struct Longest {
    const char* scheme;
    const char* last;    ///< day to which one from 2025-01-01 may run
    const char* beyond;  ///< and the next
  };
  // One year is counted as 366 days.
  for (const Longest& longest : {Longest{"esus", "2030-01-05", "2030-01-06"},
                                 {"ea", "2030-01-05", "2030-01-06"},
                                 {"b_corp", "2030-01-05", "2030-01-06"},
                                 {"ecovadis", "2026-01-02", "2026-01-03"}}) {
    CAPTURE(longest.scheme);
    Registered at_hand;
    const Json more = longest.scheme == std::string("esus") ? criteria : Json::object();
    CHECK(at_hand.records(with(approval(longest.scheme, "2025-01-01", longest.beyond), more)) ==
          "impossible_date act.expires_on");
    CHECK(at_hand.records(with(approval(longest.scheme, "2025-01-01", longest.last), more)) == "done");
  }
}

TEST_CASE("participant acts: an approval is judged at the event's date: issued, expired, withdrawn") {
  Registered at_hand;
  REQUIRE(at_hand.records(with(approval("esus", "2026-01-01", "2028-01-01"), criteria)) == "done");
  const std::uint64_t seq = at_hand.registry.last();
  const auto champion = [&](const char* date) { return at_hand.participant().impact_champion(day(date)); };
  CHECK_FALSE(champion("2025-12-31"));
  CHECK(champion("2026-01-01"));
  CHECK(champion("2027-12-31"));
  CHECK_FALSE(champion("2028-01-01"));
  const auto withdrawn = [&](std::uint64_t approval, const char* on) {
    return at_hand.by_certifier("approval_withdrawn",
                                {{"approval", approval}, {"withdrawn_on", on}, {"reason", "no longer met"}});
  };
  CHECK(withdrawn(seq - 1, "2027-01-01") == "unknown_approval act.approval");
  CHECK(withdrawn(seq, "2025-12-31") == "impossible_date act.withdrawn_on");
  CHECK(champion("2027-12-31"));
  CHECK(withdrawn(seq, "2027-01-01") == "done");
  CHECK(champion("2026-12-31"));
  CHECK_FALSE(champion("2027-01-01"));
  CHECK(withdrawn(seq, "2027-01-01") == "unknown_approval act.approval");
  CHECK(withdrawn(seq, "2025-01-01") == "unknown_approval act.approval");
}

TEST_CASE("participant acts: a developer cannot end an approval that another recorded") {
  Registered at_hand;
  TrialRegistry& registry = at_hand.registry;
  const auto recorded_by = [&](const PrivateKey& key) {
    REQUIRE(registry.act("approval_recorded", "",
                         with(approval("esus", "2026-01-01", "2028-01-01"), criteria), key) == "done");
    return registry.last();
  };
  const auto withdrawn_by = [&](const PrivateKey& key, std::uint64_t approval) {
    return registry.act(
        "approval_withdrawn", "",
        {{"approval", approval}, {"withdrawn_on", "2027-01-01"}, {"reason", "of no use to me"}}, key);
  };
  const std::uint64_t own = recorded_by(registry.developer);
  CHECK(withdrawn_by(registry.other_developer, own) == "wrong_party key");
  CHECK(withdrawn_by(registry.operator_key, own) == "wrong_party key");
  CHECK(withdrawn_by(registry.developer, own) == "done");
  const std::uint64_t operators = recorded_by(registry.operator_key);
  CHECK(withdrawn_by(registry.developer, operators) == "wrong_party key");
  CHECK(withdrawn_by(registry.certifier, operators) == "done");
}

TEST_CASE("participant acts: a suspension lasts from its day until the day of the reinstatement") {
  Registered at_hand;
  const auto suspended = [&](const char* from, std::uint64_t who = 9) {
    return at_hand.by_certifier(
        "participant_suspended",
        {{"participant", siret(who)}, {"from", from}, {"reason", "EcoVadis finding"}});
  };
  const auto reinstated = [&](const char* from, std::uint64_t who = 9) {
    return at_hand.by_certifier("participant_reinstated",
                                {{"participant", siret(who)}, {"from", from}, {"reason", "put right"}});
  };
  CHECK(suspended("2026-03-01", 10) == "unknown_participant act.participant");
  CHECK(reinstated("2026-03-01", 10) == "unknown_participant act.participant");
  CHECK(reinstated("2026-03-01") == "not_suspended act.participant");
  CHECK(suspended("2029-06-02") == "impossible_date act.from");
  CHECK(suspended("2026-03-01") == "done");
  CHECK(suspended("2027-03-01") == "already_suspended act.participant");
  CHECK(suspended("2029-06-02") == "already_suspended act.participant");
  CHECK(reinstated("2026-03-01") == "impossible_date act.from");
  CHECK(reinstated("2029-06-02") == "impossible_date act.from");
  CHECK(at_hand.participant().suspended_at(day("2029-01-01")));
  CHECK(reinstated("2026-05-01") == "done");
  CHECK(reinstated("2026-06-01") == "not_suspended act.participant");
  CHECK(suspended("2026-04-30") == "already_suspended act.participant");
  CHECK(suspended("2026-05-01") == "done");
  CHECK(reinstated("2026-05-02") == "done");
  const auto at = [&](const char* date) { return at_hand.participant().suspended_at(day(date)); };
  CHECK_FALSE(at("2026-02-28"));
  CHECK(at("2026-03-01"));
  CHECK(at("2026-05-01"));
  CHECK_FALSE(at("2026-05-02"));
}

}  // namespace lcl
