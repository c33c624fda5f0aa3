// SPDX-License-Identifier: Apache-2.0
// GET /v1/openapi.json: what the service answers, for programs (OpenAPI 3.1).
#pragma once

#include <vector>

#include "cli/kit/command.hpp"
#include "cli/service/message.hpp"
#include "ledger/values/json.hpp"

namespace lcl::cli::service {

/// Of these routes, and the reading commands that anybody may ask. What is the same for every command stands
/// in openapi.json; a route that neither describes stops the program.
[[nodiscard]] Json openapi_document(const std::vector<Route>& routes, const std::vector<Command>& commands);

/// `others` are all other routes of the service.
[[nodiscard]] std::vector<Route> openapi_routes(const std::vector<Route>& others,
                                                const std::vector<Command>& commands);

}  // namespace lcl::cli::service
