// SPDX-License-Identifier: Apache-2.0
// A project on one screen.
#pragma once

#include <string>

#include "cli/texts/outlook.hpp"

namespace lcl::cli {

[[nodiscard]] Json status_json(const Picture& picture);
[[nodiscard]] std::string status_text(const Picture& picture);

}  // namespace lcl::cli
