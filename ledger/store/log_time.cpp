// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/log_time.hpp"

#include <algorithm>

#include "ledger/registry/acts.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

std::optional<Instant> earliest_time(const Statement& statement, const AuthenticatedLog& log) {
  if (statement.kind == rule_of(Act::clock_corrected).kind && statement.act.is_object()) {
    const auto stated = statement.act.find("time");
    const auto* text = stated == statement.act.end() ? nullptr : stated->get_ptr<const std::string*>();
    if (auto time = text == nullptr ? std::nullopt : parse_canonical_instant(*text)) return time;
  }
  if (log.head().size == 0) return std::nullopt;
  return log.time_of(log.head().size - 1);
}

Instant entry_time(Instant now, const std::optional<Instant>& earliest) {
  return earliest ? std::max(now, *earliest) : now;
}

std::optional<Refused> clock_refusal(Instant now, const std::optional<Instant>& earliest) {
  if (!earliest) return std::nullopt;
  const std::int64_t ahead = now.milliseconds - earliest->milliseconds;
  if (-clock_behind_ms <= ahead && ahead <= clock_ahead_ms) return std::nullopt;
  return Refused{Refusal::wrong_clock,
                 {},
                 phrase("it says {}, {} the last entry, which is of {}", to_string(now),
                        ahead < 0 ? phrase("more than 5 minutes before") : phrase("more than 30 days after"),
                        to_string(*earliest))};
}

}  // namespace lcl
