// SPDX-License-Identifier: Apache-2.0
// Preparing a submission: log → events → rules → staged file.
#pragma once

#include <filesystem>
#include <optional>

#include "ledger/events/log_reader.hpp"
#include "ledger/intake/commit.hpp"
#include "ledger/intake/outcome.hpp"
#include "ledger/values/progress.hpp"

namespace lcl {

/// A preparation with where its events go in the log, if a submission was staged.
struct PreparedSubmission {
  Preparation outcome;
  std::optional<SubmissionPlan> plan;
};

/// Reads `log`, checks every event and writes the accepted ones to `staged` (a new file, mode 0600, or an
/// empty one): the statement to be signed with the key of id `key`, then the events (schemas/README.md,
/// "Staged submission"). Where anything is refused and not accept_valid, or nothing is accepted, no file is
/// left.
[[nodiscard]] PreparedSubmission prepare(OpenLedger& ledger, LogReader& log, const PrepareOptions& options,
                                         const Digest& key, const std::filesystem::path& staged,
                                         const Progress& progress = {});

}  // namespace lcl
