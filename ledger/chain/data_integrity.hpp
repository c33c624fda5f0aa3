// SPDX-License-Identifier: Apache-2.0
// Documents signed as W3C Data Integrity has it, with the suite eddsa-jcs-2022 (vc-di-eddsa, section 3.3) and
// keys named as did:key. What a document says is not known here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/chain/keys.hpp"
#include "ledger/values/encoding.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

/// Bitcoin's alphabet; a zero byte in front is a `1`.
[[nodiscard]] std::string base58(Bytes bytes);
/// Nothing for another letter, or more than 128 of them.
[[nodiscard]] std::optional<std::vector<std::uint8_t>> from_base58(std::string_view text);

/// `z6Mk…`: the key as a multikey (multicodec ed25519-pub, multibase base58btc).
[[nodiscard]] std::string multikey(const PublicKey& key);
[[nodiscard]] std::optional<PublicKey> key_of_multikey(std::string_view text);
/// `did:key:z6Mk…`.
[[nodiscard]] std::string did_key(const PublicKey& key);

/// `document` with a `proof` by `key`, whose did:key is the verification method, for the purpose of asserting
/// it. `document` has none, and an `@context`.
[[nodiscard]] Json with_integrity_proof(Json document, const PrivateKey& key, Instant created);

/// The key that a document with a proof names by did:key, if its proof is by that key and it is the `issuer`;
/// nothing for any other document.
[[nodiscard]] std::optional<PublicKey> integrity_proven_by(const Json& document);

/// Whether `proof`, which need not name its key by did:key, is by `key` over what else `document` says.
[[nodiscard]] bool has_integrity(const Json& document, const PublicKey& key);

}  // namespace lcl
