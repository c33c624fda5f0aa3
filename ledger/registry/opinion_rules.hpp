// SPDX-License-Identifier: Apache-2.0
// What an unmodified opinion must not contradict, and when it lapses.
#pragma once

#include <optional>

#include "ledger/registry/records.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

/// contradicts_record, with all that contradicts it, where `opinion` on `report` is unmodified and the record
/// says otherwise: a sample of the period is unfinished, the auditor's own last sample of it does not bear
/// the opinion out, or a question of the auditor's is unanswered.
[[nodiscard]] std::optional<Refused> contradiction_refusal(const Project& project, const Report& report,
                                                           const Opinion& opinion);

/// Lets the unmodified opinions that `key` gave lapse where it is in question, by entry `seq`, and stand
/// again where it no longer is.
void let_opinions_lapse(Records& records, const GrantedKey& key, std::uint64_t seq);

}  // namespace lcl
