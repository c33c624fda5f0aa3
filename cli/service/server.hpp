// SPDX-License-Identifier: Apache-2.0
// The service as a whole: it listens, has threads that read and write and
// threads that answer, and stops when it is told to.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "cli/service/journal.hpp"
#include "cli/service/limits.hpp"
#include "cli/service/message.hpp"
#include "cli/service/metrics.hpp"

namespace lcl::cli::service {

struct ServerSettings {
  std::string address;     ///< of this machine, as numbers
  std::uint16_t port = 0;  ///< 0: any that is free
  std::chrono::seconds patience{
      10};                    ///< for a request's headers, for each 64 KiB of its body and of its answer
  bool trusts_proxy = false;  ///< that of this machine or a private network says whose request it is
  LimitSettings limits{};
};

class Server {
 public:
  /// Listens, and notes signals, from now on; nobody is answered yet. Throws Error (io).
  explicit Server(const ServerSettings& settings);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// `http://ADDRESS:PORT`
  [[nodiscard]] const std::string& url() const;
  /// Answers until SIGTERM or SIGINT comes; then whoever was being answered is given as long as patience
  /// lasts. Whether that was enough for all. A second signal ends the program at once.
  [[nodiscard]] bool run(std::vector<Route> routes, Metrics& metrics, Journal& journal);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace lcl::cli::service
