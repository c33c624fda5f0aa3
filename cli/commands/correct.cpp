// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <iostream>

#include "cli/commands/command_table.hpp"
#include "cli/kit/event_log.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/references.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/intake/correction.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/correction_text.hpp"
#include "ledger/texts/submission_text.hpp"
#include "ledger/values/error.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t log_at = 1;

/// Where the submission is staged: the file to be signed elsewhere, or one that goes with the call.
std::filesystem::path staging_place(const Call& call, const TemporaryFolder& folder) {
  const std::string* file = call.arguments.maybe("prepare");
  if (file == nullptr || call.dry_run()) return folder.path() / "staged";
  if (*file == standard_stream) throw UsageError("--prepare: a staged submission needs a file");
  if (std::filesystem::exists(*file))
    throw Error(Obstacle::io, "cannot create " + *file + ": it exists already");
  return *file;
}

void check_options(const Call& call) {
  const bool prepares = call.arguments.has("prepare");
  if (prepares && call.arguments.has("key")) throw UsageError("--prepare goes with --signer, not with --key");
  if (call.arguments.has("signer") && !prepares && !call.dry_run()) {
    throw UsageError("--signer goes with --prepare or --dry-run; to sign now give --key");
  }
}

Exit tell(Call& call, const Correction& correction, const Preparation& preparation, const Receipt* receipt) {
  const std::string* prepared = call.dry_run() ? nullptr : call.arguments.maybe("prepare");
  if (call.json()) {
    Json document = {{"correction", correction_json(correction)}};
    if (call.dry_run()) document["dry_run"] = true;
    if (prepared != nullptr) document["prepared"] = *prepared;
    if (receipt != nullptr) {
      document["checkpoint"] = receipt->checkpoint;
      document["entries"] = {{"from", receipt->seq}, {"to", receipt->seq + preparation.accepted}};
      document["head"] = head_json(receipt->head);
    }
    call.answer.document(document);
  } else if (receipt != nullptr) {
    call.answer.write(submission_receipt_text(*receipt, preparation.accepted));
  } else if (prepared != nullptr) {
    std::cerr << "to be signed with: lcl submit sign " << printable(*prepared) << " --key KEY\n"
              << "and appended with: lcl submit commit " << printable(*prepared) << '\n';
  } else {
    call.answer.write("nothing was written\n");
  }
  return Exit::done;
}

Exit nothing_differs(Call& call, const Correction& correction) {
  if (call.json()) {
    call.answer.document({{"correction", correction_json(correction)}});
  } else {
    call.answer.write("nothing differs from what stands\n");
  }
  return Exit::done;
}

Exit submit(Call& call, Ledger& ledger, const Correction& correction, const Signer& signer) {
  const TemporaryFolder folder;
  const std::filesystem::path staged = staging_place(call, folder);
  const auto log = correction.log(now(), call.arguments.one("reason"));
  ProgressLine line;
  PrepareOptions options;
  options.project = call.subject();
  const Preparation preparation = ledger.prepare(*log, options, signer.id, staged, watched(line));
  if (preparation.refusals > 0) {
    give_refusals(call.answer,
                  {preparation.listed, preparation.refusals, call.arguments.positionals()[log_at]});
    return Exit::no;
  }
  if (!call.json()) call.answer.write(correction_text(correction));
  if (call.dry_run() || call.arguments.has("prepare")) return tell(call, correction, preparation, nullptr);
  Ledger::sign_staged(staged, *signer.key);
  const auto committed = ledger.commit_staged(staged, watched(line));
  if (!committed) return refuse(call, committed.refused());
  return tell(call, correction, preparation, &*committed);
}

Exit correct(Call& call) {
  check_options(call);
  (void)call.arguments.one("reason");
  const std::string& id = call.subject();
  EventLog log(call, log_at);
  Ledger ledger({call.registry()});
  const auto named = labelled_project_named(ledger.state(), id);
  if (!named) return refuse(call, named.refused());
  const Signer signer = signer_of(call.arguments);
  const Interruptible interruptible;
  const Correction correction = [&] {
    ProgressLine line;
    return correction_of(ledger.opened(), log.reader(), id, watched(line, log.size()));
  }();
  if (correction.refusals > 0) {
    give_refusals(call.answer, {correction.listed, correction.refusals, log.name()});
    return Exit::no;
  }
  if (correction.devices.empty()) return nothing_differs(call, correction);
  return submit(call, ledger, correction, signer);
}

}  // namespace

std::vector<Command> correct_commands() {
  return {{
      .name = "correct",
      .summary = "correct what stands by a corrected log (developer)",
      .usage = "ID LOG --reason TEXT --key FILE",
      .examples =
          "lcl correct RENO1 march-corrected.csv --reason \"resale dates of lot 7\" --key developer.pem "
          "--dry-run\n"
          "lcl correct RENO1 march-corrected.csv --reason \"resale dates of lot 7\" --key developer.pem",
      .page = "LOG has, for every device that it names, all of its events in the project, as they\n"
              "should be. What differs from what stands is shown, voided from the device's last\n"
              "event backwards, and recorded anew; all else is left as it is. Devices that the log\n"
              "does not name are not touched. Figures follow: lcl units owed tells.\n",
      .positionals = {"ID", "LOG"},
      .options = with_signing({{"reason", "TEXT", "why; stands in every void"},
                               {"format", "FORMAT", "ndjson or csv; else the file's name tells"}}),
      .run = correct,
  }};
}

}  // namespace lcl::cli
