// SPDX-License-Identifier: Apache-2.0
// How much of the service each address, and all together, may have. May be
// used by any number of threads.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace lcl::cli::service {

struct LimitSettings {
  std::uint32_t requests_a_second = 20;  ///< of an address; a burst may be of twenty times as many
  std::size_t requests_at_once = 200;
  std::size_t connections = 1024;
  std::size_t connections_of_address = 256;
  std::size_t body_bytes = std::size_t{512} << 20U;  ///< of all bodies that are held in memory
  std::size_t body_bytes_of_address = std::size_t{128} << 20U;
};

class Limits {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Limits(const LimitSettings& settings) : settings_(settings) {}

  /// What was granted, given back at the end of its scope. Empty: it was not.
  class Grant {
   public:
    Grant() = default;
    Grant(Grant&& other) noexcept { swap(other); }
    Grant& operator=(Grant&& other) noexcept {
      swap(other);
      return *this;
    }
    Grant(const Grant&) = delete;
    Grant& operator=(const Grant&) = delete;
    ~Grant();
    explicit operator bool() const { return limits_ != nullptr; }

   private:
    friend class Limits;
    enum class Kind { connection, request, body };
    Grant(Limits& limits, Kind kind, std::string block, std::size_t bytes)
        : limits_(&limits), kind_(kind), block_(std::move(block)), bytes_(bytes) {}
    void swap(Grant& other) noexcept;

    Limits* limits_ = nullptr;
    Kind kind_ = Kind::connection;
    std::string block_;
    std::size_t bytes_ = 0;
  };

  /// `block`: whose quota it is (addresses.hpp). Of a proxy only all connections together count.
  [[nodiscard]] Grant connection(const std::string& block, bool is_proxy);
  struct RequestGrant {
    Grant grant;
    std::chrono::seconds retry_after{0};  ///< where it is not granted
  };
  [[nodiscard]] RequestGrant request(const std::string& block, Clock::time_point now);
  [[nodiscard]] Grant body(const std::string& block, std::size_t bytes);

 private:
  struct Account {
    std::uint64_t thousandths = 0;  // of requests that may still be made
    Clock::time_point counted_at;
    std::size_t requests = 0;
    std::size_t connections = 0;
    std::size_t body_bytes = 0;
  };
  using Accounts = std::map<std::string, Account>;
  /// With the block that it goes by, which is kept as long as something of it is not given back.
  Accounts::value_type& account_of(const std::string& block, Clock::time_point now);
  void fill(Account& account, Clock::time_point now) const;
  void forget_idle(Clock::time_point now);
  void give_back(const Grant& grant);
  [[nodiscard]] std::uint64_t full() const { return std::uint64_t{settings_.requests_a_second} * 20 * 1000; }

  LimitSettings settings_;
  std::mutex mutex_;
  Accounts accounts_;
  std::size_t connections_ = 0;
  std::size_t body_bytes_ = 0;
};

}  // namespace lcl::cli::service
