// SPDX-License-Identifier: Apache-2.0
// GET /v1/answers/COMMAND: what a reading command says of the registry at its last checkpoint.
#pragma once

#include <vector>

#include "cli/kit/command.hpp"
#include "cli/service/message.hpp"
#include "cli/service/site.hpp"

namespace lcl::cli::service {

/// `commands` must outlive the routes.
[[nodiscard]] std::vector<Route> answers_routes(const Site& site, const std::vector<Command>& commands);

}  // namespace lcl::cli::service
