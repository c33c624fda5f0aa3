// SPDX-License-Identifier: Apache-2.0
// Roles that contradict each other, auditors whom nobody makes dependent, and what is taken back by whom.
#include <doctest/doctest.h>

#include <array>

#include "tests/registry/trial_registry.hpp"

namespace lcl {
namespace {

using namespace test;

constexpr std::array<const char*, 5> role_names{"operator", "developer", "auditor", "certifier", "holder"};

/// schemas/README.md, section Roles that contradict each other.
bool contradict(std::string_view a, std::string_view b) {
  const auto is = [&](std::string_view one, std::string_view other) {
    return (a == one && b == other) || (a == other && b == one);
  };
  return is("auditor", "operator") || is("auditor", "developer") || is("auditor", "certifier") ||
         is("auditor", "holder") || is("certifier", "developer");
}

struct Grants {
  TrialRegistry registry;
  std::string grants(const char* role, const std::string& party, const char* group = "") {
    const PrivateKey key = PrivateKey::generate();
    Json act = role == std::string_view("holder") ? holder_grant(key, "A firm") : grant(key, role);
    act["party"] = party;
    if (*group != '\0') act["group"] = group;
    return registry.act("key_granted", "", act, registry.certifier);
  }
  std::string registers(const std::string& siret, const PrivateKey& signer) {
    return registry.act("participant_registered", "", {{"participant", siret}, {"name", "A workshop"}},
                        signer);
  }
  std::string withdraws(const std::string& siret, const PrivateKey& signer) {
    return registry.act("participant_withdrawn", "", {{"participant", siret}, {"reason", "in error"}},
                        signer);
  }
};

}  // namespace

TEST_CASE("roles: the auditor is another SIRET of the developer's SIREN, and no other role contradicts it") {
  for (const char* first : role_names) {
    for (const char* second : role_names) {
      CAPTURE(first);
      CAPTURE(second);
      Grants at_hand;
      REQUIRE(at_hand.grants(first, siret(20, 1), "Group A") == "done");
      const std::string expected = contradict(first, second) ? "contradictory_roles act.party" : "done";
      CHECK(at_hand.grants(second, siret(20, 2)) == expected);
      CHECK(at_hand.grants(second, siret(21), "Group A") == expected);
      CHECK(at_hand.grants(second, siret(22), "Group B") == "done");
      CHECK(at_hand.grants(second, siret(23)) == "done");
    }
  }
}

TEST_CASE(
    "roles: a party that is no SIRET is granted a key under its national number, and that contradicts too") {
  Grants at_hand;
  const auto grants = [&](const char* role, const char* party, const Json& changes) {
    Json act = grant(PrivateKey::generate(), role);
    act["party"] = party;
    return at_hand.registry.act("key_granted", "", with(act, changes), at_hand.registry.certifier);
  };
  CHECK(grants("developer", "DE123456789", Json::object()) == "malformed_statement act.number");
  CHECK(grants("developer", "55208131766522", {{"number", "552081317"}}) == "malformed_statement act.number");
  CHECK(grants("developer", "FR03552081317", {{"number", "552081317"}}) == "malformed_statement act.number");
  CHECK(grants("developer", "552081317", Json::object()) == "malformed_statement act.party");
  CHECK(grants("developer", "FR03552081317", Json::object()) == "done");
  CHECK(grants("auditor", "55208131766522", Json::object()) == "contradictory_roles act.party");
  CHECK(grants("auditor", "506700GE1G29325QX363", {{"number", "552081317"}}) ==
        "contradictory_roles act.party");
  CHECK(grants("auditor", "506700GE1G29325QX363", {{"number", "HRB 7"}}) == "done");
  CHECK(grants("developer", "DE123456789", {{"number", "HRB 7"}}) == "contradictory_roles act.party");
}

TEST_CASE("roles: who gave a role up does not take the one that contradicts it") {
  Grants at_hand;
  REQUIRE(at_hand.registry.act("key_revoked", "", revocation(at_hand.registry.developer),
                               at_hand.registry.certifier) == "done");
  CHECK(at_hand.grants("auditor", siret(1)) == "contradictory_roles act.party");
}

TEST_CASE("roles: a developer sends its auditor units, which it would hold under another name") {
  Grants at_hand;
  TrialRegistry& registry = at_hand.registry;
  CHECK(at_hand.grants("holder", siret(3, 4)) == "contradictory_roles act.party");
  REQUIRE(at_hand.grants("auditor", siret(40), "Group A") == "done");
  Json anonymous = holder_grant(PrivateKey::generate(), "A firm");
  anonymous["group"] = "Group A";
  CHECK(registry.act("key_granted", "", anonymous, registry.certifier) == "contradictory_roles act.party");
  REQUIRE(registry.act("key_granted", "", holder_grant(registry.holder, "A firm"), registry.certifier) ==
          "done");
  const auto renamed = [&](const std::string& party) {
    return registry.act("holder_renamed", "",
                        {{"holder", hex(registry.holder.public_key().id())},
                         {"name", "An auditor"},
                         {"party", party},
                         {"document", digest_of('d')}},
                        registry.certifier);
  };
  CHECK(renamed(siret(3)) == "contradictory_roles act.party");
  REQUIRE(renamed(siret(41)) == "done");
  CHECK(at_hand.grants("auditor", siret(41, 2)) == "contradictory_roles act.party");
  REQUIRE(renamed(siret(42)) == "done");
  CHECK(at_hand.grants("auditor", siret(41, 2)) == "done");
}

TEST_CASE(
    "roles: a developer registers its auditor as a participant, or names it as mandant or marketplace") {
  Grants at_hand;
  TrialRegistry& registry = at_hand.registry;
  for (const std::string& party : {siret(3), siret(3, 8)}) {
    CAPTURE(party);
    CHECK(at_hand.registers(party, registry.developer) == "contradictory_roles act.participant");
    const Json mandant = Json::array({{{"notified_on", "2025-01-01"}, {"siret", party}}});
    const auto notifies = [&](const Json& named) {
      return registry.act("project_notified", "JOINT", with(notification(), named), registry.developer);
    };
    CHECK(notifies({{"mandants", mandant}}) == "contradictory_roles act.mandants");
    CHECK(notifies({{"marketplaces", {party}}}) == "contradictory_roles act.marketplaces");
  }
  const Json other = Json::array({{{"notified_on", "2025-01-01"}, {"siret", siret(60)}}});
  REQUIRE(registry.act("project_notified", "JOINT", with(notification(), {{"mandants", other}}),
                       registry.developer) == "done");
  const Json added = Json::array({{{"notified_on", "2025-01-01"}, {"siret", siret(3)}}});
  CHECK(registry.act("mandants_changed", "JOINT", {{"added", added}}, registry.developer) ==
        "contradictory_roles act.added");
}

TEST_CASE("roles: a participant becomes no auditor, unless the certifier says it was registered in error") {
  Grants at_hand;
  TrialRegistry& registry = at_hand.registry;
  REQUIRE(at_hand.registers(siret(30), registry.developer) == "done");
  CHECK(at_hand.grants("auditor", siret(30, 4)) == "contradictory_roles act.party");
  CHECK(at_hand.grants("developer", siret(30)) == "done");
  REQUIRE(at_hand.registers(siret(31), registry.developer) == "done");
  CHECK(at_hand.withdraws(siret(31), registry.developer) == "done");
  CHECK(at_hand.grants("auditor", siret(31)) == "contradictory_roles act.party");
  REQUIRE(at_hand.registers(siret(31), registry.developer) == "done");
  CHECK(at_hand.withdraws(siret(31), registry.certifier) == "done");
  CHECK(at_hand.grants("auditor", siret(31)) == "done");
  CHECK(at_hand.registers(siret(31), registry.developer) == "contradictory_roles act.participant");
}

TEST_CASE(
    "taking back: a registration is its maker's or the certifier's to withdraw, and can be made again") {
  Grants at_hand;
  TrialRegistry& registry = at_hand.registry;
  REQUIRE(at_hand.registers(siret(9), registry.developer) == "done");
  CHECK(at_hand.withdraws(siret(9), registry.other_developer) == "wrong_party key");
  CHECK(at_hand.withdraws(siret(9), registry.operator_key) == "wrong_party key");
  CHECK(at_hand.withdraws(siret(8), registry.developer) == "unknown_participant act.participant");
  CHECK(registry.state.knows_participant(siret(9)));
  CHECK(at_hand.withdraws(siret(9), registry.developer) == "done");
  CHECK_FALSE(registry.state.knows_participant(siret(9)));
  CHECK(at_hand.withdraws(siret(9), registry.developer) == "unknown_participant act.participant");
  CHECK(at_hand.registers(siret(9), registry.operator_key) == "done");
  CHECK(registry.state.knows_participant(siret(9)));
  CHECK(at_hand.withdraws(siret(9), registry.certifier) == "done");
}

TEST_CASE("taking back: a suspension outlasts a registration that is withdrawn and made again") {
  Grants at_hand;
  TrialRegistry& registry = at_hand.registry;
  REQUIRE(at_hand.registers(siret(9), registry.developer) == "done");
  REQUIRE(registry.act("participant_suspended", "",
                       {{"participant", siret(9)}, {"from", "2029-01-01"}, {"reason", "found out"}},
                       registry.certifier) == "done");
  REQUIRE(at_hand.withdraws(siret(9), registry.developer) == "done");
  REQUIRE(at_hand.registers(siret(9), registry.developer) == "done");
  CHECK(registry.state.suspended(siret(9), *parse_date("2029-03-01")));
}

}  // namespace lcl
