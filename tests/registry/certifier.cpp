// SPDX-License-Identifier: Apache-2.0
// Who may change keys: a quorum of certifier keys, and the recovery key.
#include "ledger/registry/certifier.hpp"

#include <doctest/doctest.h>

#include <set>
#include <vector>

#include "tests/registry/trial_registry.hpp"

namespace lcl {
namespace {

using namespace test;
using Change = CertifierChange::Kind;

Json annulment(std::uint64_t from) { return {{"from_entry", from}, {"reason", "a key was stolen"}}; }

TrialRegistry two_of_three() { return TrialRegistry({.keys = 3, .quorum = 2, .recovery = true}); }
TrialRegistry one_of_one() { return TrialRegistry({.keys = 1, .quorum = 1, .recovery = true}); }

bool may_sign(const TrialRegistry& registry, const PrivateKey& key) {
  return registry.state.keys().at(key.public_key().id()).standing.may_sign();
}

std::vector<Digest> ids(std::initializer_list<const PrivateKey*> keys) {
  std::vector<Digest> ids;
  for (const PrivateKey* each : keys) ids.push_back(each->public_key().id());
  return ids;
}

}  // namespace

TEST_CASE("certifier: the fingerprint of one key alone is the key's; of anything else it holds all of it") {
  const PublicKey a = PrivateKey::generate().public_key();
  const PublicKey b = PrivateKey::generate().public_key();
  CHECK(Certifier{{a}}.fingerprint() == a.id());
  const std::vector<Certifier> all{{{a}}, {{a}, 1, b}, {{a, b}, 1}, {{a, b}, 2}, {{a}, 1, a}, {{b}}};
  std::set<Digest> fingerprints;
  for (const Certifier& each : all) fingerprints.insert(each.fingerprint());
  CHECK(fingerprints.size() == all.size());
  CHECK(Certifier{{a, b}, 2}.fingerprint() == Certifier{{b, a}, 2}.fingerprint());
  CHECK(Certifier{{a, b}, 2}.fingerprint() ==
        sha256("lcl certifier 1\n" + canonical(certifier_json({{a, b}, 2}))));
}

TEST_CASE("certifier: acts on keys are signed by as many certifier keys as entry 0 asks for, others by one") {
  TrialRegistry registry = two_of_three();
  const PrivateKey key = PrivateKey::generate();
  CHECK(registry.act("key_granted", grant(key, "auditor"), registry.certifier, {}) ==
        "too_few_endorsements endorsements");
  CHECK(registry.act("key_granted", grant(key, "auditor"), registry.certifier, {&registry.further[1]}) ==
        "done");
  CHECK(registry.act("key_revoked", revocation(key), registry.further[1], {}) ==
        "too_few_endorsements endorsements");
  CHECK(registry.act("key_revoked", revocation(key), registry.further[1],
                     {&registry.certifier, &registry.further[0]}) == "done");
  registry.bring("DEMO", ProjectState::labelled);
}

TEST_CASE("certifier: a thief of one of two certifier keys cannot revoke the other and take over") {
  TrialRegistry registry({.keys = 2, .quorum = 2, .recovery = false});
  const PrivateKey& stolen = registry.certifier;
  const PrivateKey own = PrivateKey::generate();
  CHECK(registry.act("key_granted", grant(own, "certifier"), stolen, {}) ==
        "too_few_endorsements endorsements");
  CHECK(registry.act("key_granted", grant(own, "certifier"), stolen, {&own}) == "not_enrolled endorsements");
  CHECK(registry.act("key_revoked", revocation(registry.further[0]), stolen, {}) ==
        "too_few_certifier_keys act.key");
  CHECK(registry.act("key_acts_annulled", annulment(1), stolen, {}) == "too_few_endorsements endorsements");
  CHECK(may_sign(registry, registry.further[0]));
}

TEST_CASE("certifier: fewer keys than have to sign are never left, so that a successor comes first") {
  TrialRegistry registry({.keys = 2, .quorum = 2, .recovery = false});
  CHECK(registry.act("key_revoked", revocation(registry.certifier), registry.certifier,
                     {&registry.further[0]}) == "too_few_certifier_keys act.key");
  const PrivateKey next = PrivateKey::generate();
  CHECK(registry.act("key_granted", grant(next, "certifier"), registry.certifier, {&registry.further[0]}) ==
        "done");
  CHECK(registry.act("key_revoked", revocation(registry.certifier), registry.further[0], {&next}) == "done");
  CHECK(registry.act("key_revoked", revocation(next), registry.further[0], {&next}) ==
        "too_few_certifier_keys act.key");
}

TEST_CASE("endorsement: none counts of a key that was revoked, never granted or granted for something else") {
  TrialRegistry registry = two_of_three();
  const Json act = grant(PrivateKey::generate(), "auditor");
  const PrivateKey stranger = PrivateKey::generate();
  const auto endorsed_by = [&](const PrivateKey& key) {
    return registry.act("key_granted", act, registry.certifier, {&key});
  };
  CHECK(endorsed_by(stranger) == "not_enrolled endorsements");
  CHECK(endorsed_by(registry.log_key) == "not_enrolled endorsements");
  for (const PrivateKey* other : {&registry.operator_key, &registry.developer, &registry.auditor})
    CHECK(endorsed_by(*other) == "wrong_role endorsements");
  CHECK(endorsed_by(registry.recovery_key) == "wrong_role endorsements");
  REQUIRE(registry.act("key_revoked", revocation(registry.further[1]), registry.certifier,
                       {&registry.further[0]}) == "done");
  CHECK(endorsed_by(registry.further[1]) == "key_was_revoked endorsements");
  // One that counts does not make up for one that does not.
  CHECK(registry.act("key_granted", act, registry.certifier, {&registry.further[0], &stranger}) ==
        "not_enrolled endorsements");
  CHECK(endorsed_by(registry.further[0]) == "done");
}

TEST_CASE("endorsement: the same key does not count twice, the signer's own not again") {
  TrialRegistry registry({.keys = 3, .quorum = 3, .recovery = false});
  Statement statement =
      registry.drafted("key_granted", "", grant(PrivateKey::generate(), "auditor"), registry.certifier);
  sign(statement, registry.certifier);
  endorse(statement, registry.further[0]);
  endorse(statement, registry.further[0]);
  CHECK(statement.endorsements.size() == 1);
  CHECK(registry.take(statement) == "too_few_endorsements endorsements");
  Statement own = statement;
  endorse(own, registry.certifier);
  CHECK(registry.take(own) == "malformed_statement endorsements");
  Statement twice = statement;
  twice.endorsements.push_back(twice.endorsements.front());
  const auto read = read_statement(payload_of(twice), twice.kind, twice.origin, {});
  REQUIRE(std::holds_alternative<std::string>(read));
  CHECK(std::get<std::string>(read).find("ascending by key") != std::string::npos);
}

TEST_CASE("endorsement: one over other bytes does not verify, and one taken away is missed") {
  TrialRegistry registry = two_of_three();
  const PrivateKey key = PrivateKey::generate();
  Statement other = registry.drafted("key_granted", "", grant(key, "auditor"), registry.certifier);
  endorse(other, registry.further[0]);
  Statement statement = registry.drafted("key_granted", "", grant(key, "certifier"), registry.certifier);
  sign(statement, registry.certifier);
  statement.endorsements = other.endorsements;
  CHECK(registry.take(statement) == "bad_signature endorsements");
  endorse(statement, registry.further[0]);
  Statement stripped = statement;
  stripped.endorsements.clear();
  CHECK(registry.take(stripped) == "too_few_endorsements endorsements");
  CHECK(registry.take(statement) == "done");
}

TEST_CASE("endorsement: what is no act on keys takes none") {
  TrialRegistry registry = two_of_three();
  CHECK(registry.act("participant_registered", registration(9), registry.certifier, {&registry.further[0]}) ==
        "malformed_statement endorsements");
}

TEST_CASE("endorsement: it travels with a draft and stands in the payload, outside what is signed") {
  const TrialRegistry registry = two_of_three();
  Statement statement =
      registry.drafted("key_granted", "", grant(PrivateKey::generate(), "auditor"), registry.certifier);
  const std::string bytes = signed_bytes(statement);
  endorse(statement, registry.further[0]);  // before it is signed
  endorse(statement, registry.further[1]);
  CHECK(signed_bytes(statement) == bytes);
  Statement read = std::get<Statement>(read_draft(draft_of(statement)));
  CHECK(read.endorsements == statement.endorsements);
  sign(read, registry.certifier);
  const auto recorded =
      std::get<Statement>(read_statement(payload_of(read), read.kind, read.origin, read.project));
  CHECK(recorded.endorsements == statement.endorsements);
  CHECK(verifies(recorded.endorsements.front(), recorded,
                 registry.state.keys().at(recorded.endorsements.front().key).key));
}

TEST_CASE("endorsement: lists of any other form are no statement's") {
  TrialRegistry registry = two_of_three();
  Statement statement =
      registry.drafted("key_granted", "", grant(PrivateKey::generate(), "auditor"), registry.certifier);
  sign(statement, registry.certifier);
  endorse(statement, registry.further[0]);
  const Json good = std::get<Json>(parse_json(payload_of(statement)));
  const auto is_read = [&](const Json& endorsements) {
    Json changed = good;
    changed["endorsements"] = endorsements;
    return std::holds_alternative<Statement>(
        read_statement(canonical(changed), statement.kind, statement.origin, {}));
  };
  const Json one = good["endorsements"][0];
  CHECK(is_read(Json::array({one})));
  Json surplus = one;
  surplus["role"] = "certifier";
  Json keyless = one;
  keyless.erase("key");
  Json short_one = one;
  short_one["signature"] = "AAAA";
  for (const Json& wrong :
       {Json::array(), Json(nullptr), Json::object(), one, Json::array({one, one}), Json::array({surplus}),
        Json::array({keyless}), Json::array({short_one}), Json::array({"x"})})
    CHECK_FALSE(is_read(wrong));
}

TEST_CASE("recovery: with one certifier key stolen, the recovery key brings the registry back") {
  TrialRegistry registry = one_of_one();
  const PrivateKey& stolen = registry.certifier;
  const PrivateKey thief = PrivateKey::generate();
  REQUIRE(registry.act("key_granted", "", grant(thief, "certifier"), stolen) == "done");
  const std::uint64_t taken_over = registry.last();
  REQUIRE(registry.act("key_revoked", "", revocation(stolen), thief) == "done");
  REQUIRE(registry.act("key_revoked", "", revocation(registry.auditor), thief) == "done");
  CHECK(registry.act("key_granted", "", grant(PrivateKey::generate(), "certifier"), stolen) ==
        "key_was_revoked key");
  CHECK(registry.act("key_acts_annulled", "", annulment(taken_over), registry.recovery_key) == "done");
  CHECK_FALSE(may_sign(registry, thief));
  CHECK(may_sign(registry, stolen));
  CHECK(may_sign(registry, registry.auditor));
  CHECK(registry.act("key_granted", "", grant(PrivateKey::generate(), "certifier"), thief) ==
        "key_was_revoked key");
  const PrivateKey next = PrivateKey::generate();
  CHECK(registry.act("key_granted", "", grant(next, "certifier"), stolen) == "done");
  CHECK(registry.act("key_revoked", "", revocation(stolen), next) == "done");

  const std::vector<CertifierChange>& changes = registry.state.records().certifier_changes;
  REQUIRE(changes.size() == 5);
  const CertifierChange& annulled = changes[2];
  CHECK(annulled.kind == Change::annulled);
  CHECK(annulled.by_recovery_key);
  CHECK(annulled.from_entry == taken_over);
  CHECK(annulled.may_sign == ids({&stolen}));
  CHECK(annulled.may_not_sign == ids({&thief}));
}

TEST_CASE("recovery: its key can annul acts on keys, and do nothing else") {
  TrialRegistry registry = one_of_one();
  const PrivateKey& recovery = registry.recovery_key;
  CHECK(registry.act("key_granted", "", grant(PrivateKey::generate(), "certifier"), recovery) ==
        "wrong_role key");
  CHECK(registry.act("key_granted", "", grant(recovery, "certifier"), recovery) == "wrong_role key");
  CHECK(registry.act("key_revoked", "", revocation(registry.certifier), recovery) == "wrong_role key");
  CHECK(registry.act("participant_registered", "", registration(9), recovery) == "wrong_role key");
  CHECK(registry.act("key_granted", "", grant(recovery, "certifier"), registry.certifier) ==
        "key_already_granted act.public_key");
  CHECK(registry.act("key_granted", "", grant(PrivateKey::generate(), "recovery"), registry.certifier) ==
        "malformed_statement act.role");
}

TEST_CASE("recovery: nobody can revoke its key, a quorum of thieves neither") {
  TrialRegistry registry = one_of_one();
  CHECK(registry.act("key_revoked", "", revocation(registry.recovery_key), registry.certifier) ==
        "unknown_key act.key");
  CHECK(may_sign(registry, registry.recovery_key));
}

TEST_CASE("recovery: without a recovery key in entry 0 there is none") {
  TrialRegistry registry;
  REQUIRE(registry.act("key_granted", "", grant(PrivateKey::generate(), "certifier"), registry.certifier) ==
          "done");
  CHECK(registry.act("key_acts_annulled", "", annulment(registry.last()), registry.recovery_key) ==
        "not_enrolled key");
}

TEST_CASE(
    "annulment: from entry 0, from what is no act on keys, or of what is annulled already, is refused") {
  TrialRegistry registry = one_of_one();
  const auto from = [&](std::uint64_t entry) {
    return registry.act("key_acts_annulled", "", annulment(entry), registry.recovery_key);
  };
  CHECK(from(0) == "nothing_to_annul act.from_entry");
  CHECK(from(4) == "nothing_to_annul act.from_entry");  // the methodology is adopted there
  CHECK(from(registry.next) == "nothing_to_annul act.from_entry");
  CHECK(from(9'007'199'254'740'991) == "nothing_to_annul act.from_entry");
  CHECK(from(3) == "done");
  CHECK(from(3) == "nothing_to_annul act.from_entry");
  CHECK(from(1) == "done");
}

TEST_CASE("annulment: it takes the quorum of certifier keys, or the recovery key alone") {
  TrialRegistry registry = two_of_three();
  CHECK(registry.act("key_acts_annulled", annulment(2), registry.certifier, {}) ==
        "too_few_endorsements endorsements");
  CHECK(registry.act("key_acts_annulled", annulment(3), registry.certifier, {&registry.further[0]}) ==
        "done");
  CHECK_FALSE(registry.state.records().certifier_changes.back().by_recovery_key);
  CHECK(registry.act("key_acts_annulled", annulment(2), registry.recovery_key, {}) == "done");
  CHECK_FALSE(may_sign(registry, registry.auditor));
  CHECK_FALSE(may_sign(registry, registry.other_developer));
  CHECK(may_sign(registry, registry.developer));
}

TEST_CASE("annulment: a key whose grant is annulled is not granted again, and an annulment can be annulled") {
  TrialRegistry registry = one_of_one();
  REQUIRE(registry.act("key_acts_annulled", "", annulment(3), registry.recovery_key) == "done");
  const std::uint64_t annulled = registry.last();
  CHECK(registry.state.keys().at(registry.auditor.public_key().id()).questioned_at(registry.time));
  CHECK(registry.act("key_granted", "", grant(registry.auditor, "auditor"), registry.certifier) ==
        "key_already_granted act.public_key");
  CHECK(registry.act("key_revoked", "", revocation(registry.auditor), registry.certifier) ==
        "key_was_revoked act.key");
  CHECK(registry.act("key_acts_annulled", "", annulment(annulled), registry.certifier) == "done");
  CHECK(may_sign(registry, registry.auditor));
  CHECK_FALSE(registry.state.keys().at(registry.auditor.public_key().id()).questioned_at(registry.time));
}

TEST_CASE("annulment: what was in question of a key is so no more where its revocation is annulled") {
  TrialRegistry registry = one_of_one();
  const Json stolen = with(revocation(registry.developer), {{"from", "2029-01-01T00:00:00.000Z"}});
  REQUIRE(registry.act("key_revoked", "", stolen, registry.certifier) == "done");
  const GrantedKey& key = registry.state.keys().at(registry.developer.public_key().id());
  CHECK(key.questioned_at(registry.time));
  REQUIRE(registry.act("key_acts_annulled", "", annulment(registry.last()), registry.recovery_key) == "done");
  CHECK_FALSE(key.questioned_at(registry.time));
  CHECK(registry.act("participant_registered", "", registration(9), registry.developer) == "done");
}

TEST_CASE("annulment: a thief's grants keep nobody from a role once they are annulled") {
  TrialRegistry registry = one_of_one();
  REQUIRE(registry.act("key_granted", "", grant(PrivateKey::generate(), "developer"), registry.certifier) ==
          "done");
  const std::uint64_t granted = registry.last();
  const Json auditor = grant(PrivateKey::generate(), "auditor");
  CHECK(registry.act("key_granted", "", auditor, registry.certifier) == "contradictory_roles act.party");
  REQUIRE(registry.act("key_acts_annulled", "", annulment(granted), registry.recovery_key) == "done");
  CHECK(registry.act("key_granted", "", auditor, registry.certifier) == "done");
}

}  // namespace lcl
