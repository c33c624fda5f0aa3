// SPDX-License-Identifier: Apache-2.0
// One connection: its requests are read one after the other, each within its
// limits of size and time, answered on another thread, and the answer written.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <memory>

#include "cli/service/journal.hpp"
#include "cli/service/lanes.hpp"
#include "cli/service/limits.hpp"
#include "cli/service/metrics.hpp"
#include "cli/service/router.hpp"

namespace lcl::cli::service {

/// What all connections share.
struct Reception {
  const Router& router;
  Lanes& lanes;
  Limits& limits;
  Metrics& metrics;
  Journal& journal;
  std::chrono::seconds patience;
  bool trusts_proxy;
};

class Connection {
 public:
  Connection() = default;
  virtual ~Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Ends it: at once where no request is under way, else when it is answered. From any thread.
  virtual void stop() = 0;
};

/// Reads and answers on `socket` as long as that lasts; it holds itself. The executor of `socket` is a
/// strand.
[[nodiscard]] std::shared_ptr<Connection> begin_connection(boost::asio::ip::tcp::socket socket,
                                                           Reception& reception);

}  // namespace lcl::cli::service
