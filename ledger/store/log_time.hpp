// SPDX-License-Identifier: Apache-2.0
// The time that the next entry of a log gets, and whether the clock can be believed.
#pragma once

#include <cstdint>
#include <optional>

#include "ledger/registry/statement.hpp"
#include "ledger/store/authenticated_log.hpp"
#include "ledger/values/refusal.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

/// How far the clock may be behind the last entry, and ahead of it, unless somebody says that it is right.
inline constexpr std::int64_t clock_behind_ms = std::int64_t{5} * 60 * 1000;
inline constexpr std::int64_t clock_ahead_ms = 30 * day_ms;

/// What an entry of `statement` is not earlier than: the last entry; for a correction of the clock, the time
/// that it states. Nothing where the log is empty.
[[nodiscard]] std::optional<Instant> earliest_time(const Statement& statement, const AuthenticatedLog& log);

/// The time of an entry that is recorded `now`.
[[nodiscard]] Instant entry_time(Instant now, const std::optional<Instant>& earliest);

/// `wrong_clock` where `now` is too far from `earliest`.
[[nodiscard]] std::optional<Refused> clock_refusal(Instant now, const std::optional<Instant>& earliest);

}  // namespace lcl
