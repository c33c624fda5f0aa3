// SPDX-License-Identifier: Apache-2.0
// Where a project takes place, as --region, --commune and --site say it.
#pragma once

#include "cli/kit/options.hpp"
#include "ledger/values/json.hpp"

namespace lcl::cli {

/// The communes named, in their order.
[[nodiscard]] Json communes_of(const Arguments& given);
/// Adds the fields `region` and `communes` of an act and, where the project has several sites, `sites`: the
/// region is then that of most of them. Throws UsageError where something is missing.
void add_places(const Arguments& given, Json& fields);

}  // namespace lcl::cli
