// SPDX-License-Identifier: Apache-2.0
// How much of something each party may use up within some time.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "cli/service/message.hpp"

namespace lcl::cli::service {

class Quota {
 public:
  using Clock = std::chrono::steady_clock;

  Quota(std::uint64_t most, std::chrono::seconds within) : most_(most), within_(within) {}

  /// Uses up `amount` of what `party` has left; or, where that is more, nothing, and after how many seconds
  /// it is not.
  [[nodiscard]] std::optional<std::chrono::seconds> take(const std::string& party, std::uint64_t amount,
                                                         Clock::time_point now = Clock::now());

 private:
  struct Used {
    Clock::time_point at;
    std::uint64_t amount;
  };

  std::uint64_t most_;
  std::chrono::seconds within_;
  std::mutex mutex_;
  std::map<std::string, std::deque<Used>> used_;  ///< by party, the oldest first
};

/// 429, with Retry-After.
[[nodiscard]] Response too_many(const std::string& why, std::chrono::seconds retry_after);

}  // namespace lcl::cli::service
