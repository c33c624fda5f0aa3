// SPDX-License-Identifier: Apache-2.0
// Runs other programs, so that our results are compared with those of
// implementations that share no code with ours.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lcl::test {

[[nodiscard]] bool is_installed(const std::string& program);

/// What the shell's `command` prints when `input` is its standard input. Throws
/// if it fails.
[[nodiscard]] std::string output_of(const std::string& command, std::string_view input);

/// The lines of `text`, without their line feeds.
[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);

}  // namespace lcl::test
