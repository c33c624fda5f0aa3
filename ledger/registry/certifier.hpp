// SPDX-License-Identifier: Apache-2.0
// The certifier as entry 0 names it (schemas/README.md, "Keys").
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ledger/chain/keys.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

inline constexpr std::size_t most_certifier_keys = 16;

/// The root of trust: who may change keys, and how many of them it takes.
struct Certifier {
  std::vector<PublicKey> keys;              ///< 1 to 16, different
  std::uint64_t quorum = 1;                 ///< how many of them sign an act on keys; never are fewer left
  std::optional<PublicKey> recovery_key{};  ///< may annul acts on keys, and nothing else

  /// What people compare: the id of the only key where there is no recovery key, else the SHA-256 of a text
  /// that holds all of this.
  [[nodiscard]] Digest fingerprint() const;
};

/// {"certifier_keys", "certifier_quorum"} and, if there is one, "recovery_key", as registry_opened has them.
[[nodiscard]] Json certifier_json(const Certifier& certifier);
/// Of registry_opened, whose form was checked.
[[nodiscard]] Certifier certifier_of(const Json& opening);

}  // namespace lcl
