// SPDX-License-Identifier: Apache-2.0
// The reference methodology, compiled into the program for a first trial.
#pragma once

#include <string_view>

namespace lcl::cli {

inline constexpr std::string_view reference_methodology_file = "reconditioning-reference-1.0.json";
/// schemas/methodologies/reconditioning-reference-1.0.json, byte for byte.
[[nodiscard]] std::string_view reference_methodology() noexcept;

}  // namespace lcl::cli
