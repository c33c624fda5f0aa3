// SPDX-License-Identifier: Apache-2.0
// Making a registry.
#pragma once

#include <optional>
#include <string>

#include "ledger/chain/keys.hpp"
#include "ledger/intake/commit.hpp"
#include "ledger/registry/certifier.hpp"
#include "ledger/store/registry_folder.hpp"

namespace lcl {

/// Makes a registry in `folder` (which must not exist or be empty): keys, pepper, ledger, entry 0; an
/// official one where there is a mandate of the ministry, else a trial. Refused: registry_exists,
/// malformed_statement (the origin, the certifier). What was begun is removed again where it fails.
[[nodiscard]] Result<Receipt> create_registry(const RegistryFolder& folder, const std::string& origin,
                                              const Certifier& certifier,
                                              const std::string& operator_passphrase,
                                              const std::optional<Digest>& mandate = {});

/// Notes that a registry that was moved or copied is this user's own. Its log key must be in the folder.
/// Throws Error.
void adopt_registry(const RegistryFolder& folder);

}  // namespace lcl
