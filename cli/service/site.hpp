// SPDX-License-Identifier: Apache-2.0
// What all routes of a service are made for, and who makes them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/service/ledgers.hpp"
#include "cli/service/message.hpp"

namespace lcl::cli::service {

struct Site {
  Ledgers& ledgers;
  std::string url;             ///< its public address, without a slash at its end
  std::filesystem::path work;  ///< a folder of our own, mode 0700, for what is under way
  std::optional<std::filesystem::path> published{};  ///< the published folder
};

/// /healthz and /v1/checkpoint
[[nodiscard]] std::vector<Route> core_routes(const Site& site);

}  // namespace lcl::cli::service
