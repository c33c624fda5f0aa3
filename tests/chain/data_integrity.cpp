// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/data_integrity.hpp"

#include <doctest/doctest.h>

#include <string>
#include <variant>
#include <vector>

#include "ledger/values/json.hpp"

namespace {

using lcl::Json;

Json parsed(const char* text) { return std::get<Json>(lcl::parse_json(text)); }

/// The signed document of W3C vc-di-eddsa, TestVectors/eddsa-jcs-2022/signedJCS.json.
Json w3c_document() {
  return parsed(R"({
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
    "proof": {
      "type": "DataIntegrityProof",
      "cryptosuite": "eddsa-jcs-2022",
      "created": "2023-02-24T23:36:38Z",
      "verificationMethod": "https://vc.example/issuers/5678#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
      "proofPurpose": "assertionMethod",
      "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
      "proofValue": "z63t83Y53KfzJ5ZosfKTnqfMcKB2dmTrfjSaQjeNNjAD5srBowQfmWqeRb8rRjmeEuCBEsddF9LsVogtuTsijJKh4"
    }
  })");
}

constexpr const char* w3c_key = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";

lcl::Instant some_time() { return *lcl::parse_instant("2026-02-02T09:15:00Z"); }

}  // namespace

TEST_CASE("data integrity: base58 writes and reads the vectors of draft-msporny-base58") {
  const std::string text = "Hello World!";
  CHECK(lcl::base58(lcl::bytes_of(text)) == "2NEpo7TZRRrLZSi2U");
  CHECK(lcl::base58(lcl::bytes_of("The quick brown fox jumps over the lazy dog.")) ==
        "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z");
  const std::vector<std::uint8_t> zeros{0x00, 0x00, 0x28, 0x7f, 0xb4, 0xcd};
  CHECK(lcl::base58(zeros) == "11233QC4");
  CHECK(lcl::from_base58("11233QC4") == zeros);
  CHECK_FALSE(lcl::from_base58("0OIl"));
  CHECK_FALSE(lcl::from_base58(std::string(129, '2')));
}

TEST_CASE("data integrity: the W3C's signed document is by its key, and by no other once a letter differs") {
  const auto key = lcl::key_of_multikey(w3c_key);
  REQUIRE(key);
  CHECK(lcl::multikey(*key) == w3c_key);
  CHECK(lcl::has_integrity(w3c_document(), *key));
  Json changed = w3c_document();
  changed["credentialSubject"]["alumniOf"] = "Another School";
  CHECK_FALSE(lcl::has_integrity(changed, *key));
  Json later = w3c_document();
  later["proof"]["created"] = "2024-02-24T23:36:38Z";
  CHECK_FALSE(lcl::has_integrity(later, *key));
  Json elsewhere = w3c_document();
  elsewhere["@context"] = Json::array({"https://example.org/"});
  CHECK_FALSE(lcl::has_integrity(elsewhere, *key));
  CHECK_FALSE(lcl::has_integrity(w3c_document(), lcl::PrivateKey::generate().public_key()));
}

TEST_CASE("data integrity: what is signed is proven by its issuer's key alone") {
  const lcl::PrivateKey key = lcl::PrivateKey::generate();
  const lcl::PrivateKey other = lcl::PrivateKey::generate();
  const Json document = {{"@context", {"https://www.w3.org/ns/credentials/v2"}},
                         {"credentialSubject", {{"units", 42}}},
                         {"issuer", lcl::did_key(key.public_key())}};
  const Json made = lcl::with_integrity_proof(document, key, some_time());
  CHECK(lcl::integrity_proven_by(made) == key.public_key());
  SUBCASE("a changed figure") {
    Json changed = made;
    changed["credentialSubject"]["units"] = 43;
    CHECK_FALSE(lcl::integrity_proven_by(changed));
  }
  SUBCASE("another issuer than the key that signed") {
    CHECK_FALSE(lcl::integrity_proven_by(lcl::with_integrity_proof(document, other, some_time())));
  }
  SUBCASE("another suite, purpose or type of proof") {
    for (const char* member : {"cryptosuite", "proofPurpose", "type"}) {
      Json changed = made;
      changed["proof"][member] = "other";
      CHECK_FALSE(lcl::integrity_proven_by(changed));
    }
  }
  SUBCASE("no proof, or one that is none") {
    CHECK_FALSE(lcl::integrity_proven_by(document));
    for (const Json& proof : {Json(1), Json(), Json::array(), Json::object()}) {
      Json changed = made;
      changed["proof"] = proof;
      CHECK_FALSE(lcl::integrity_proven_by(changed));
    }
  }
}
