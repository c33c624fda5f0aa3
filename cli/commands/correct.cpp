// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <optional>

#include "cli/commands/command_table.hpp"
#include "cli/kit/event_log.hpp"
#include "cli/kit/files.hpp"
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

Json told_json(const Call& call, const Correction& correction, const Preparation& preparation,
               const std::string* prepared, const Receipt* receipt) {
  Json document = {{"correction", correction_json(correction)}};
  if (call.dry_run()) document["dry_run"] = true;
  if (prepared != nullptr) document["prepared"] = *prepared;
  if (receipt != nullptr) add_submission_receipt(*receipt, preparation.accepted, document);
  return document;
}

Exit tell(Call& call, const Correction& correction, const Preparation& preparation, const Receipt* receipt) {
  const std::string* prepared = call.dry_run() ? nullptr : call.arguments.maybe("prepare");
  std::string text = prepared == nullptr ? "nothing was written\n" : "";
  if (receipt != nullptr) text = submission_receipt_text(*receipt, preparation.accepted);
  call.give(told_json(call, correction, preparation, prepared, receipt), text);
  if (prepared != nullptr) remark_next_steps(call, *prepared);
  return Exit::done;
}

Exit submit(Call& call, Ledger& ledger, const Correction& correction, const Signer& signer) {
  const std::string* file = call.dry_run() ? nullptr : call.arguments.maybe("prepare");
  std::optional<OutputFile> prepared;
  if (file != nullptr) prepared.emplace(*file, existing_at(call.arguments, *file), MayRead::owner);
  const TemporaryFile temporary;
  const std::filesystem::path staged = temporary.path();
  const auto log = correction.log(now(), call.arguments.one("reason"));
  ProgressLine line;
  PrepareOptions options;
  options.project = call.subject();
  const Preparation preparation = ledger.prepare(*log, options, signer.id, staged, watched(line));
  if (preparation.refusals > 0) {
    return call.refuse({preparation.listed, preparation.refusals, call.arguments.positionals()[log_at]});
  }
  call.answer.say(correction_text(correction));
  if (prepared) {
    temporary.copy_to(prepared->stream());
    prepared->keep();
  }
  if (call.dry_run() || prepared) return tell(call, correction, preparation, nullptr);
  Ledger::sign_staged(staged, *signer.key);
  const auto committed = call.noted(ledger.commit_staged(staged, watched(line)));
  if (!committed) return call.refuse(committed.refused());
  return tell(call, correction, preparation, &*committed);
}

Exit correct(Call& call) {
  check_signing(call.arguments);
  const std::string& id = call.subject();
  EventLog log(call, log_at);
  if (log.unfit()) return call.refuse(*log.unfit());
  Ledger& ledger = call.ledger();
  const auto named = labelled_project_named(ledger.state(), id);
  if (!named) return call.refuse(named.refused());
  const Signer signer = signer_of(call.arguments);
  const Interruptible interruptible;
  const Correction correction = [&] {
    ProgressLine line;
    return correction_of(ledger.opened(), log.reader(), id, watched(line, log.size()));
  }();
  log.tell_reading(call);
  if (correction.refusals > 0) {
    return call.refuse({correction.listed, correction.refusals, log.name()});
  }
  if (correction.devices.empty()) {
    return call.give({{"correction", correction_json(correction)}}, "nothing differs from what stands\n");
  }
  return submit(call, ledger, correction, signer);
}

}  // namespace

std::vector<Command> correct_commands() {
  return {{
      .name = "correct",
      .summary = "replace recorded events with those of a corrected log (developer)",
      .examples =
          "lcl correct RENO1 march-corrected.csv --reason \"resale dates of lot 7\" --key developer.pem "
          "--dry-run\n"
          "lcl correct RENO1 march-corrected.csv --reason \"resale dates of lot 7\" --key developer.pem",
      .page = "For every device it names, LOG must hold all of the device's events in the project, as they\n"
              "should be. Events that differ from the recorded ones are shown, voided from the device's\n"
              "last event backwards, and recorded anew; all others stay as they are, and so do devices\n"
              "that LOG does not name. lcl units owed shows what the correction does to the figures.\n",
      .positionals = {"ID", "LOG"},
      .options = with_log_options(
          with_signing({{"reason", "TEXT", "why; recorded with every voided event", required}})),
      .run = correct,
  }};
}

}  // namespace lcl::cli
