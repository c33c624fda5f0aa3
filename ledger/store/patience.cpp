// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/patience.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstdint>

#include "ledger/values/phrase.hpp"
#include "ledger/values/waiting.hpp"

namespace lcl {
namespace {

constexpr int longest_pause_ms = 50;

int pause_ms(int tries) { return std::min(tries + 1, longest_pause_ms); }

/// How long was paused before, after as many tries.
std::int64_t paused_ms(int tries) {
  const std::int64_t rising = std::min(tries, longest_pause_ms);
  return rising * (rising + 1) / 2 + std::int64_t{tries - static_cast<int>(rising)} * longest_pause_ms;
}

/// SQLite counts the tries for one lock. The limit is handed over as the pointer itself: there is nothing to
/// keep alive.
int wait_again(void* limit, int tries) {
  const std::int64_t before = paused_ms(tries);
  if (before >= static_cast<std::int64_t>(reinterpret_cast<std::intptr_t>(limit))) return 0;
  sqlite3_sleep(pause_ms(tries));
  if (before < wait_untold_ms && before + pause_ms(tries) >= wait_untold_ms)
    say_waiting_for_database(phrase("another program that is writing to the ledger"));
  return 1;
}

}  // namespace

void wait_for_locks(sqlite3* database, int wait_ms) {
  // NOLINTNEXTLINE(performance-no-int-to-ptr): a number, not an address
  sqlite3_busy_handler(database, wait_again, reinterpret_cast<void*>(static_cast<std::intptr_t>(wait_ms)));
}

}  // namespace lcl
