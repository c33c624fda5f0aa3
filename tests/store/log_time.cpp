// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/log_time.hpp"

#include <doctest/doctest.h>

namespace lcl {

TEST_CASE("log time: a clock may be five minutes behind the last entry and thirty days ahead of it") {
  constexpr Instant last{1'790'000'000'000};
  const auto is_refused = [&](std::int64_t ahead_ms) {
    const auto refused = clock_refusal({last.milliseconds + ahead_ms}, last);
    if (refused) CHECK(refused->refusal == Refusal::wrong_clock);
    return refused.has_value();
  };
  CHECK_FALSE(is_refused(0));
  CHECK_FALSE(is_refused(-clock_behind_ms));
  CHECK(is_refused(-clock_behind_ms - 1));
  CHECK_FALSE(is_refused(clock_ahead_ms));
  CHECK(is_refused(clock_ahead_ms + 1));
  CHECK_FALSE(clock_refusal(last, std::nullopt));
}

TEST_CASE("log time: an entry is never earlier than what comes before it") {
  constexpr Instant last{1'790'000'000'000};
  CHECK(entry_time({last.milliseconds - 1}, last) == last);
  CHECK(entry_time({last.milliseconds + 1}, last) == Instant{last.milliseconds + 1});
  CHECK(entry_time(last, std::nullopt) == last);
}

}  // namespace lcl
