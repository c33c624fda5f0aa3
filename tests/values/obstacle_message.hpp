// SPDX-License-Identifier: Apache-2.0
// What an obstacle is said to be.
#pragma once

#include <functional>
#include <string>

#include "ledger/values/error.hpp"

namespace lcl::test {

/// The message of the Error (io) that `action` throws; empty if it throws none.
[[nodiscard]] inline std::string message_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    if (error.obstacle() == Obstacle::io) return error.what();
    throw;
  }
  return {};
}

}  // namespace lcl::test
