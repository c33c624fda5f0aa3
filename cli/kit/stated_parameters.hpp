// SPDX-License-Identifier: Apache-2.0
// What a project states for its methodology, as options.
#pragma once

#include <string>

#include "cli/kit/options.hpp"
#include "ledger/ledger.hpp"

namespace lcl::cli {

/// An act's `parameters`, from `--parameter NAME=VALUE`, `--parameter NAME[CATEGORY]=VALUE` and `--source
/// NAME=TEXT`.
[[nodiscard]] Json stated_parameters(const Arguments& given);

/// The options that `methodology` asks for and `stated` lacks, as they would be given, each after a space.
[[nodiscard]] std::string lacking_options(const Methodology& methodology, const Json& stated);

}  // namespace lcl::cli
