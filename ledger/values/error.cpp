// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/error.hpp"

#include <cstdio>
#include <cstdlib>

namespace lcl {

std::string_view word(Obstacle obstacle) noexcept {
  switch (obstacle) {
    case Obstacle::io:
      return "io";
    case Obstacle::storage:
      return "storage";
    case Obstacle::busy:
      return "busy";
    case Obstacle::cryptography:
      return "cryptography";
    case Obstacle::not_a_registry:
      return "not_a_registry";
    case Obstacle::newer_format:
      return "newer_format";
    case Obstacle::damaged:
      return "damaged";
    case Obstacle::arithmetic:
      return "arithmetic";
    case Obstacle::unavailable:
      return "unavailable";
  }
  invariant(false, "an obstacle has no word");
  return {};
}

void invariant(bool condition, const char* message) noexcept {
  if (condition) return;
  std::fputs("stopped by a bug in the program: ", stderr);
  std::fputs(message, stderr);
  std::fputc('\n', stderr);
  std::abort();
}

}  // namespace lcl
