// SPDX-License-Identifier: Apache-2.0
// Documents that are compiled into the program, for the service to give away.
#pragma once

#include <span>
#include <string_view>

namespace lcl::cli::service {

/// cli/service/openapi.json, byte for byte.
[[nodiscard]] std::string_view openapi_frame() noexcept;

struct OutputSchema {
  std::string_view name;  ///< `project-list`
  std::string_view text;  ///< of schemas/output/NAME.schema.json
};
/// Those that describe what the service answers.
[[nodiscard]] std::span<const OutputSchema> output_schemas() noexcept;

}  // namespace lcl::cli::service
