// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/submission_answers.hpp"

#include <utility>

#include "cli/kit/progress.hpp"
#include "ledger/registry/staged_submission.hpp"
#include "ledger/texts/earnings_text.hpp"
#include "ledger/texts/faults_text.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/staged_text.hpp"
#include "ledger/texts/submission_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {

SubmissionOutcome outcome_of(const Preparation& preparation, bool accept_valid) {
  const bool some_recorded = preparation.accepted + preparation.skipped > 0;
  if (preparation.refusals > 0 && !(accept_valid && some_recorded)) return SubmissionOutcome::refused;
  return preparation.accepted == 0 ? SubmissionOutcome::nothing_new : SubmissionOutcome::ready;
}

Refusals refusals_in(const EventLog& log, const Preparation& preparation) {
  return {preparation.listed, preparation.refusals, log.name()};
}

Exit refuse_submission(Call& call, const EventLog& log, const Preparation& preparation) {
  const Exit no = call.refuse(refusals_in(log, preparation), {{"faults", faults_json(preparation.faults)},
                                                              {"summary", preparation_json(preparation)}});
  call.answer.remark(faults_text(preparation.faults) + refusal_summary(preparation));
  return no;
}

Exit tell_submission(Call& call, const Preparation& preparation, const Receipt* receipt,
                     const std::string& text) {
  Json document = prepared_json(preparation);
  if (preparation.refusals > 0) document["left_out"] = refusals_json(preparation.listed);
  if (call.dry_run()) document["dry_run"] = true;
  if (receipt != nullptr) add_submission_receipt(*receipt, preparation.accepted, document);
  const std::string recorded =
      receipt == nullptr ? std::string() : submission_receipt_text(*receipt, preparation.accepted);
  const std::string outlook = preparation.accepted == 0
                                  ? std::string()
                                  : warnings_text(preparation.warnings) + earnings_text(preparation.earnings);
  return call.give(document, preparation_text(preparation) + outlook + recorded + text);
}

Result<StagedComparison> read_content(const std::string& staged, LogReader* log, KnownOfLog known) {
  StagedReader reader(staged);
  ProgressLine line;
  return compare_staged(reader, log, watched(line), std::move(known));
}

Exit tell_differences(Call& call, const StagedComparison& content, const std::string& log) {
  const std::string count = counted(content.differences, phrase("difference"), phrase("differences"));
  call.answer.give(
      {{"difference_count", content.differences}, {"differences", staged_differences_json(content)}}, "");
  call.answer.remark(staged_differences_text(content, log) + phrase("{}; nothing was signed", count));
  return Exit::no;
}

}  // namespace lcl::cli
