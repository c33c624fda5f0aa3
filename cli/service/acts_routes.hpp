// SPDX-License-Identifier: Apache-2.0
// The routes by which parties write, and fetch what they may read.
#pragma once

#include <vector>

#include "cli/service/site.hpp"

namespace lcl::cli::service {

[[nodiscard]] std::vector<Route> acts_routes(const Site& site);

}  // namespace lcl::cli::service
