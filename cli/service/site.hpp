// SPDX-License-Identifier: Apache-2.0
// What all routes of a service are made for, and who makes them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/service/ledgers.hpp"
#include "cli/service/message.hpp"
#include "cli/service/metrics.hpp"

namespace lcl::cli::service {

struct Site {
  Ledgers& ledgers;
  Metrics& metrics;
  std::string url;             ///< its public address, without a slash at its end
  std::filesystem::path work;  ///< a folder of our own, mode 0700, for what is under way
  std::optional<std::filesystem::path> published{};  ///< the published folder
};

/// /healthz, /metrics and /v1/checkpoint
[[nodiscard]] std::vector<Route> core_routes(const Site& site);
/// The files of the published folder, at every path that no other route has; none without it.
[[nodiscard]] std::vector<Route> published_routes(const Site& site);

}  // namespace lcl::cli::service
