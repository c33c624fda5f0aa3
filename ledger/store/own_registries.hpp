// SPDX-License-Identifier: Apache-2.0
// The registries that are this user's own: listed in the user's state folder
// by whoever made or adopted them, one file each. A copy of a registry is not
// its own until it is adopted: it may have been made by anyone. So is the
// bundle that is kept of a registry elsewhere, a file, once it was looked at.
#pragma once

#include <filesystem>
#include <optional>

#include "ledger/chain/keys.hpp"

namespace lcl {

/// `$XDG_STATE_HOME/lcl`, else `~/.local/state/lcl`; nothing where neither is known.
[[nodiscard]] std::optional<std::filesystem::path> state_folder();
/// `$XDG_CONFIG_HOME/lcl`, else `~/.config/lcl`; nothing where neither is known.
[[nodiscard]] std::optional<std::filesystem::path> config_folder();
/// `$XDG_CACHE_HOME/lcl`, else `~/.cache/lcl`; nothing where neither is known.
[[nodiscard]] std::optional<std::filesystem::path> cache_folder();

/// Whether `folder`, or a file, is listed, at this place and as this very one.
[[nodiscard]] bool is_own_registry(const std::filesystem::path& folder);

/// Lists `folder`, or a file, whose log is signed with `log_key`. Throws Error: unavailable where no state
/// folder is known, io.
void list_as_own(const std::filesystem::path& folder, const PublicKey& log_key);
/// Takes `folder` off the list.
void unlist_own(const std::filesystem::path& folder);

}  // namespace lcl
