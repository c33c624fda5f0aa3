// SPDX-License-Identifier: Apache-2.0
// Who is accredited to say that a report holds, and when.
#pragma once

#include <optional>
#include <vector>

#include "ledger/registry/records.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

/// not_accredited where `opinion` vouches for `reports` and no accreditation of its auditor is valid when one
/// of them was made, or none is when the opinion is given.
[[nodiscard]] std::optional<Refused> accreditation_refusal(const Records& records,
                                                           const std::vector<const Report*>& reports,
                                                           const Opinion& opinion);

}  // namespace lcl
