// SPDX-License-Identifier: Apache-2.0
// The last signed checkpoint, kept outside the database as the file `head`: a
// restored old copy of the database is behind it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace lcl {

/// The file's text; nothing if there is no such file. Throws Error (io).
[[nodiscard]] std::optional<std::string> read_head_file(const std::filesystem::path& file);
/// Replaces the file atomically and durably (written beside, fsync, rename, fsync of the folder).
void write_head_file(const std::filesystem::path& file, std::string_view note);

}  // namespace lcl
