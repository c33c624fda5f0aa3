// SPDX-License-Identifier: Apache-2.0
// What the service has done, as numbers (Prometheus' text format, 0.0.4). May
// be used by any number of threads.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace lcl::cli::service {

class Metrics {
 public:
  void connection_begun() {
    ++connections_;
    ++connections_ever_;
  }
  void connection_ended() { --connections_; }
  /// `pattern` is that of the route; empty: none was found, or the request could not be read.
  void answered(const std::string& method, const std::string& pattern, unsigned status,
                std::uint64_t microseconds);
  void received(std::uint64_t bytes) { received_ += bytes; }
  void sent(std::uint64_t bytes) { sent_ += bytes; }

  [[nodiscard]] std::string text(std::uint64_t log_entries) const;

 private:
  static constexpr std::array<std::uint64_t, 12> bounds_ms{1,   2,   5,   10,   20,   50,
                                                           100, 200, 500, 1000, 5000, 10'000};

  struct RouteCounts {
    std::array<std::uint64_t, 6> by_class{};                    // of status, by its first digit
    std::array<std::uint64_t, bounds_ms.size() + 1> by_time{};  // not summed up; the last: longer
    std::uint64_t microseconds = 0;
  };

  mutable std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, RouteCounts> routes_;
  std::atomic<std::uint64_t> connections_ = 0;
  std::atomic<std::uint64_t> connections_ever_ = 0;
  std::atomic<std::uint64_t> received_ = 0;
  std::atomic<std::uint64_t> sent_ = 0;
};

}  // namespace lcl::cli::service
