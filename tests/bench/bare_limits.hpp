// SPDX-License-Identifier: Apache-2.0
// What the machine could do with the same bytes if nothing were checked: the
// measure that each figure is held against.
#pragma once

#include <cstdint>
#include <filesystem>

namespace lcl::bench {

/// Seconds to insert every row of `ledger` into a table of the same form in a new file, one
/// transaction, same pragmas, no triggers.
[[nodiscard]] double bare_insert(const std::filesystem::path& ledger, const std::filesystem::path& copy);
/// Seconds to step through every row of `ledger` and hash entry and payload.
[[nodiscard]] double bare_scan_and_hash(const std::filesystem::path& ledger);
/// Seconds to step through every row of `ledger` and touch entry and payload.
[[nodiscard]] double bare_scan(const std::filesystem::path& ledger);

}  // namespace lcl::bench
