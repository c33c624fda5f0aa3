// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/data_integrity.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "ledger/values/digest.hpp"

namespace lcl {
namespace {

constexpr std::string_view base58_letters = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
constexpr std::size_t most_base58_letters = 128;
constexpr std::array<std::uint8_t, 2> ed25519_public{0xed, 0x01};  // multicodec 0xed as a varint
constexpr std::string_view did_key_start = "did:key:";
constexpr const char* suite = "eddsa-jcs-2022";

/// What is signed: the SHA-256 of the proof without its value, then that of the document without its proof.
std::string signed_bytes(Json document, Json proof) {
  document.erase("proof");
  proof.erase("proofValue");
  std::string bytes;
  for (const Json& part : {proof, document}) {
    const Digest digest = sha256(canonical(part));
    bytes.append(digest.bytes.begin(), digest.bytes.end());
  }
  return bytes;
}

std::string text_of_member(const Json& document, const char* name) {
  const bool there = document.is_object() && document.contains(name) && document[name].is_string();
  return there ? document[name].get<std::string>() : std::string();
}

std::optional<Signature> signature_of(const Json& proof) {
  const std::string value = text_of_member(proof, "proofValue");
  if (!value.starts_with('z')) return std::nullopt;
  const auto bytes = from_base58(std::string_view(value).substr(1));
  Signature signature;
  if (!bytes || bytes->size() != signature.bytes.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), signature.bytes.begin());
  return signature;
}

}  // namespace

std::string base58(Bytes bytes) {
  std::vector<std::uint8_t> digits;  // of base 58, the last first
  for (const std::uint8_t byte : bytes) {
    unsigned carry = byte;
    for (std::uint8_t& digit : digits) {
      carry += static_cast<unsigned>(digit) << 8U;
      digit = static_cast<std::uint8_t>(carry % 58U);
      carry /= 58U;
    }
    for (; carry > 0; carry /= 58U) digits.push_back(static_cast<std::uint8_t>(carry % 58U));
  }
  const auto zeros = std::find_if(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte != 0; });
  std::string text(static_cast<std::size_t>(zeros - bytes.begin()), base58_letters.front());
  std::for_each(digits.rbegin(), digits.rend(), [&](std::uint8_t digit) { text += base58_letters[digit]; });
  return text;
}

std::optional<std::vector<std::uint8_t>> from_base58(std::string_view text) {
  if (text.size() > most_base58_letters) return std::nullopt;
  std::vector<std::uint8_t> bytes;  // the last first
  for (const char letter : text) {
    const std::size_t digit = base58_letters.find(letter);
    if (digit == std::string_view::npos) return std::nullopt;
    auto carry = static_cast<unsigned>(digit);
    for (std::uint8_t& byte : bytes) {
      carry += static_cast<unsigned>(byte) * 58U;
      byte = static_cast<std::uint8_t>(carry & 0xFFU);
      carry >>= 8U;
    }
    for (; carry > 0; carry >>= 8U) bytes.push_back(static_cast<std::uint8_t>(carry & 0xFFU));
  }
  const std::size_t zeros = std::min(text.find_first_not_of(base58_letters.front()), text.size());
  bytes.insert(bytes.end(), zeros, std::uint8_t{0});
  std::reverse(bytes.begin(), bytes.end());
  return bytes;
}

std::string multikey(const PublicKey& key) {
  std::vector<std::uint8_t> bytes(ed25519_public.begin(), ed25519_public.end());
  bytes.insert(bytes.end(), key.raw().begin(), key.raw().end());
  return 'z' + base58(bytes);
}

std::optional<PublicKey> key_of_multikey(std::string_view text) {
  if (!text.starts_with('z')) return std::nullopt;
  const auto bytes = from_base58(text.substr(1));
  if (!bytes || bytes->size() < ed25519_public.size() ||
      !std::equal(ed25519_public.begin(), ed25519_public.end(), bytes->begin()))
    return std::nullopt;
  return PublicKey::from_raw(Bytes(*bytes).subspan(ed25519_public.size()));
}

std::string did_key(const PublicKey& key) { return std::string(did_key_start) + multikey(key); }

Json with_integrity_proof(Json document, const PrivateKey& key, Instant created) {
  const std::string name = multikey(key.public_key());
  Json proof = {{"@context", document["@context"]},
                {"created", to_string(created)},
                {"cryptosuite", suite},
                {"proofPurpose", "assertionMethod"},
                {"type", "DataIntegrityProof"},
                {"verificationMethod", did_key(key.public_key()) + '#' + name}};
  const Signature signature = key.sign(signed_bytes(document, proof));
  proof["proofValue"] = 'z' + base58(signature.bytes);
  document["proof"] = std::move(proof);
  return document;
}

bool has_integrity(const Json& document, const PublicKey& key) {
  if (!document.is_object() || !document.contains("proof") || !document["proof"].is_object()) return false;
  const Json& proof = document["proof"];
  if (text_of_member(proof, "type") != "DataIntegrityProof" ||
      text_of_member(proof, "cryptosuite") != suite ||
      text_of_member(proof, "proofPurpose") != "assertionMethod")
    return false;
  // The proof is about the document as its own context reads it (vc-di-eddsa, section 3.3.2).
  if (document.contains("@context") != proof.contains("@context") ||
      (proof.contains("@context") && proof["@context"] != document["@context"]))
    return false;
  const auto signature = signature_of(proof);
  return signature && key.verifies(signed_bytes(document, proof), *signature);
}

std::optional<PublicKey> integrity_proven_by(const Json& document) {
  const std::string issuer = text_of_member(document, "issuer");
  if (!issuer.starts_with(did_key_start) || !document.contains("proof")) return std::nullopt;
  const std::string name = issuer.substr(did_key_start.size());
  if (text_of_member(document["proof"], "verificationMethod") != issuer + '#' + name) return std::nullopt;
  const auto key = key_of_multikey(name);
  if (!key || !has_integrity(document, *key)) return std::nullopt;
  return key;
}

}  // namespace lcl
