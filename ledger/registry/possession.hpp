// SPDX-License-Identifier: Apache-2.0
// The proof that who asks for a key to be granted has its private half: a
// signature that the key makes for one registry (schemas/README.md, "Keys").
#pragma once

#include <string>
#include <string_view>

#include "ledger/chain/keys.hpp"

namespace lcl {

/// "lcl possession 1\n" ‖ canonical JSON of {origin, public_key}.
[[nodiscard]] std::string possession_text(std::string_view origin, const PublicKey& key);
/// The base64 of the key's signature of that.
[[nodiscard]] std::string possession_of(std::string_view origin, const PrivateKey& key);
[[nodiscard]] bool proves_possession(std::string_view base64, std::string_view origin, const PublicKey& key);

}  // namespace lcl
