// SPDX-License-Identifier: Apache-2.0
// Files that are not to be overwritten or given away, told by what is in them
// and where they are, whatever they are called.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace lcl {

/// Why the regular file `file` is not to be replaced, as words that follow "it is": "a ledger", "a private
/// key", "a pepper", "part of the registry in FOLDER"; nothing where it may be. Throws Error (io) where it
/// cannot be read.
[[nodiscard]] std::optional<std::string> why_not_replaced(const std::filesystem::path& file);

/// Throws Error (unavailable) where publishing into `folder`, or what is in it already, would give away a
/// secret: it is, lies in or holds a registry's folder, or somewhere below it is a private key, a pepper or
/// sample's number, a staged submission, a sample's openings, a draft's private part, or a ledger or bundle
/// with private parts. The file is named. A folder that is not there holds nothing.
void require_no_secrets(const std::filesystem::path& folder);

}  // namespace lcl
