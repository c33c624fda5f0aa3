// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <optional>

#include "cli/commands/command_table.hpp"
#include "cli/commands/rejects.hpp"
#include "cli/commands/submission_answers.hpp"
#include "cli/commands/submit_afar.hpp"
#include "cli/kit/afar.hpp"
#include "cli/kit/event_log.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/interruption.hpp"
#include "cli/kit/passphrase.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/recording.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/intake/staged_comparison.hpp"
#include "ledger/ledger.hpp"
#include "ledger/registry/staged_submission.hpp"
#include "ledger/texts/staged_text.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

Preparation prepare(const Call& call, Ledger& ledger, EventLog& log, const Digest& signer,
                    RefusedRows* refused_rows, const std::filesystem::path& staged) {
  PrepareOptions options;
  options.project = call.arguments.one("project");
  options.accept_valid = call.arguments.has("accept-valid");
  options.strict = call.arguments.has("strict");
  options.refused_rows = refused_rows;
  ProgressLine line;
  return ledger.prepare(log.reader(), options, signer, staged, watched(line, log.size()));
}

Result<Receipt> sign_and_commit(Call& call, Ledger& ledger, const std::filesystem::path& staged,
                                const PrivateKey& key) {
  Ledger::sign_staged(staged, key);
  ProgressLine line;
  return call.noted(ledger.commit_staged(staged, watched(line)));
}

Exit submit(Call& call) {
  if (call.arguments.has("signer") && !call.dry_run()) {
    throw UsageError(phrase("--signer goes with --dry-run; to sign elsewhere use lcl submit prepare"));
  }
  if (Afar* const afar = afar_of(call)) return submit_afar(call, *afar);
  const bool accept_valid = call.arguments.has("accept-valid");
  EventLog log(call, 0, call.arguments.one("project"));
  if (log.unfit()) return call.refuse(*log.unfit());
  Ledger& ledger = call.ledger();
  const Signer signer = signer_of(call.arguments);
  const Interruptible interruptible;
  const TemporaryFile temporary;
  const std::filesystem::path staged = temporary.path();
  Rejects rejects(call);
  const Preparation preparation = prepare(call, ledger, log, signer.id, rejects.rows(), staged);
  log.tell_reading(call);
  const SubmissionOutcome outcome = outcome_of(preparation, accept_valid);
  if (outcome == SubmissionOutcome::refused) {
    if (!call.arguments.has("rejects")) return refuse_submission(call, log, preparation);
    rejects.settle();
    const std::string kept = rejects.keep(call);
    const Exit no = refuse_submission(call, log, preparation);
    if (!kept.empty()) call.answer.remark(kept);
    return no;
  }
  if (preparation.refusals > 0) call.answer.remark(refusals_text(refusals_in(log, preparation)));
  if (call.dry_run()) return tell_submission(call, preparation, nullptr, phrase("nothing was written\n"));
  rejects.settle();
  std::optional<Receipt> receipt;
  if (outcome == SubmissionOutcome::ready) {
    const Result<Receipt> committed = sign_and_commit(call, ledger, staged, *signer.key);
    if (!committed) return call.refuse(committed.refused());
    receipt = *committed;
    log.keep_reading_of(call, call.arguments.one("project"));
  }
  if (const std::string kept = rejects.keep(call); !kept.empty()) call.answer.remark(kept);
  return tell_submission(call, preparation, receipt ? &*receipt : nullptr,
                         receipt ? "" : phrase("nothing new\n"));
}

Exit submit_prepare(Call& call) {
  const std::string& output = call.arguments.one("output");
  if (Afar* const afar = afar_of(call)) return submit_prepare_afar(call, *afar, output);
  EventLog log(call, 0, call.arguments.one("project"));
  if (log.unfit()) return call.refuse(*log.unfit());
  Ledger& ledger = call.ledger();
  const Signer signer = signer_of(call.arguments);
  std::optional<OutputFile> staged;
  if (!call.dry_run()) staged.emplace(output, existing_at(call.arguments, output), MayRead::owner);
  const Interruptible interruptible;
  const TemporaryFile temporary;
  const Preparation preparation = prepare(call, ledger, log, signer.id, nullptr, temporary.path());
  log.tell_reading(call);
  const SubmissionOutcome outcome = outcome_of(preparation, false);
  if (outcome == SubmissionOutcome::refused) return refuse_submission(call, log, preparation);
  if (outcome == SubmissionOutcome::nothing_new)
    return tell_submission(call, preparation, nullptr, phrase("nothing new\n"));
  if (call.dry_run()) return tell_submission(call, preparation, nullptr, phrase("nothing was written\n"));
  temporary.copy_to(staged->stream());
  staged->keep();
  remark_next_steps(call, output);
  return tell_submission(call, preparation, nullptr, "");
}

/// Shows what is signed; the events of a submission are summed up, and held against the log of --log.
Exit tell_signed(Call& call, const Statement& statement, const StagedComparison* content) {
  const std::string* log = call.arguments.maybe("log");
  Json document = {{call.dry_run() ? "would_sign" : "signed", statement_json(statement)},
                   {"origin", statement.origin}};
  if (call.dry_run()) document["dry_run"] = true;
  const std::string what = printable(
      statement.project.empty() ? statement.kind : phrase("{} of {}", statement.kind, statement.project));
  std::string text = (call.dry_run() ? phrase("would sign {} for {}\n", what, printable(statement.origin))
                                     : phrase("signed {} for {}\n", what, printable(statement.origin))) +
                     statement_text(statement);
  if (content != nullptr) {
    document["content"] = staged_summary_json(content->summary);
    document["compared"] = log != nullptr;
    text += staged_summary_text(content->summary);
    if (log != nullptr) text += phrase("the same events, in the same order, as in {}\n", *log);
  }
  call.give(document, text);
  if (content != nullptr && log == nullptr)
    call.answer.remark(
        phrase("not compared with your own log: lcl submit sign --log FILE does that before it signs"));
  return Exit::done;
}

Exit submit_sign(Call& call) {
  const std::string& staged = call.subject();
  const Statement statement = read_staged(staged);
  const bool events = statement.kind == rule_of(Act::submission).kind;
  const std::string* log_name = call.arguments.maybe("log");
  if (log_name != nullptr && !events)
    throw UsageError(
        phrase("--log is for a submission; this is a draft of {}, which shows all it says", statement.kind));
  const PrivateKey key = key_at_hand(call.arguments);
  const Digest id = key.public_key().id();
  if (id != statement.key) {
    return call.refuse(
        Refused{Refusal::bad_signature,
                {.field = "key"},
                phrase("it was prepared for key {}, this is {}", hex(statement.key), hex(id))});
  }
  std::optional<StagedComparison> content;
  if (events) {
    std::optional<EventLog> log;
    if (log_name != nullptr) log.emplace(call, *log_name);
    if (log && log->unfit()) return call.refuse(*log->unfit());
    Result<StagedComparison> read = read_content(staged, log ? &log->reader() : nullptr);
    if (!read) return call.refuse(read.refused());
    content = *std::move(read);
    if (log) log->tell_left_out(call.answer);
    if (!content->unreadable.empty())
      return call.refuse({content->unreadable, content->unreadable.size(), *log_name});
    if (content->differences > 0) return tell_differences(call, *content, *log_name);
  }
  if (!call.dry_run()) Ledger::sign_staged(staged, key);
  const Exit told = tell_signed(call, statement, content ? &*content : nullptr);
  if (!call.dry_run())
    call.answer.remark(
        phrase("to be appended at the registry with: lcl submit commit {}", printable(staged)));
  return told;
}

Result<Receipt> commit_events(Call& call, Ledger& ledger, const std::string& staged,
                              const Statement& statement) {
  const Interruptible interruptible;
  if (Afar* const afar = afar_of(call)) return commit_afar(call, *afar, statement);
  ProgressLine line;
  return call.noted(ledger.commit_staged(staged, watched(line)));
}

Exit submit_commit(Call& call) {
  const std::string& staged = call.subject();
  const Statement statement = read_staged(staged);
  Ledger& ledger = call.ledger();
  if (!statement.signature) {
    return call.refuse(
        Refused{Refusal::bad_signature, {.field = "signature"}, phrase("{} is not signed", staged)});
  }
  if (call.dry_run()) {
    if (const std::optional<Refused> refused = ledger.refusal(statement)) return call.refuse(*refused);
    return call.give({{"dry_run", true}, {"would_append", statement_json(statement)}},
                     phrase("would append {}\n{}", printable(statement.kind), statement_text(statement)));
  }
  const bool events = statement.kind == rule_of(Act::submission).kind;
  const Result<Receipt> outcome = events
                                      ? commit_events(call, ledger, staged, statement)
                                      : record(call, ledger, statement, private_part_of(statement, staged));
  if (!outcome) return call.refuse(outcome.refused());
  const auto& receipt = *outcome;
  const Exit exit = call.give(receipt_json, receipt_text, receipt, statement);
  remark_next(call, ledger, statement.project, receipt.seq);
  return exit;
}

const Option project_option{"project", "ID", "the project that the events belong to", required};
const Option strict_option{"strict", "", "refuse resales that earn nothing, or of which that cannot be told"};
const Option key_option{"key", "FILE", "sign with this private key", required};
const Option passphrase_option{"passphrase-file", "FILE",
                               "the key's passphrase is this file's first line; else it is asked for"};

}  // namespace

std::vector<Command> submit_commands() {
  return {
      {.name = "submit",
       .summary = "check an event log and record it",
       .examples = "lcl submit march.ndjson --project RENO1 --key developer.pem\n"
                   "lcl submit march.csv --project RENO1 --key developer.pem --dry-run\n"
                   "lcl submit march.csv --project RENO1 --key developer.pem --rejects to-mend.csv\n"
                   "lcl submit orders.csv --mapping orders.json --project RENO1 --key developer.pem",
       .page =
           R"(A log is recorded as a whole, or not at all: then every refusal is listed by line and column.
LOG is NDJSON, or a table: text between commas, semicolons, tabs or vertical bars, in UTF-8,
UTF-16 or Windows-1252, or a sheet of a workbook (.xlsx, .ods), whose headers are the fields'
names in English or French. Text may be packed by gzip or zstd. What was read how is said; what
reads two ways, as 01/02/2024 or 1,234, is refused until an option says which.
Events already recorded are skipped, so the same log can be submitted again. LOG may be -,
standard input, unless it is a workbook. It may be an EPCIS 2.0 document (schemas/epcis.md in the
sources): events of business steps that mean nothing to a ledger are left out, and said. Write
./sign for a log in a file named sign (or commit, or prepare).
Somebody else's table, an order export or an erasure tool's reports, is read through a mapping
(lcl help mapping new): then each refusal names the cell of that table.

With --rejects, what is refused is written to a file to be mended there, with whatever else the log
has of the same devices: of a table a worksheet, whose first columns say line, cell and why, and
which is read again with these columns or without (FILE.xlsx: a workbook); of an EPCIS document lines
of NDJSON.
--accept-valid writes the same file, and records the rest.

It ends with what the log earns by the project's methodology: how many of its resales are
credited, how many not, why and in which lines. What is recorded later, reports and audits
change it.
)",
       .positionals = {"LOG"},
       .options =
           with_log_options({project_option,
                             key_option,
                             {"signer", "PUB", "with --dry-run: who would sign", instead},
                             passphrase_option,
                             {"rejects", "FILE", "write what is refused to this file, to be mended there"},
                             {"accept-valid", "FILE", "the same, and record what is not refused"},
                             strict_option,
                             force_option,
                             {"dry-run", "", "say what would be refused or recorded; write nothing"},
                             clock_option}),
       .run = submit},
      {.name = "submit prepare",
       .summary = "check an event log and stage it to be signed elsewhere",
       .examples =
           "lcl submit prepare march.ndjson --project RENO1 --signer developer.pem.pub --output march.staged",
       .page = "STAGED holds what will be signed, and the events as they will be recorded.\n",
       .positionals = {"LOG"},
       .options = with_log_options(
           {project_option,
            {"signer", "PUB", "who will sign: a public key's file or its fingerprint", required},
            {"output", "STAGED", "the file to write", required},
            strict_option,
            force_option,
            {"dry-run", "", "say what would be refused or recorded; write nothing"},
            clock_option}),
       .run = submit_prepare},
      {.name = "submit sign",
       .summary = "sign a staged submission or a draft, without the registry",
       .examples = "lcl submit sign march.staged --log march.ndjson --key developer.pem\n"
                   "lcl submit sign close.draft --key developer.pem",
       .page = R"(Shows what is signed. STAGED is changed in place.

With --log, every event of STAGED is compared with your own log before anything is signed: the
same events in the same order, kind by kind, fact by fact, the private reference and certificate
included, and whatever the log calls one device must be one device. Anything that differs is
listed with its line, and nothing is signed. If the registry skipped lines that were recorded
already, give a log without them. What cannot be compared: which pseudonym stands for which
identifier, since only the registry's pepper tells. Without --log, only a summary is shown.
)",
       .positionals = {"STAGED"},
       .options = with_log_options(
           {{"log", "FILE", "your own log of these events: sign only if STAGED holds just them"},
            key_option,
            passphrase_option,
            {"dry-run", "", "say what would be signed; write nothing"}}),
       .anchoring = Anchoring::none,
       .run = submit_sign},
      {.name = "submit commit",
       .summary = "append a signed submission or draft",
       .examples = "lcl submit commit march.staged",
       .page =
           R"(If the draft has a private part, it is read from STAGED.private, where it was prepared. What was
appended before is not appended again: the answer is the entry that it has.
)",
       .positionals = {"STAGED"},
       .options = {{"dry-run", "", "say what would be refused or appended; write nothing"}, clock_option},
       .run = submit_commit},
  };
}

}  // namespace lcl::cli
