// SPDX-License-Identifier: Apache-2.0
// Methodology documents as commands are given them: a file, and what is wrong
// in it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cli/kit/command.hpp"
#include "ledger/methodology/methodology.hpp"
#include "ledger/registry/records.hpp"

namespace lcl::cli {

inline constexpr std::size_t longest_methodology = 8U << 20U;  // bytes

/// What `file` holds, or all that is wrong with it. Throws Error (io).
[[nodiscard]] std::variant<Methodology, std::vector<MethodologyFault>> methodology_in(
    const std::string& file);
[[nodiscard]] Refusals refusals_of(const std::vector<MethodologyFault>& faults, const std::string& file);

/// What keeps a project from being derived under `methodology`: what that asks of projects, and this one does
/// not state.
[[nodiscard]] std::optional<Refusals> refusals_of(const Project& project, const Methodology& methodology,
                                                  const std::string& file);

}  // namespace lcl::cli
