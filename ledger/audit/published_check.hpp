// SPDX-License-Identifier: Apache-2.0
// Verifies a log from its published files alone: entries, their chain, the
// tree with every tile, and the checkpoint; payloads where they are published.
// What cannot be checked without the ledger is said in the report's remarks.
#pragma once

#include <filesystem>

#include "ledger/audit/verify.hpp"

namespace lcl {

/// Verifies what `folder` publishes, up to its checkpoint. Throws Error: unavailable where it has none, io.
[[nodiscard]] VerifyReport verify_published(const std::filesystem::path& folder, const Anchors& anchors,
                                            const Progress& progress = {});

}  // namespace lcl
