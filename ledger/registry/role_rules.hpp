// SPDX-License-Identifier: Apache-2.0
// Which roles do not go together in one hand, and who must not be named by
// others because it audits.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ledger/registry/records.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

/// contradictory_roles where a key in `role` must not be granted to a party of this national number and group
/// (may be empty): one of them has a role that does not go with it.
[[nodiscard]] std::optional<Refused> role_refusal(const Records& records, Role role,
                                                  const std::string& number, const std::string& group);

/// contradictory_roles where a SIRET is an auditor's: nobody gives it another part in what it may audit.
/// `field` is where it is named.
[[nodiscard]] std::optional<Refused> named_auditor_refusal(const Records& records, std::string_view siret,
                                                           std::string field);

}  // namespace lcl
