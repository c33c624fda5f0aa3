// SPDX-License-Identifier: Apache-2.0
#include "cli/service/housekeeping.hpp"

#include <condition_variable>
#include <exception>
#include <mutex>
#include <stop_token>
#include <utility>

namespace lcl::cli::service {
namespace {

void tidy_now(const std::function<void()>& tidy) {
  try {
    tidy();
  } catch (const std::exception&) {
    return;
  }
}

}  // namespace

Housekeeping::Housekeeping(std::chrono::milliseconds every, std::function<void()> tidy)
    : thread_([every, tidy = std::move(tidy)](const std::stop_token& stop) {
        std::mutex mutex;
        std::condition_variable_any never;
        std::unique_lock lock(mutex);
        while (!stop.stop_requested()) {
          never.wait_for(lock, stop, every, [] { return false; });
          if (!stop.stop_requested()) tidy_now(tidy);
        }
      }) {}

}  // namespace lcl::cli::service
