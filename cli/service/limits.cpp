// SPDX-License-Identifier: Apache-2.0
#include "cli/service/limits.hpp"

#include <algorithm>
#include <utility>

namespace lcl::cli::service {
namespace {

constexpr std::size_t most_accounts = 20'000;
const std::string all_others;  // share an account where there are too many

}  // namespace

Limits::Grant::~Grant() {
  if (limits_ != nullptr) limits_->give_back(*this);
}

void Limits::Grant::swap(Grant& other) noexcept {
  std::swap(limits_, other.limits_);
  std::swap(kind_, other.kind_);
  std::swap(block_, other.block_);
  std::swap(bytes_, other.bytes_);
}

void Limits::fill(Account& account, Clock::time_point now) const {
  const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(now - account.counted_at).count();
  if (passed <= 0) return;
  const std::uint64_t earned = static_cast<std::uint64_t>(passed) * settings_.requests_a_second;
  account.thousandths = std::min(full(), account.thousandths + earned);
  account.counted_at += std::chrono::milliseconds(passed);
}

void Limits::forget_idle(Clock::time_point now) {
  std::erase_if(accounts_, [this, now](const auto& each) {
    Account account = each.second;
    fill(account, now);
    return account.requests == 0 && account.connections == 0 && account.body_bytes == 0 &&
           account.thousandths == full();
  });
}

Limits::Accounts::value_type& Limits::account_of(const std::string& block, Clock::time_point now) {
  if (accounts_.size() >= most_accounts && !accounts_.contains(block)) forget_idle(now);
  const bool has_room = accounts_.size() < most_accounts || accounts_.contains(block);
  const auto [found, is_new] =
      accounts_.try_emplace(has_room ? block : all_others, Account{full(), now, 0, 0, 0});
  fill(found->second, now);
  return *found;
}

Limits::Grant Limits::connection(const std::string& block, bool is_proxy) {
  const std::lock_guard lock(mutex_);
  if (connections_ >= settings_.connections) return {};
  auto& [name, account] = account_of(block, Clock::now());
  if (!is_proxy && account.connections >= settings_.connections_of_address) return {};
  ++account.connections;
  ++connections_;
  return {*this, Grant::Kind::connection, name, 0};
}

Limits::RequestGrant Limits::request(const std::string& block, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  auto& [name, account] = account_of(block, now);
  if (account.requests >= settings_.requests_at_once) return {{}, std::chrono::seconds(1)};
  if (account.thousandths < 1000) {
    const std::uint64_t rate = settings_.requests_a_second;
    const std::uint64_t ms = (1000 - account.thousandths + rate - 1) / rate;
    return {{}, std::chrono::seconds((ms + 999) / 1000)};
  }
  account.thousandths -= 1000;
  ++account.requests;
  return {Grant(*this, Grant::Kind::request, name, 0), std::chrono::seconds(0)};
}

Limits::Grant Limits::body(const std::string& block, std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  auto& [name, account] = account_of(block, Clock::now());
  if (bytes > settings_.body_bytes - body_bytes_) return {};
  if (bytes > settings_.body_bytes_of_address - account.body_bytes) return {};
  account.body_bytes += bytes;
  body_bytes_ += bytes;
  return {*this, Grant::Kind::body, name, bytes};
}

void Limits::give_back(const Grant& grant) {
  const std::lock_guard lock(mutex_);
  Account& account = accounts_.at(grant.block_);
  switch (grant.kind_) {
    case Grant::Kind::connection:
      --account.connections;
      --connections_;
      return;
    case Grant::Kind::request:
      --account.requests;
      return;
    case Grant::Kind::body:
      account.body_bytes -= grant.bytes_;
      body_bytes_ -= grant.bytes_;
      return;
  }
}

}  // namespace lcl::cli::service
