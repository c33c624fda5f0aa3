// SPDX-License-Identifier: Apache-2.0
// Keys, methodologies and erasures.
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "tests/registry/trial_registry.hpp"

namespace lcl {
namespace {

using namespace test;

Json reference() {
  std::ifstream file("schemas/methodologies/reconditioning-reference-1.0.json", std::ios::binary);
  return std::get<Json>(parse_json(std::string{std::istreambuf_iterator<char>(file), {}}));
}

}  // namespace

TEST_CASE("key acts: a key is granted once, and never again after it was revoked; the log key never") {
  TrialRegistry registry;
  const PrivateKey key = PrivateKey::generate();
  const auto granted = [&](const PrivateKey& which) {
    return registry.act("key_granted", "", grant(which, "auditor"), registry.certifier);
  };
  CHECK(granted(key) == "done");
  CHECK(granted(key) == "key_already_granted act.public_key");
  CHECK(granted(registry.operator_key) == "key_already_granted act.public_key");
  CHECK(granted(registry.log_key) == "key_already_granted act.public_key");
  REQUIRE(registry.act("key_revoked", "", revocation(key), registry.certifier) == "done");
  CHECK(granted(key) == "key_already_granted act.public_key");
}

TEST_CASE("key acts: a key signs from its grant to its revocation, in its role") {
  TrialRegistry registry;
  const PrivateKey key = PrivateKey::generate();
  const auto signs = [&] {
    return registry.act("participant_registered", "", registration(20 + registry.next), key);
  };
  CHECK(signs() == "not_enrolled key");
  REQUIRE(registry.act("key_granted", "", grant(key, "developer"), registry.certifier) == "done");
  CHECK(signs() == "done");
  REQUIRE(registry.act("key_revoked", "", revocation(key), registry.certifier) == "done");
  CHECK(registry.state.keys().at(key.public_key().id()).standing.revoked == registry.last());
  CHECK(signs() == "key_was_revoked key");
  CHECK(registry.act("key_revoked", "", revocation(key), registry.certifier) == "key_was_revoked act.key");
  CHECK(registry.act("key_revoked", "", revocation(PrivateKey::generate()), registry.certifier) ==
        "unknown_key act.key");
  CHECK(registry.act("key_revoked", "", revocation(registry.log_key), registry.certifier) ==
        "unknown_key act.key");
}

TEST_CASE("key acts: the last certifier key stays; one that was rotated can go") {
  TrialRegistry registry;
  const Json tomorrow{{"from", "2029-06-02T00:00:00.000Z"}};
  CHECK(registry.act("key_revoked", "", revocation(registry.certifier), registry.certifier) ==
        "too_few_certifier_keys act.key");
  CHECK(registry.act("key_revoked", "", with(revocation(registry.certifier), tomorrow), registry.certifier) ==
        "too_few_certifier_keys act.key");
  const PrivateKey next = PrivateKey::generate();
  REQUIRE(registry.act("key_granted", "", grant(next, "certifier"), registry.certifier) == "done");
  CHECK(registry.act("key_revoked", "", revocation(registry.certifier), next) == "done");
  CHECK(registry.act("key_revoked", "", revocation(next), next) == "too_few_certifier_keys act.key");
  CHECK(registry.act("key_granted", "", grant(PrivateKey::generate(), "certifier"), registry.certifier) ==
        "key_was_revoked key");
}

TEST_CASE("key acts: a key can be in question from an instant before its revocation, not from one to come") {
  TrialRegistry registry;
  const auto revoked_from = [&](const char* from) {
    return registry.act("key_revoked", "", with(revocation(registry.developer), {{"from", from}}),
                        registry.certifier);
  };
  CHECK(revoked_from("2029-06-01T12:00:00.001Z") == "impossible_date act.from");
  CHECK(registry.state.keys().at(registry.developer.public_key().id()).standing.revoked == std::nullopt);
  CHECK(revoked_from("2029-06-01T12:00:00.000Z") == "done");
  const GrantedKey& key = registry.state.keys().at(registry.developer.public_key().id());
  CHECK(key.standing.compromised == registry.time);
}

TEST_CASE("key acts: a methodology is adopted once, and only if it is sound") {
  TrialRegistry registry;
  const auto adopted = [&](const Json& document) {
    return registry.act("methodology_adopted", "", {{"document", document}}, registry.certifier);
  };
  CHECK(adopted(reference()) == "methodology_already_adopted act.document");
  CHECK(adopted(Json::object()) == "methodology_malformed act.document");
  CHECK(adopted(with(reference(), {{"version", "1.0.1"}})) == "done");
  CHECK(registry.state.methodologies().size() == 2);
}

TEST_CASE("key acts: an approval of a methodology has a reference and a date that is not to come") {
  TrialRegistry registry;
  const auto adopted = [&](const Json& approval) {
    const Json document = with(reference(), {{"version", "1.0.1"}});
    return registry.act("methodology_adopted", "", with({{"document", document}}, approval),
                        registry.certifier);
  };
  CHECK(adopted({{"decision", "TECR-1"}}) == "malformed_statement act.decision");
  CHECK(adopted({{"decided_on", "2029-01-01"}}) == "malformed_statement act.decision");
  CHECK(adopted({{"decision", "TECR-1"}, {"decided_on", "2029-06-02"}}) == "impossible_date act.decided_on");
  CHECK(adopted({{"decision", "TECR-1"}, {"decided_on", "2029-06-01"}}) == "done");
}

TEST_CASE(
    "key acts: an official registry takes approved methodologies only, so that nobody labels under its own") {
  TrialRegistry registry({.official = true});
  const auto adopted = [&](const char* status, const Json& approval) {
    const Json document = with(reference(), {{"version", "1.0.1"}, {"status", status}});
    return registry.act("methodology_adopted", "", with({{"document", document}}, approval),
                        registry.certifier);
  };
  const Json approval{{"decision", "TECR-1"}, {"decided_on", "2029-01-01"}};
  CHECK(adopted("approved", Json::object()) == "methodology_not_approved act.decision");
  CHECK(adopted("reference", approval) == "methodology_not_approved act.document");
  CHECK(adopted("draft", approval) == "methodology_not_approved act.document");
  CHECK(adopted("approved", approval) == "done");
}

TEST_CASE("key acts: a private part is erased once") {
  TrialRegistry registry;
  const auto erased = [&](int entry) {
    return registry.act("private_erased", "",
                        {{"entry", entry}, {"reason", "asked for"}, {"legal_ground", "GDPR 17"}},
                        registry.operator_key);
  };
  CHECK(erased(3) == "done");
  CHECK(registry.state.records().erased.at(3) == registry.last());
  CHECK(erased(3) == "nothing_to_erase act.entry");
  CHECK(erased(4) == "done");
}

}  // namespace lcl
