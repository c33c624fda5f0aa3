// SPDX-License-Identifier: Apache-2.0
// What has to be done now and then though nobody asks for anything.
#pragma once

#include <chrono>
#include <functional>
#include <thread>

namespace lcl::cli::service {

class Housekeeping {
 public:
  /// Calls `tidy` on a thread of its own each time `every` has passed, until this goes. What it throws is
  /// lost: it is tried again the next time.
  Housekeeping(std::chrono::milliseconds every, std::function<void()> tidy);

 private:
  std::jthread thread_;
};

}  // namespace lcl::cli::service
