// SPDX-License-Identifier: Apache-2.0
// Certificates of units and passports of devices: whose certifier they lead to,
// and that no statement is left out of them up to their checkpoint.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/audit/proof_check.hpp"
#include "ledger/chain/cosignature.hpp"
#include "ledger/chain/policy.hpp"
#include "ledger/chain/proof_file.hpp"
#include "ledger/publish/proof_making.hpp"
#include "ledger/registry/statement.hpp"
#include "ledger/replay/found_device.hpp"
#include "ledger/texts/proof_text.hpp"
#include "ledger/values/error.hpp"
#include "tests/audit/credited_phones.hpp"

namespace lcl::test {

TEST_CASE(
    "certificate: of a second log under the same log key and origin, it is told apart by its certifier") {
  Credited genuine;
  genuine.credit();
  Credited second([&](DishonestRegistry& made) { made.log = copy_of(genuine.log); });
  second.credit();
  const std::string certificate = second.certificate();
  const CheckedProof unanchored_one = check_proof(certificate, genuine.vkey());
  CHECK(word_of(unanchored_one) == "holds");
  CHECK(unanchored_one.certifier->fingerprint() == second.fingerprint());
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
  const std::vector<CertifierChange>& changes = proof.registry->records().certifier_changes;
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].seq == granted);
  CHECK(changes[1].seq == revoked);
  CHECK(proof.certifier->fingerprint() == changes[1].key);
}

TEST_CASE("certificate: what an annulled key signed is named, and so is the annulment") {
  const PrivateKey recovery = PrivateKey::generate();
  Credited registry([&](DishonestRegistry& made) { made.recovery_key = recovery.public_key(); });
  PrivateKey thief = PrivateKey::generate();
  const std::uint64_t granted = registry.grant_to(thief, "certifier");
  PrivateKey original = std::exchange(registry.certifier, std::move(thief));
  registry.credit();
  const std::uint64_t issuance = registry.size() - 1;
  registry.certifier = std::move(original);
  const std::uint64_t annulled =
      registry.act("key_acts_annulled", "", {{"from_entry", granted}, {"reason", "stolen"}}, recovery);
  registry.seal();
  const VerifyReport verified = registry.verify();
  CHECK_MESSAGE(verified.sound(), shown(verified));
  CHECK(verified.questioned == std::vector<std::uint64_t>{issuance});
  CHECK(verified.certifier->fingerprint() != registry.fingerprint());  // of the key alone
  const CheckedProof proof = check_proof(registry.certificate(), registry.vkey());
  REQUIRE(word_of(proof) == "holds");
  CHECK(proof.questioned == std::vector<std::uint64_t>{issuance});
  CHECK(proof.certifier->fingerprint() == verified.certifier->fingerprint());
  const auto& changes = proof.registry->records().certifier_changes;
  REQUIRE(changes.size() == 2);
  CHECK(changes[1].seq == annulled);
  CHECK(changes[1].by_recovery_key);
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

TEST_CASE("certificate: an act on keys left out is missed, the last one too") {
  Credited registry;
  const PrivateKey further = PrivateKey::generate();
  const std::uint64_t granted = registry.grant_to(further, "certifier");
  const std::uint64_t revoked = registry.revoke(further, registry.certifier);
  registry.credit();
  const std::uint64_t last = registry.grant_to(PrivateKey::generate(), "operator");
  const std::string certificate = registry.certificate();
  REQUIRE(word_of(check_proof(certificate, registry.vkey())) == "holds");
  for (const std::uint64_t seq : {granted, revoked})
    CHECK(word_of(check_proof(without(certificate, seq), registry.vkey())) == "broken_chain");
  CHECK(word_of(check_proof(without(certificate, last), registry.vkey())) == "cut_short");
}

TEST_CASE(
    "certificate: an opinion that was reopened shows, and neither it nor its reopening can be left out") {
  Credited registry;
  registry.credit();
  const std::string before = registry.certificate();
  const std::uint64_t opinion = check_proof(before, registry.vkey()).units->opinion;
  const std::uint64_t reopened = registry.reopen(opinion);
  const std::string certificate = registry.certificate();
  const CheckedProof proof = check_proof(certificate, registry.vkey());
  REQUIRE(word_of(proof) == "holds");
  CHECK(proof.registry->project(phones)->reports.front().opinions.front().reopened == reopened);
  CHECK(proof.complete_at.has_value());
  CHECK(word_of(check_proof(without(certificate, opinion), registry.vkey())) == "broken_chain");
  CHECK(word_of(check_proof(without(certificate, reopened), registry.vkey())) == "cut_short");
}

TEST_CASE("certificate: it names who has the units, and no act on them can be left out") {
  Credited registry;
  registry.credit();
  const std::uint64_t first = registry.assign_to("First buyer");
  const Head then = registry.seen();
  const std::string note = registry.head();
  const std::uint64_t second = registry.mandated();
  const CheckedProof of_first = check_proof(registry.certificate(then, note), registry.vkey());
  REQUIRE(word_of(of_first) == "holds");
  CHECK(holding_in(of_first).beneficiary == "First buyer");
  const std::string certificate = registry.certificate();
  const CheckedProof of_second = check_proof(certificate, registry.vkey());
  REQUIRE(word_of(of_second) == "holds");
  CHECK(holding_in(of_second).beneficiary == "First buyer");
  CHECK(holding_in(of_second).acts.back() == second);
  CHECK(word_of(check_proof(without(certificate, first), registry.vkey())) == "broken_chain");
  CHECK(word_of(check_proof(without(certificate, second), registry.vkey())) == "cut_short");
}

TEST_CASE("certificate: what is not the log's last statement does not pass for it") {
  Credited registry;
  registry.credit();
  const std::string older = registry.certificate();
  registry.assign_to("Buyer");
  const std::string newer = registry.certificate();
  const PinnedLog pinned(registry.file(), registry.seen());
  // Everything as it was, but the newer checkpoint: each entry is proven anew, and none is wrong.
  const auto proven_anew = [&](ProvenEntry& each) {
    const bool is_disclosed = each.payload.has_value();
    each = parse_proof_file(entry_proof({pinned.log, registry.head()}, each.index))->entries.front();
    if (!is_disclosed) each.payload.reset();
  };
  const std::string shown = changed(older, [&](ProofFile& file) {
    file.checkpoint = registry.head();
    for (auto* list : {&file.entries, &file.keys})
      for (ProvenEntry& each : *list) proven_anew(each);
    proven_anew(file.end.last);
    file.extends = parse_proof_file(newer)->extends;
  });
  const CheckedProof proof = check_proof(shown, registry.vkey());
  CHECK(word_of(proof) == "cut_short");
  CHECK(proof.fault->detail == "with its events it reaches to size " + std::to_string(registry.size() - 1));
}

TEST_CASE("certificate: a submission's count that lies is not believed") {
  Credited registry;
  registry.credit();
  registry.sell(sold);
  const std::string certificate = registry.certificate();
  const ProofFile file = *parse_proof_file(certificate);
  REQUIRE(file.end.last.payload.has_value());
  REQUIRE(word_of(check_proof(certificate, registry.vkey())) == "holds");
  const auto word_with = [&](const std::function<void(ProvenEntry&)>& change) {
    return word_of(
        check_proof(changed(certificate, [&](ProofFile& made) { change(made.end.last); }), registry.vkey()));
  };
  CHECK(word_with([](ProvenEntry& last) { last.payload->replace(last.payload->find("240"), 3, "241"); }) ==
        "wrong_payload");
  CHECK(word_with([](ProvenEntry& last) { last.payload.reset(); }) == "malformed_payload");
  // An earlier submission, in its place, does not reach to the end.
  const auto first = std::find_if(file.entries.begin(), file.entries.end(), [](const ProvenEntry& each) {
    return each.bytes.find(R"("kind":"submission")") != std::string::npos;
  });
  CHECK(word_with([&](ProvenEntry& last) { last = *first; }) == "cut_short");
}

TEST_CASE("certificate: no other path leads to the last statement of a matter") {
  Credited registry;
  registry.credit();
  const std::string certificate = registry.certificate();
  const auto word_with = [&](const std::function<void(ProvenEnd&)>& change) {
    return word_of(
        check_proof(changed(certificate, [&](ProofFile& made) { change(made.end); }), registry.vkey()));
  };
  REQUIRE(word_with([](ProvenEnd&) {}) == "holds");
  CHECK(word_with([](ProvenEnd& end) { end.paths.front().hashes.front().bytes[0] ^= 1U; }) == "cut_short");
  CHECK(word_with([](ProvenEnd& end) { std::swap(end.paths.front(), end.paths.back()); }) == "cut_short");
  CHECK(word_with([](ProvenEnd& end) { end.paths.pop_back(); }) == "cut_short");
  CHECK(word_with([](ProvenEnd& end) { ++end.paths.back().index; }) == "cut_short");
  CHECK(word_with([](ProvenEnd& end) { end.matters = 1; }) == "cut_short");
}

TEST_CASE("certificate: a statement that the log may not hold is named, though it is in the log") {
  Credited registry;
  registry.credit();
  const std::string before = registry.certificate();
  const std::uint64_t twice =
      registry.then("opinion_reopened",
                    {{"opinion", check_proof(before, registry.vkey()).units->issuance}, {"reason", "none"}},
                    registry.auditor);
  const StatementChain chain = registry.chain();
  const PinnedLog pinned(registry.file(), registry.seen());
  const auto proven = [&](std::uint64_t seq) {
    return parse_proof_file(entry_proof({pinned.log, registry.head()}, seq))->entries.front();
  };
  const std::string shown = changed(before, [&](ProofFile& file) {
    file.checkpoint = registry.head();
    for (auto* list : {&file.entries, &file.keys})
      for (ProvenEntry& each : *list) each = proven(each.index);
    file.entries.push_back(proven(twice));
    file.end = {proven(twice), chain.matters(), {chain.path_to("keys"), chain.path_to(phones)}};
    file.end.last.payload.reset();
  });
  const CheckedProof proof = check_proof(shown, registry.vkey());
  REQUIRE(word_of(proof) == "not_permitted");
  CHECK(proof.fault->index == twice);
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

  CHECK(issuance < revoked);
  // What it signs after that opens as a ledger no more, and no certificate can be made of it.
  registry.act("debt_set_off", phones,
               {{"vintage", 2024},
                {"from_vintage", 2026},
                {"kgco2e", "1"},
                {"checkpoint", head_json(registry.seen())}},
               registry.certifier);
  registry.seal();
  CHECK_THROWS_AS((void)registry.certificate(), Error);
}

TEST_CASE("certificate: a debt that the certifier has stated stands on it") {
  Credited registry;
  registry.credit();
  const auto state = [&](const char* kg) {
    registry.act("debt_stated", phones,
                 {{"vintage", 2026}, {"kgco2e", kg}, {"checkpoint", head_json(registry.seen())}},
                 registry.certifier);
    registry.seal();
    return check_proof(registry.certificate(), registry.vkey());
  };
  const CheckedProof owing = state("1500.5");
  REQUIRE(word_of(owing) == "holds");
  CHECK(proof_text(owing).find("vintage 2026 owes 1500.5 kgCO2e") != std::string::npos);
  CHECK(proof_json(owing)["units"]["debts"][0]["kgco2e"] == "1500.5");
  const CheckedProof settled = state("0");
  CHECK(proof_json(settled)["units"]["debts"].empty());
}

TEST_CASE("certificate: of thousands of statements, all are in it and checked") {
  constexpr std::uint64_t asked = 2'000;
  Credited registry;
  registry.credit();
  for (std::uint64_t i = 0; i < asked; ++i)
    registry.act("question_asked", phones, {{"text", "Where is it?"}}, registry.auditor);
  registry.seal();
  const std::string certificate = registry.certificate();
  const CheckedProof proof = check_proof(certificate, registry.vkey());
  REQUIRE(word_of(proof) == "holds");
  CHECK(proof.registry->project(phones)->questions.size() == asked);
  CHECK(certificate.size() < asked * 3'000);
}

TEST_CASE("passport: it names the certifier, and leaves no act on keys out") {
  Credited registry;
  const std::uint64_t granted = registry.grant_to(PrivateKey::generate(), "certifier");
  const PinnedLog pinned(registry.file(), registry.seen());
  Registrations made(Signatures::verified_before);
  made.go_on(pinned.log, registry.origin, registry.size());
  const Pseudonym device = device_number(1);
  const auto found = find_device(pinned.log, {&device, 1});
  REQUIRE(found.has_value());
  const std::string passport =
      device_passport({pinned.log, registry.head()}, made, found->device, found->last);
  const CheckedProof proof = check_proof(passport, registry.vkey(), {}, registry.fingerprint());
  REQUIRE(word_of(proof) == "holds");
  CHECK(proof.registry->records().certifier_changes.size() == 1);
  CHECK(word_of(check_proof(passport, registry.vkey(), {}, sha256("another"))) == "wrong_certifier");
  CHECK(word_of(check_proof(without(passport, granted), registry.vkey())) == "cut_short");
}

TEST_CASE("certificates: what was recorded under a wrong clock is later than seen until that is corrected") {
  Credited registry;
  registry.credit();
  const Head before = registry.seen();
  const Instant last{registry.time.milliseconds - 1'000};
  const Instant seen_at{last.milliseconds + day_ms};
  const PrivateKey witness = PrivateKey::generate();
  const Policy policy = std::get<Policy>(
      parse_policy("witness A " + cosigner_vkey({"w.example/a", witness.public_key()}) + "\nquorum A\n"));
  const auto checked = [&] {
    const std::string line =
        cosignature_line(parse_note(registry.head())->text, seen_at, "w.example/a", witness);
    return check_proof(registry.certificate(registry.seen(), registry.head() + line),
                       {registry.origin, registry.log.public_key()}, policy);
  };
  registry.time = {last.milliseconds + 3'650 * day_ms};
  const std::uint64_t assigned = registry.assign_to("A buyer");
  const CheckedProof wrong = checked();
  REQUIRE(wrong.fault);
  CHECK(wrong.fault->word == ProofFaultWord::later_than_seen);
  CHECK(wrong.fault->index == assigned);
  registry.time = seen_at;
  registry.act("clock_corrected", "",
               {{"checkpoint", head_json(before)},
                {"last", to_string(last)},
                {"time", to_string(seen_at)},
                {"reason", "a flat battery"}},
               registry.certifier);
  registry.seal();
  const CheckedProof proof = checked();
  CHECK_MESSAGE(proof.holds(), (proof.fault ? proof.fault->detail : ""));
  CHECK(proof.registry->records().clock_corrections.size() == 1);
}

}  // namespace lcl::test
