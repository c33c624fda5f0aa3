// SPDX-License-Identifier: Apache-2.0
// A file that appears whole or not at all: it is written beside its place, made
// durable, and put there.
#pragma once

#include <filesystem>

namespace lcl {

/// Renames `from` to `to`, which must not be there: in one step where the file system can, else in two.
/// Throws Error (io).
void rename_to_new(const std::filesystem::path& from, const std::filesystem::path& to);
/// Makes it durable that `file` is in its folder. Throws Error (io).
void sync_folder_of(const std::filesystem::path& file);

}  // namespace lcl
