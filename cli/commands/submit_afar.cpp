// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/submit_afar.hpp"

#include <filesystem>
#include <optional>

#include "cli/commands/submission_answers.hpp"
#include "cli/kit/event_log.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/recording.hpp"
#include "cli/kit/remote_submission.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/registry/staged_submission.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

void require_whole_log(const Call& call) {
  for (const char* option : {"rejects", "accept-valid"}) {
    if (call.arguments.has(option))
      throw UsageError(
          phrase("--{} is for a registry at hand: from afar a log is recorded whole or not at all; what "
                 "is refused is listed by line",
                 option));
  }
  if (call.arguments.has("mapping"))
    throw UsageError(
        phrase("--mapping is for a registry at hand: make the log with lcl convert, and submit that"));
  if (call.subject() == standard_stream)
    throw UsageError(phrase("from afar a log is read twice, to be uploaded and to be compared: give a file"));
}

/// What was prepared there of a log, which is open here too.
struct PreparedAfar {
  EventLog log;
  RemoteSubmission submission;
  Digest key;
  Preparation preparation;
};

PreparedAfar prepare_afar(Call& call, Afar& afar, const Digest& key) {
  PreparedAfar prepared{
      EventLog(call, 0, call.arguments.one("project")), RemoteSubmission(afar.registry), key, {}};
  ProgressLine line;
  const Progress progress = watched(line);
  prepared.submission.upload(call.subject(), call.arguments.one("project"), progress);
  prepared.preparation = prepared.submission.prepare(key, prepared.log.reading_options(call),
                                                     call.arguments.has("strict"), progress);
  return prepared;
}

/// Why what came back is not the submission that was asked for, on a head that the registry has.
std::string fault_in(const Statement& statement, const Ledger& ledger, const std::string& project,
                     const PreparedAfar& prepared) {
  if (statement.kind != rule_of(Act::submission).kind || statement.project != project)
    return phrase("it is {} of {}", printable(statement.kind), printable(statement.project));
  if (statement.origin != ledger.state().origin()) return phrase("it is for {}", printable(statement.origin));
  if (statement.key != prepared.key) return phrase("it is for key {}", hex(statement.key));
  if (statement.act.value("count", Json()) != Json(prepared.preparation.accepted))
    return phrase("it has another number of events than were accepted");
  const Head& seen = statement.seen;
  if (seen.size > ledger.head().size || ledger.opened().log().root_at(seen.size) != seen.root)
    return phrase("it stands on a head that the log does not have: size {}, root {}", seen.size,
                  hex(seen.root));
  return {};
}

/// Fetches what is staged and holds it to the log. What it answers where it is not to be signed.
std::optional<Exit> hold_staged(Call& call, PreparedAfar& prepared, const Ledger& ledger,
                                const std::filesystem::path& staged) {
  {
    ProgressLine line;
    prepared.submission.fetch_staged(staged, watched(line));
  }
  const std::string why = fault_in(read_staged(staged), ledger, call.arguments.one("project"), prepared);
  if (!why.empty()) {
    return call.refuse(
        Refused{Refusal::manifest_mismatch,
                {},
                phrase("what came back to be signed is not the submission that was asked for: {}; "
                       "nothing was signed",
                       why)});
  }
  const auto content = read_content(staged, &prepared.log, prepared.preparation.skipped);
  if (!content) return call.refuse(content.refused());
  if (!content->unreadable.empty())
    return call.refuse({content->unreadable, content->unreadable.size(), prepared.log.name()});
  if (content->differences > 0) return tell_differences(call, *content, prepared.log.name());
  prepared.log.tell_reading(call);
  return std::nullopt;
}

}  // namespace

Exit submit_afar(Call& call, Afar& afar) {
  require_whole_log(call);
  const Interruptible interruptible;
  const Signer signer = signer_of(call.arguments);
  open_session(call, afar.registry);
  PreparedAfar prepared = prepare_afar(call, afar, signer.id);
  Ledger& ledger = call.ledger();
  const Preparation& preparation = prepared.preparation;
  const SubmissionOutcome outcome = outcome_of(preparation, false);
  if (outcome == SubmissionOutcome::refused) return refuse_submission(call, prepared.log, preparation);
  if (outcome == SubmissionOutcome::nothing_new)
    return tell_submission(call, preparation, nullptr,
                           call.dry_run() ? phrase("nothing was written\n") : phrase("nothing new\n"));
  const TemporaryFile temporary;
  const std::filesystem::path staged = temporary.path();
  if (const auto exit = hold_staged(call, prepared, ledger, staged)) return *exit;
  if (call.dry_run()) return tell_submission(call, preparation, nullptr, phrase("nothing was written\n"));
  Ledger::sign_staged(staged, *signer.key);
  const Result<Receipt> committed = commit_afar(call, afar, read_staged(staged));
  if (!committed) return call.refuse(committed.refused());
  prepared.log.keep_reading_of(call, call.arguments.one("project"));
  return tell_submission(call, preparation, &*committed, "");
}

Exit submit_prepare_afar(Call& call, Afar& afar, const std::string& output) {
  require_whole_log(call);
  const Interruptible interruptible;
  const Signer signer = signer_of(call.arguments);
  open_session(call, afar.registry);
  std::optional<OutputFile> file;
  if (!call.dry_run()) file.emplace(output, existing_at(call.arguments, output), MayRead::owner);
  PreparedAfar prepared = prepare_afar(call, afar, signer.id);
  Ledger& ledger = call.ledger();
  const Preparation& preparation = prepared.preparation;
  const SubmissionOutcome outcome = outcome_of(preparation, false);
  if (outcome == SubmissionOutcome::refused) return refuse_submission(call, prepared.log, preparation);
  if (outcome == SubmissionOutcome::nothing_new)
    return tell_submission(call, preparation, nullptr, phrase("nothing new\n"));
  const TemporaryFile temporary;
  if (const auto exit = hold_staged(call, prepared, ledger, temporary.path())) return *exit;
  if (call.dry_run()) return tell_submission(call, preparation, nullptr, phrase("nothing was written\n"));
  temporary.copy_to(file->stream());
  file->keep();
  remark_next_steps(call, output);
  return tell_submission(call, preparation, nullptr, "");
}

Result<Receipt> commit_afar(Call& call, Afar& afar, const Statement& statement) {
  const auto& state = call.ledger().state();
  // Not to be stopped on its way: what was sent may be recorded, and that has to be said.
  return received(call,
                  RemoteSubmission(afar.registry).commit(statement, {state.origin(), state.log_key()}, {}));
}

}  // namespace lcl::cli
