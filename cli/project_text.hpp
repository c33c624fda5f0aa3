// SPDX-License-Identifier: Apache-2.0
// A project as shown by `lcl project list` and `show`.
#pragma once

#include <string>

#include "ledger/registry/state.hpp"

namespace lcl::cli {

[[nodiscard]] Json project_json(const Project& project);
/// `methodology` is nullptr before the project is labelled.
[[nodiscard]] std::string project_text(const Project& project, const Methodology* methodology);

}  // namespace lcl::cli
