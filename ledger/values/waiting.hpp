// SPDX-License-Identifier: Apache-2.0
// Waiting for a lock that somebody else holds. Whoever waits longer than two
// seconds says so once, through the one who was named at the start of the program.
#pragma once

#include <string_view>

namespace lcl {

inline constexpr int wait_untold_ms = 2'000;

/// Called with what is waited for, as words that follow "waiting for".
using WaitNotice = void (*)(std::string_view what);

/// Names who says it, for the whole program; set before any thread is started. Nobody at first.
void say_waits_with(WaitNotice notice) noexcept;
/// Says it, and who holds the lock where the system tells: `WHAT (process 1234: lcl submit)`. `file` is open
/// here, and locked by another process.
void say_waiting_for(std::string_view what, int file);
/// The same, where the file is one of those that are open here, in the way that SQLite locks files.
void say_waiting_for_database(std::string_view what);

}  // namespace lcl
