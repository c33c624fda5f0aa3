// SPDX-License-Identifier: Apache-2.0
// What an unmodified opinion must not contradict, and when it lapses.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ledger/registry/records.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

/// contradicts_record, with all that contradicts it, where `opinion` on `reports` is unmodified and the
/// record says otherwise: a sample of one of the periods is unfinished, the methodology asks for one and the
/// auditor has recorded none, the auditor's own last sample was
/// planned for less, a sample that stands, whoever's, found more than the opinion allows, or a question of
/// the auditor's is unanswered.
[[nodiscard]] std::optional<Refused> contradiction_refusal(const Project& project,
                                                           const std::vector<const Report*>& reports,
                                                           const Opinion& opinion, bool asks_sample);

/// Lets the unmodified opinions that `key` gave lapse where it is in question, by entry `seq`, and stand
/// again where it no longer is; and notes so of the samples that it drew.
void question_audits(Records& records, const GrantedKey& key, std::uint64_t seq);

}  // namespace lcl
