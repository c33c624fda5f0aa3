// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace lcl::explorer {

/// explorer/search.js
extern const std::string_view search_script;

}  // namespace lcl::explorer
