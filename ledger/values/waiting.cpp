// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/waiting.hpp"

#include <atomic>

namespace lcl {
namespace {

// The one thing that is set for the whole program: locks are taken at every depth, by code that knows of no
// terminal.
std::atomic<WaitNotice> who_says_it = nullptr;

}  // namespace

void say_waits_with(WaitNotice notice) noexcept { who_says_it = notice; }

void say_waiting_for(std::string_view what) {
  if (const WaitNotice notice = who_says_it) notice(what);
}

}  // namespace lcl
