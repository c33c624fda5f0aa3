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

/// What `methodology` asks for and `stated` lacks.
struct LackingParameters {
  std::string meaning;  ///< of each parameter what it is, in what unit and between what values
  std::string options;  ///< as they would be given, each after a space; empty: nothing lacks
};
[[nodiscard]] LackingParameters lacking_parameters(const Methodology& methodology, const Json& stated);

}  // namespace lcl::cli
