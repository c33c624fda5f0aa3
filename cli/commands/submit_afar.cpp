// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/submit_afar.hpp"

#include <filesystem>
#include <optional>
#include <utility>

#include "cli/commands/rejects.hpp"
#include "cli/commands/submission_answers.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/recording.hpp"
#include "cli/kit/remote_submission.hpp"
#include "cli/kit/sent_log.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/registry/staged_submission.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

/// Why what came back is not the submission that was asked for, on a head that the registry has.
std::string fault_in(const Statement& statement, const Ledger& ledger, const AskedSubmission& asked) {
  if (statement.kind != rule_of(Act::submission).kind || statement.project != asked.project)
    return phrase("it is {} of {}", printable(statement.kind), printable(statement.project));
  if (statement.origin != ledger.state().origin()) return phrase("it is for {}", printable(statement.origin));
  if (statement.key != asked.key) return phrase("it is for key {}", hex(statement.key));
  if (statement.act.value("count", Json()) != Json(asked.events))
    return phrase("it has another number of events than were accepted");
  const Head& seen = statement.seen;
  if (seen.size > ledger.head().size) {
    return phrase(
        "it stands on {} entries, of which {} were shown here; if something was recorded "
        "meanwhile, run the same command again",
        seen.size, ledger.head().size);
  }
  if (ledger.opened().log().root_at(seen.size) != seen.root)
    return phrase("it stands on a head that the log does not have: size {}, root {}", seen.size,
                  hex(seen.root));
  return {};
}

/// The call's log, as far as a submission that is staged and held to it.
class SubmissionAfar {
 public:
  SubmissionAfar(Call& call, Afar& afar, const Digest& key)
      : call_(call), afar_(afar), key_(key), submission_(afar.registry), log_(call) {}

  /// What the call answers where nothing is to be signed; else that is in the empty file `staged`.
  std::optional<Exit> stage(Rejects& rejects, const std::filesystem::path& staged) {
    if (log_.unfit()) return call_.refuse(*log_.unfit());
    open_session(call_, afar_.registry);
    preparation_ = log_.prepared(submission_, key_, rejects.rows());
    (void)call_.ledger();
    const SubmissionOutcome outcome = outcome_of(preparation_, call_.arguments.has("accept-valid"));
    if (outcome == SubmissionOutcome::ready) {
      if (const auto no = hold(staged)) return no;
    }
    log_.tell_reading();
    if (outcome != SubmissionOutcome::ready || call_.dry_run()) submission_.give_up_upload();
    if (outcome == SubmissionOutcome::refused) return refuse(rejects);
    tell_left_out();
    if (outcome == SubmissionOutcome::nothing_new) return tell_nothing_new(rejects);
    return std::nullopt;
  }

  [[nodiscard]] const Preparation& preparation() const { return preparation_; }
  void keep_reading() const { log_.log().keep_reading_of(call_, call_.arguments.one("project")); }

 private:
  Exit refuse(Rejects& rejects) {
    std::string kept;
    if (call_.arguments.has("rejects")) {
      rejects.settle();
      kept = rejects.keep(call_);
    }
    const Exit no = refuse_submission(call_, log_.log(), preparation_);
    if (!kept.empty()) call_.answer.remark(kept);
    return no;
  }

  Exit tell_nothing_new(Rejects& rejects) {
    if (call_.dry_run())
      return tell_submission(call_, preparation_, nullptr, phrase("nothing was written\n"));
    rejects.settle();
    if (const std::string kept = rejects.keep(call_); !kept.empty()) call_.answer.remark(kept);
    return tell_submission(call_, preparation_, nullptr, phrase("nothing new\n"));
  }

  void tell_left_out() {
    if (preparation_.refusals > 0) call_.answer.remark(refusals_text(refusals_in(log_.log(), preparation_)));
  }

  std::optional<Exit> hold(const std::filesystem::path& staged) {
    StagedComparison content;
    if (const auto no =
            hold_staged(call_, submission_, {key_, call_.arguments.one("project"), preparation_.accepted},
                        log_.accepted(), {preparation_.skipped}, staged, content))
      return no;
    if (!content.unreadable.empty())
      return call_.refuse({content.unreadable, content.unreadable.size(), log_.log().name()});
    if (content.differences > 0) return tell_differences(call_, content, log_.log().name());
    return std::nullopt;
  }

  Call& call_;
  Afar& afar_;
  Digest key_;
  RemoteSubmission submission_;
  SentLog log_;
  Preparation preparation_;
};

}  // namespace

Exit submit_afar(Call& call, Afar& afar) {
  const Interruptible interruptible;
  const Signer signer = signer_of(call.arguments);
  Rejects rejects(call);
  SubmissionAfar submission(call, afar, signer.id);
  const TemporaryFile staged;
  if (const auto exit = submission.stage(rejects, staged.path())) return *exit;
  if (call.dry_run())
    return tell_submission(call, submission.preparation(), nullptr, phrase("nothing was written\n"));
  rejects.settle();
  Ledger::sign_staged(staged.path(), *signer.key);
  const Result<Receipt> committed = commit_afar(call, afar, read_staged(staged.path()));
  if (!committed) return call.refuse(committed.refused());
  submission.keep_reading();
  if (const std::string kept = rejects.keep(call); !kept.empty()) call.answer.remark(kept);
  return tell_submission(call, submission.preparation(), &*committed, "");
}

Exit submit_prepare_afar(Call& call, Afar& afar, const std::string& output) {
  const Interruptible interruptible;
  const Signer signer = signer_of(call.arguments);
  std::optional<OutputFile> file;
  if (!call.dry_run()) file.emplace(output, existing_at(call.arguments, output), MayRead::owner);
  Rejects none(call);
  SubmissionAfar submission(call, afar, signer.id);
  const TemporaryFile staged;
  if (const auto exit = submission.stage(none, staged.path())) return *exit;
  if (call.dry_run())
    return tell_submission(call, submission.preparation(), nullptr, phrase("nothing was written\n"));
  staged.copy_to(file->stream());
  file->keep();
  remark_next_steps(call, output);
  return tell_submission(call, submission.preparation(), nullptr, "");
}

std::optional<Exit> hold_staged(Call& call, RemoteSubmission& submission, const AskedSubmission& asked,
                                LogReader& log, KnownOfLog known, const std::filesystem::path& staged,
                                StagedComparison& content) {
  {
    ProgressLine line;
    submission.fetch_staged(staged, watched(line));
  }
  const std::string why = fault_in(read_staged(staged), call.ledger(), asked);
  if (!why.empty()) {
    return call.refuse(
        Refused{Refusal::manifest_mismatch,
                {},
                phrase("what came back to be signed is not the submission that was asked for: {}; "
                       "nothing was signed",
                       why)});
  }
  auto compared = read_content(staged, &log, std::move(known));
  if (!compared) return call.refuse(compared.refused());
  content = *std::move(compared);
  return std::nullopt;
}

Result<Receipt> commit_afar(Call& call, Afar& afar, const Statement& statement) {
  const auto& state = call.ledger().state();
  // Not to be stopped on its way: what was sent may be recorded, and that has to be said.
  return received(call,
                  RemoteSubmission(afar.registry).commit(statement, {state.origin(), state.log_key()}, {}));
}

}  // namespace lcl::cli
