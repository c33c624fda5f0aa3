// SPDX-License-Identifier: Apache-2.0
// How tables are read where a call does not say: by what was in force when the project's last table was
// recorded, kept in the registry's folder, and beneath that by what the user has settled for all tables.
// Whatever of it is taken is said.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "cli/kit/options.hpp"

namespace lcl::cli {

/// Those that are kept: what the table itself cannot tell. A file has no say in anything else, whoever made
/// it.
inline constexpr std::array<std::string_view, 5> kept_options{"encoding", "decimal", "dates", "zone", "time"};

/// Values by option.
using Reading = std::map<std::string, std::string, std::less<>>;

/// `reading.json` in the registry's folder.
[[nodiscard]] std::filesystem::path reading_file(const std::filesystem::path& registry);
/// What is kept for `project`; nothing where there is none. Throws Error: io, damaged.
[[nodiscard]] Reading last_reading(const std::filesystem::path& registry, const std::string& project);
/// Keeps `reading` for `project` from now on; where it is empty, nothing. Throws Error (io).
void keep_reading(const std::filesystem::path& registry, const std::string& project, const Reading& reading);

/// `reading.json` in the user's config folder; nothing where that is not known.
[[nodiscard]] std::optional<std::filesystem::path> own_reading_file();
/// What the user has settled for all tables. Throws Error: io, damaged.
[[nodiscard]] Reading own_reading();
/// Settles it anew. Throws Error: unavailable where no config folder is known, io.
void keep_own_reading(const Reading& reading);

}  // namespace lcl::cli
