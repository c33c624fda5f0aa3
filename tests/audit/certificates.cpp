// SPDX-License-Identifier: Apache-2.0
// Certificates of units: whose certifier they lead to, and that no act on keys
// is left out of them.
#include <doctest/doctest.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/audit/proof_check.hpp"
#include "ledger/chain/proof_file.hpp"
#include "ledger/publish/proof_making.hpp"
#include "tests/audit/monitored_phones.hpp"
#include "tests/chain/temporary_folder.hpp"

namespace lcl::test {
namespace {

/// Phones with a unit issued.
struct Credited : MonitoredPhones {
  explicit Credited(const std::function<void(DishonestRegistry&)>& before_opening = [](DishonestRegistry&) {})
      : MonitoredPhones(before_opening) {}

  void credit() {
    const std::uint64_t reported = report();
    issue(issuance_fields(reported, give_opinion(reported)));
  }
  std::uint64_t grant_to(const PrivateKey& key, std::string_view role) {
    Json granted = grant(key.public_key(), role);
    granted["party"] = "73282932000074";
    const std::uint64_t seq = act("key_granted", "", granted, certifier);
    seal();
    return seq;
  }
  std::uint64_t revoke(const PrivateKey& key, const PrivateKey& by) {
    const std::uint64_t seq =
        act("key_revoked", "", {{"key", hex(key.public_key().id())}, {"reason", "lost"}}, by);
    seal();
    return seq;
  }

  [[nodiscard]] std::string certificate() const {
    const PinnedLog pinned(file(), seen());
    const RegistryState now = state();
    const Project& of = *now.project(phones);
    const Issuance& issuance = of.issuances.back();
    return unit_certificate({pinned.log, head()}, now.records(), of, issuance,
                            UnitBlock{phones, 2026, issuance.ordinal, 1, 1});
  }
  [[nodiscard]] NoteVerifier vkey() const { return {origin, log.public_key()}; }
  [[nodiscard]] Digest fingerprint() const { return certifier.public_key().id(); }
};

PrivateKey copy_of(const PrivateKey& key) {
  const TemporaryFolder folder;
  key.write(folder / "key");
  return PrivateKey::from_file(folder / "key");
}

std::string word_of(const CheckedProof& proof) {
  return proof.fault ? std::string(word(proof.fault->word)) : std::string("holds");
}

/// The certificate without its entry `seq`.
std::string without(const std::string& certificate, std::uint64_t seq) {
  ProofFile file = *parse_proof_file(certificate);
  std::erase_if(file.entries, [&](const ProvenEntry& each) { return each.index == seq; });
  return to_text(file);
}

}  // namespace

TEST_CASE(
    "certificate: of a second log under the same log key and origin, it is told apart by its certifier") {
  Credited genuine;
  genuine.credit();
  Credited second([&](DishonestRegistry& made) { made.log = copy_of(genuine.log); });
  second.credit();
  const std::string certificate = second.certificate();
  const CheckedProof unanchored_one = check_proof(certificate, genuine.vkey());
  CHECK(word_of(unanchored_one) == "holds");
  CHECK(unanchored_one.certifier == second.fingerprint());
  CHECK(unanchored(unanchored_one).size() == 1);
  CHECK(word_of(check_proof(certificate, genuine.vkey(), {}, genuine.fingerprint())) == "wrong_certifier");
  CHECK(word_of(check_proof(genuine.certificate(), genuine.vkey(), {}, genuine.fingerprint())) == "holds");
}

TEST_CASE("certificate: every key that may certify since entry 0, or may no more, is named") {
  Credited registry;
  PrivateKey further = PrivateKey::generate();
  const std::uint64_t granted = registry.grant_to(further, "certifier");
  const std::uint64_t revoked = registry.revoke(registry.certifier, further);
  registry.certifier = std::move(further);
  registry.credit();
  const CheckedProof proof = check_proof(registry.certificate(), registry.vkey());
  REQUIRE(word_of(proof) == "holds");
  REQUIRE(proof.certifier_changes.size() == 2);
  CHECK(proof.certifier_changes[0].seq == granted);
  CHECK(proof.certifier_changes[1].seq == revoked);
  CHECK(proof.certifier == proof.certifier_changes[1].key);
}

TEST_CASE("certificate: an opinion signed with a key that was compromised by then is named") {
  Credited registry;
  const Instant stolen = registry.time;
  registry.credit();
  registry.act(
      "key_revoked", "",
      {{"key", hex(registry.auditor.public_key().id())}, {"reason", "stolen"}, {"from", to_string(stolen)}},
      registry.certifier);
  registry.seal();
  const CheckedProof proof = check_proof(registry.certificate(), registry.vkey());
  REQUIRE(word_of(proof) == "holds");
  CHECK(proof.questioned == std::vector<std::uint64_t>{proof.units->opinion});
}

TEST_CASE("certificate: an act on keys left out between two others is missed") {
  Credited registry;
  const PrivateKey further = PrivateKey::generate();
  const std::uint64_t granted = registry.grant_to(further, "certifier");
  const std::uint64_t revoked = registry.revoke(further, registry.certifier);
  registry.credit();
  const std::uint64_t last = registry.grant_to(PrivateKey::generate(), "developer");
  registry.seal();
  const std::string certificate = registry.certificate();
  REQUIRE(word_of(check_proof(certificate, registry.vkey())) == "holds");
  for (const std::uint64_t seq : {granted, revoked})
    CHECK(word_of(check_proof(without(certificate, seq), registry.vkey())) == "broken_chain");
  // What is not claimed: that the last is the last.
  const CheckedProof shorter = check_proof(without(certificate, last), registry.vkey());
  CHECK(word_of(shorter) == "holds");
  CHECK(not_shown_by(shorter)[3] ==
        "that entry " + std::to_string(revoked) + " is the last act on keys: one after it may be left out");
}

TEST_CASE(
    "certificate: what a key signed before it was revoked stays certified; what it signed after it does "
    "not") {
  Credited registry;
  PrivateKey further = PrivateKey::generate();
  registry.grant_to(further, "certifier");
  const PrivateKey first = std::exchange(registry.certifier, std::move(further));
  registry.credit();
  const std::uint64_t issuance = registry.size() - 1;
  const std::uint64_t revoked = registry.revoke(registry.certifier, first);
  const std::string certificate = registry.certificate();
  CHECK(word_of(check_proof(certificate, registry.vkey())) == "holds");

  const std::uint64_t late = registry.act("debt_set_off", phones,
                                          {{"vintage", 2024},
                                           {"from_vintage", 2026},
                                           {"kgco2e", "1"},
                                           {"checkpoint", head_json(registry.seen())}},
                                          registry.certifier);
  registry.seal();
  CHECK(late > revoked);
  const PinnedLog pinned(registry.file(), registry.seen());
  ProofFile file = *parse_proof_file(certificate);
  file.checkpoint = registry.head();
  for (ProvenEntry& each : file.entries)
    each = parse_proof_file(entry_proof({pinned.log, registry.head()}, each.index))->entries.front();
  file.entries.push_back(parse_proof_file(entry_proof({pinned.log, registry.head()}, late))->entries.front());
  const CheckedProof proof = check_proof(to_text(file), registry.vkey());
  CHECK(word_of(proof) == "wrong_signature");
  CHECK(proof.fault->detail == "its key was revoked by entry " + std::to_string(revoked));
  CHECK(issuance < revoked);
}

}  // namespace lcl::test
