// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <iostream>
#include <optional>

#include "cli/commands/command_table.hpp"
#include "cli/kit/event_log.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/interruption.hpp"
#include "cli/kit/passphrase.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/ledger.hpp"
#include "ledger/registry/staged_submission.hpp"
#include "ledger/texts/submission_text.hpp"
#include "ledger/values/error.hpp"

namespace lcl::cli {
namespace {

/// The lines that --accept-valid leaves out, on their way to its file.
std::unique_ptr<OutputFile> refused_lines_file(const Call& call) {
  const std::string* file = call.arguments.maybe("accept-valid");
  if (file == nullptr || call.dry_run()) return nullptr;
  return std::make_unique<OutputFile>(*file, Existing::refuse, MayRead::owner);
}

Preparation prepare(const Call& call, Ledger& ledger, EventLog& log, const Digest& signer,
                    OutputFile* refused_lines, const std::filesystem::path& staged) {
  PrepareOptions options;
  options.project = call.arguments.one("project");
  options.accept_valid = call.arguments.has("accept-valid");
  options.refused_lines = refused_lines == nullptr ? nullptr : &refused_lines->stream();
  ProgressLine line;
  return ledger.prepare(log.reader(), options, signer, staged, watched(line, log.size()));
}

/// What is left to do once a log was checked.
enum class Outcome { refused, nothing_new, ready };

Outcome outcome_of(const Preparation& preparation, bool accept_valid) {
  const bool some_recorded = preparation.accepted + preparation.skipped > 0;
  if (preparation.refusals > 0 && !(accept_valid && some_recorded)) return Outcome::refused;
  return preparation.accepted == 0 ? Outcome::nothing_new : Outcome::ready;
}

Exit refuse(Call& call, const EventLog& log, const Preparation& preparation) {
  give_refusals(call.answer, {preparation.listed, preparation.refusals, log.name()},
                {{"summary", preparation_json(preparation)}});
  if (!call.json()) std::cerr << refusal_summary(preparation);
  return Exit::no;
}

/// The refused lines of a call that went on without them.
void tell_left_out(const Call& call, const EventLog& log, const Preparation& preparation) {
  if (!call.json() && preparation.refusals > 0) {
    print_refusals({preparation.listed, preparation.refusals, log.name()});
  }
}

Exit tell(Call& call, const Preparation& preparation, const Receipt* receipt, const char* text) {
  if (call.json()) {
    Json document = {{"summary", preparation_json(preparation)}};
    if (preparation.refusals > 0) document["left_out"] = refusals_json(preparation.listed);
    if (call.dry_run()) document["dry_run"] = true;
    if (receipt != nullptr) {
      document["checkpoint"] = receipt->checkpoint;
      document["entries"] = {{"from", receipt->seq}, {"to", receipt->seq + preparation.accepted}};
      document["head"] = head_json(receipt->head);
    }
    call.answer.document(document);
    return Exit::done;
  }
  call.answer.write(preparation_text(preparation));
  if (receipt != nullptr) call.answer.write(submission_receipt_text(*receipt, preparation.accepted));
  if (*text != '\0') call.answer.write(text);
  return Exit::done;
}

Result<Receipt> sign_and_commit(Ledger& ledger, const std::filesystem::path& staged, const PrivateKey& key) {
  Ledger::sign_staged(staged, key);
  ProgressLine line;
  return ledger.commit_staged(staged, watched(line));
}

Exit submit(Call& call) {
  if (call.arguments.has("signer") && !call.dry_run()) {
    throw UsageError("--signer goes with --dry-run; to sign elsewhere use lcl submit prepare");
  }
  (void)call.arguments.one("project");
  const bool accept_valid = call.arguments.has("accept-valid");
  EventLog log(call, 0);
  Ledger ledger({call.registry()});
  const Signer signer = signer_of(call.arguments);
  const Interruptible interruptible;
  const TemporaryFolder folder;
  const std::filesystem::path staged = folder.path() / "staged";
  const std::unique_ptr<OutputFile> refused_lines = refused_lines_file(call);
  const Preparation preparation = prepare(call, ledger, log, signer.id, refused_lines.get(), staged);
  const Outcome outcome = outcome_of(preparation, accept_valid);
  if (outcome == Outcome::refused) return refuse(call, log, preparation);
  tell_left_out(call, log, preparation);
  if (call.dry_run()) return tell(call, preparation, nullptr, "nothing was written\n");
  const bool write_lines = refused_lines != nullptr && preparation.refused > 0;
  if (write_lines) refused_lines->settle();
  std::optional<Receipt> receipt;
  if (outcome == Outcome::ready) {
    const Result<Receipt> committed = sign_and_commit(ledger, staged, *signer.key);
    if (!committed) {
      give_refusals(call.answer, Refusals(committed.refused()));
      return Exit::no;
    }
    receipt = *committed;
  }
  if (write_lines) refused_lines->keep();
  return tell(call, preparation, receipt ? &*receipt : nullptr, receipt ? "" : "nothing new\n");
}

Exit submit_prepare(Call& call) {
  (void)call.arguments.one("project");
  const std::string& output = call.arguments.one("output");
  EventLog log(call, 0);
  Ledger ledger({call.registry()});
  const Signer signer = signer_of(call.arguments);
  if (!call.dry_run() && std::filesystem::exists(output)) {
    throw Error(Obstacle::io, "cannot create " + output + ": it exists already");
  }
  const Interruptible interruptible;
  const TemporaryFolder folder;
  const std::filesystem::path staged =
      call.dry_run() ? folder.path() / "staged" : std::filesystem::path(output);
  const Preparation preparation = prepare(call, ledger, log, signer.id, nullptr, staged);
  const Outcome outcome = outcome_of(preparation, false);
  if (outcome == Outcome::refused) return refuse(call, log, preparation);
  if (outcome == Outcome::nothing_new) return tell(call, preparation, nullptr, "nothing new\n");
  if (call.dry_run()) return tell(call, preparation, nullptr, "nothing was written\n");
  if (!call.json()) {
    std::cerr << "to be signed with: lcl submit sign " << printable(output) << " --key KEY\n"
              << "and appended with: lcl submit commit " << printable(output) << '\n';
  }
  return tell(call, preparation, nullptr, "");
}

Exit submit_sign(Call& call) {
  const std::string& staged = call.subject();
  const Statement statement = read_staged(staged);
  const PrivateKey key = key_at_hand(call.arguments);
  const Digest id = key.public_key().id();
  if (id != statement.key) {
    give_refusals(call.answer, Refusals(Refused{Refusal::bad_signature,
                                                {.field = "key"},
                                                "it was prepared for key " + hex(statement.key) +
                                                    ", this is " + hex(id)}));
    return Exit::no;
  }
  if (!call.dry_run()) Ledger::sign_staged(staged, key);
  const char* what = call.dry_run() ? "would sign " : "signed ";
  if (call.json()) {
    Json document = {{call.dry_run() ? "would_sign" : "signed", statement_json(statement)}};
    document["origin"] = statement.origin;
    if (call.dry_run()) document["dry_run"] = true;
    call.answer.document(document);
  } else {
    const std::string of_project = statement.project.empty() ? "" : " of " + statement.project;
    call.answer.write(what + statement.kind + of_project + " for " + statement.origin + '\n' +
                      statement_text(statement));
  }
  return Exit::done;
}

Exit submit_commit(Call& call) {
  const std::string& staged = call.subject();
  const Statement statement = read_staged(staged);
  Ledger ledger({call.registry()});
  if (!statement.signature) {
    give_refusals(
        call.answer,
        Refusals(Refused{Refusal::bad_signature, {.field = "signature"}, staged + " is not signed"}));
    return Exit::no;
  }
  if (call.dry_run()) {
    if (const std::optional<Refused> refused = ledger.refusal(statement)) {
      give_refusals(call.answer, Refusals(*refused));
      return Exit::no;
    }
    if (call.json()) {
      call.answer.document({{"dry_run", true}, {"would_append", statement_json(statement)}});
    } else {
      call.answer.write("would append " + statement.kind + '\n' + statement_text(statement));
    }
    return Exit::done;
  }
  const Interruptible interruptible;
  ProgressLine line;
  const bool events = statement.kind == rule_of(Act::submission).kind;
  const Result<Receipt> outcome =
      events ? ledger.commit_staged(staged, watched(line))
             : ledger.commit(statement, watched(line), private_part_of(statement, staged));
  if (!outcome) {
    give_refusals(call.answer, Refusals(outcome.refused()));
    return Exit::no;
  }
  const auto& receipt = *outcome;
  if (call.json()) {
    call.answer.document(receipt_json(receipt, statement));
  } else {
    call.answer.write(receipt_text(receipt, statement));
  }
  return Exit::done;
}

std::vector<Option> log_options(std::vector<Option> more) {
  std::vector<Option> options{{"project", "ID", "the project that the events belong to"},
                              {"format", "FORMAT", "ndjson or csv; else the file's name tells"}};
  options.insert(options.end(), more.begin(), more.end());
  options.push_back({"dry-run", "", "say what would be refused or recorded; write nothing"});
  return options;
}

const Option key_option{"key", "FILE", "sign with this private key"};
const Option passphrase_option{"passphrase-file", "FILE",
                               "the key's passphrase is this file's first line; else it is asked for"};
const Option signer_option{"signer", "PUB", "who will sign: a public key's file or its fingerprint"};

}  // namespace

std::vector<Command> submit_commands() {
  return {
      {.name = "submit",
       .summary = "check an event log and record it",
       .usage = "LOG --project ID --key FILE",
       .examples = "lcl submit march.ndjson --project RENO1 --key developer.pem\n"
                   "lcl submit march.csv --project RENO1 --key developer.pem --dry-run\n"
                   "lcl submit march.csv --project RENO1 --key developer.pem --accept-valid refused.csv",
       .page = "A log is recorded whole or, with every refusal listed by line and column, not at all.\n"
               "Events that are recorded already are skipped, so the same log may be submitted again.\n"
               "LOG may be -. A log in a file named sign, commit or prepare is given as ./sign.\n",
       .positionals = {"LOG"},
       .options = log_options(
           {key_option,
            passphrase_option,
            {"accept-valid", "FILE", "record the good lines and write the others to this new file"},
            {"signer", "PUB", "with --dry-run: who would sign"}}),
       .run = submit},
      {.name = "submit prepare",
       .summary = "check an event log and stage it to be signed elsewhere",
       .usage = "LOG --project ID --signer PUB --output STAGED",
       .examples =
           "lcl submit prepare march.ndjson --project RENO1 --signer developer.pem.pub --output march.staged",
       .page = "STAGED is a new file. It holds what is signed and the events as they will be recorded.\n",
       .positionals = {"LOG"},
       .options = log_options({signer_option, {"output", "STAGED", "the file to write"}}),
       .run = submit_prepare},
      {.name = "submit sign",
       .summary = "sign a staged submission or a draft, with no registry at hand",
       .usage = "STAGED --key FILE",
       .examples = "lcl submit sign march.staged --key developer.pem",
       .page = "Shows what is signed. STAGED is changed in place.\n",
       .positionals = {"STAGED"},
       .options = {key_option, passphrase_option, {"dry-run", "", "say what would be signed; write nothing"}},
       .run = submit_sign},
      {.name = "submit commit",
       .summary = "append a signed submission or draft",
       .usage = "STAGED",
       .examples = "lcl submit commit march.staged",
       .page = "A draft's private part is taken from STAGED.private, where it was prepared.\n",
       .positionals = {"STAGED"},
       .options = {{"dry-run", "", "say what would be refused or appended; write nothing"}},
       .run = submit_commit},
  };
}

}  // namespace lcl::cli
