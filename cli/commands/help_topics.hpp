// SPDX-License-Identifier: Apache-2.0
// Topics of `lcl help`: the guides in schemas/guides/ and, in French, schemas/guides/fr/, compiled into the
// program.
#pragma once

#include <string>
#include <string_view>

namespace lcl::cli {

/// The guide of this name in the language spoken, byte for byte; empty if there is none.
[[nodiscard]] std::string_view help_topic(std::string_view name) noexcept;

/// A line for each topic, for the help of the program.
[[nodiscard]] std::string help_topic_lines();

}  // namespace lcl::cli
