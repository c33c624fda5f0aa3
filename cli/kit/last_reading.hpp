// SPDX-License-Identifier: Apache-2.0
// How the tables of a project are read: the options that were in force when its last table was recorded, kept
// in the registry's folder and taken again where a call says nothing else. They are always said.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "cli/kit/options.hpp"

namespace lcl::cli {

/// Those that are kept: what the table itself cannot tell.
inline constexpr std::array<std::string_view, 5> kept_options{"encoding", "decimal", "dates", "zone", "time"};

/// Values by option.
using Reading = std::map<std::string, std::string, std::less<>>;

/// `reading.json` in the registry's folder.
[[nodiscard]] std::filesystem::path reading_file(const std::filesystem::path& registry);
/// What is kept for `project`; nothing where there is none. Throws Error: io, damaged.
[[nodiscard]] Reading last_reading(const std::filesystem::path& registry, const std::string& project);
/// Keeps `reading` for `project` from now on; where it is empty, nothing. Throws Error (io).
void keep_reading(const std::filesystem::path& registry, const std::string& project, const Reading& reading);

}  // namespace lcl::cli
