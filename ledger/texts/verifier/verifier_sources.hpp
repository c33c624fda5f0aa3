// SPDX-License-Identifier: Apache-2.0
// What the verifier is made of, as the build put it together.
#pragma once

#include <span>
#include <string_view>

namespace lcl {

extern const std::span<const std::string_view>
    verifier_modules;  ///< each without what it imports and exports
extern const std::string_view verifier_style;
extern const std::string_view verifier_body;

}  // namespace lcl
