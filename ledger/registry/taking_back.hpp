// SPDX-License-Identifier: Apache-2.0
// Who may take back what was put on record: who put it there, and the certifier.
#pragma once

#include <cstdint>
#include <optional>

#include "ledger/registry/act_judges.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

/// Who signs the act.
[[nodiscard]] Maker maker_of(const Records& records, const ActAtHand& at_hand);

/// wrong_party, unless the act's signer may take back what `maker` recorded as entry `seq`: a certifier, or a
/// key of the maker's role and, but for operators, of its party.
[[nodiscard]] std::optional<Refused> taking_back_refusal(const Records& records, const ActAtHand& at_hand,
                                                         const Maker& maker, std::uint64_t seq);

}  // namespace lcl
