// SPDX-License-Identifier: Apache-2.0
// Waiting for SQLite's locks: up to a limit, and not in silence.
#pragma once

struct sqlite3;

namespace lcl {

/// Each lock that `database` has to wait for is waited for up to `wait_ms`; past two seconds that is said
/// once (say_waiting_for). It takes the place of SQLite's own timeout.
void wait_for_locks(sqlite3* database, int wait_ms);

}  // namespace lcl
