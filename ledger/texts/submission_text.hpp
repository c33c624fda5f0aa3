// SPDX-License-Identifier: Apache-2.0
// What came of a submission, as `lcl submit` tells it.
#pragma once

#include <cstdint>
#include <string>

#include "ledger/intake/prepare.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// {"accepted", "devices", "lines", "new_devices", "refused", "skipped", "unchecked_imeis"}
[[nodiscard]] Json preparation_json(const Preparation& preparation);
/// {"earnings", "summary", "warnings"}
[[nodiscard]] Json prepared_json(const Preparation& preparation);
[[nodiscard]] std::string preparation_text(const Preparation& preparation);
/// `3 refusals in 2 of 10 lines; nothing was recorded`
[[nodiscard]] std::string refusal_summary(const Preparation& preparation);
/// "checkpoint", "entries": {"from", "to"} and "head", for a submission of `events` events.
void add_submission_receipt(const Receipt& receipt, std::uint64_t events, Json& document);
/// The entries that the submission of `events` events became.
[[nodiscard]] std::string submission_receipt_text(const Receipt& receipt, std::uint64_t events);

}  // namespace lcl
