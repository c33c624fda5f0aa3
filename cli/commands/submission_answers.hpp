// SPDX-License-Identifier: Apache-2.0
// What is answered to a submission, wherever its registry is.
#pragma once

#include <string>

#include "cli/kit/answer.hpp"
#include "cli/kit/command.hpp"
#include "cli/kit/event_log.hpp"
#include "ledger/events/log_reader.hpp"
#include "ledger/intake/outcome.hpp"
#include "ledger/intake/staged_comparison.hpp"

namespace lcl::cli {

/// What is left to do once a log was checked.
enum class SubmissionOutcome { refused, nothing_new, ready };
[[nodiscard]] SubmissionOutcome outcome_of(const Preparation& preparation, bool accept_valid);

[[nodiscard]] Refusals refusals_in(const EventLog& log, const Preparation& preparation);
/// All that is refused: no.
[[nodiscard]] Exit refuse_submission(Call& call, const EventLog& log, const Preparation& preparation);
/// What was accepted, what it earns, and where it stands, if it is recorded; then `text`.
[[nodiscard]] Exit tell_submission(Call& call, const Preparation& preparation, const Receipt* receipt,
                                   const std::string& text);

/// What is staged in a file, held against a log.
[[nodiscard]] Result<StagedComparison> read_content(const std::string& staged, LogReader* log,
                                                    KnownOfLog known = {});
/// All that differs from the log: no.
[[nodiscard]] Exit tell_differences(Call& call, const StagedComparison& content, const std::string& log);

}  // namespace lcl::cli
