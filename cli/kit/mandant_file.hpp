// SPDX-License-Identifier: Apache-2.0
// The CSV file of a collective project's mandants: a header with the columns
// siret and notified_on, then one mandant a row.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "cli/kit/answer.hpp"
#include "ledger/values/json.hpp"

namespace lcl::cli {

/// The field `mandants` of an act, as the file at `path` has it; or all that is wrong with the file.
[[nodiscard]] std::variant<Json, Refusals> read_mandants(const std::string& path);

}  // namespace lcl::cli
