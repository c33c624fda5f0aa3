// SPDX-License-Identifier: Apache-2.0
// A question that somebody else wrote down or sent: it is put to a command whose answer can be exported, and
// may name no file of ours.
#pragma once

#include <string>
#include <vector>

#include "cli/kit/command.hpp"

namespace lcl::cli {

/// Whether what is given to `option` is, or may be, the name of a file.
[[nodiscard]] bool names_a_file(const Option& option) noexcept;

/// The call of `command` with `words`, what follows its name. Throws UsageError where the command takes them
/// otherwise, or its answer is no export.
[[nodiscard]] Call call_from_outside(const Command& command, const std::vector<std::string>& words,
                                     Answer& answer);

}  // namespace lcl::cli
