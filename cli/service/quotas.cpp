// SPDX-License-Identifier: Apache-2.0
#include "cli/service/quotas.hpp"

namespace lcl::cli::service {

std::optional<std::chrono::seconds> Quota::take(const std::string& party, std::uint64_t amount,
                                                Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  std::deque<Used>& used = used_[party];
  while (!used.empty() && used.front().at + within_ <= now) used.pop_front();
  std::uint64_t left = most_;
  for (const Used& each : used) left -= each.amount;
  if (amount <= left) {
    used.push_back({now, amount});
    return std::nullopt;
  }
  auto until = now + within_;
  for (const Used& each : used) {
    left += each.amount;
    if (amount <= left) {
      until = each.at + within_;
      break;
    }
  }
  return std::chrono::ceil<std::chrono::seconds>(until - now);
}

Response too_many(const std::string& why, std::chrono::seconds retry_after) {
  Response response = error_response(429, "too_many", why);
  response.headers.emplace_back("Retry-After", std::to_string(retry_after.count()));
  return response;
}

}  // namespace lcl::cli::service
