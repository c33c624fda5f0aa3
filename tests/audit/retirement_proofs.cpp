// SPDX-License-Identifier: Apache-2.0
// Proofs that units are retired: when they hold, and what they tell.
#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/audit/proof_check.hpp"
#include "ledger/texts/proof_text.hpp"
#include "tests/audit/credited_phones.hpp"

namespace lcl::test {

TEST_CASE("proof of retirement: it holds once the unit is retired, and tells who signed each act on it") {
  Credited registry;
  registry.credit();
  CHECK(word_of(check_proof(registry.proof_of_retirement(), registry.vkey())) == "not_retired");
  const std::uint64_t retired = registry.retire();
  const std::string file = registry.proof_of_retirement();
  const CheckedProof proof = check_proof(file, registry.vkey(), {}, registry.fingerprint());
  REQUIRE(word_of(proof) == "holds");
  const Json history = proof_json(proof)["units"]["holdings"][0]["history"];
  REQUIRE(history.size() == 2);
  CHECK(history[0]["signed_by"]["role"] == "certifier");
  CHECK(history[1]["entry"] == retired);
  CHECK(history[1]["signed_by"]["role"] == "developer");
  CHECK(history[1]["act"]["beneficiary"] == "A town");
  CHECK(word_of(check_proof(without(file, retired), registry.vkey())) == "cut_short");
  CHECK(word_of(check_proof(registry.certificate(), registry.vkey())) == "holds");
}

TEST_CASE("proof of retirement: one signed with a stolen key is named, whenever that is found") {
  Credited registry;
  registry.credit();
  const Instant stolen = registry.time;
  const std::uint64_t retired = registry.retire();
  CHECK(check_proof(registry.proof_of_retirement(), registry.vkey()).questioned.empty());
  registry.act(
      "key_revoked", "",
      {{"key", hex(registry.developer.public_key().id())}, {"reason", "stolen"}, {"from", to_string(stolen)}},
      registry.certifier);
  registry.seal();
  const CheckedProof proof = check_proof(registry.proof_of_retirement(), registry.vkey());
  REQUIRE(word_of(proof) == "holds");
  CHECK(proof.questioned == std::vector<std::uint64_t>{retired});
}

}  // namespace lcl::test
