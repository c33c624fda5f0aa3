// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/interruption.hpp"

#include <array>
#include <csignal>

namespace lcl::cli {
namespace {

constexpr std::array signals{SIGINT, SIGTERM, SIGHUP};

volatile std::sig_atomic_t asked_to_stop = 0;
int alive = 0;  // how many there are

void note(int) { asked_to_stop = 1; }

void handle_signals(void (*handler)(int), int flags) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = flags;
  for (const int signal : signals) ::sigaction(signal, &action, nullptr);
}

}  // namespace

// SA_RESETHAND: the second signal finds the default action. SA_RESTART: a read that waits goes on waiting.
Interruptible::Interruptible() {
  if (alive++ == 0) handle_signals(note, static_cast<int>(SA_RESETHAND) | SA_RESTART);
}

Interruptible::~Interruptible() {
  if (--alive == 0) handle_signals(SIG_DFL, 0);
}

void Interruptible::check() {
  if (asked_to_stop != 0) throw Interrupted{};
}

}  // namespace lcl::cli
