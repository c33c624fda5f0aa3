// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/signing.hpp"

#include <sys/stat.h>

#include <array>
#include <iostream>
#include <utility>

#include "cli/kit/files.hpp"
#include "cli/kit/passphrase.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/recording.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/next_act_text.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

constexpr mode_t group_or_others = 077;

void warn_if_readable_by_others(const std::string& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) == 0 && (status.st_mode & group_or_others) != 0) {
    std::cerr << phrase("warning: {} can be read by others: chmod 600 {}\n", printable(file),
                        printable(file));
  }
}

Digest signer_elsewhere(const std::string& signer) {
  if (const std::optional<Digest> id = digest_from_hex(signer)) return *id;
  if (!std::filesystem::exists(signer)) {
    throw UsageError(
        phrase("--signer: \"{}\" is neither a public key's file nor a fingerprint of 64 hex digits", signer));
  }
  return PublicKey::from_pem_file(signer).id();
}

std::string named(const Statement& statement) {
  return printable(statement.project.empty() ? statement.kind
                                             : phrase("{} of {}", statement.kind, statement.project));
}

std::string value_text(const Json& value) {
  if (const auto* text = value.get_ptr<const std::string*>()) return *text;
  if (value.is_object() && value.contains("id") && value.contains("version")) {
    return phrase("{} {}, sha256 {}", value_text(value["id"]), value_text(value["version"]),
                  hex(sha256(canonical(value))));
  }
  return canonical(value);
}

Exit tell_dry_run(Call& call, const Statement& statement) {
  return call.give({{"dry_run", true}, {"would_append", statement_json(statement)}},
                   phrase("would append {}\n{}", named(statement), statement_text(statement)));
}

void write(const Call& call, const std::string& file, const std::string& text) {
  OutputFile output = output_file(call.arguments, file, MayRead::owner);
  output.stream() << text;
  output.keep();
}

Exit prepare(Call& call, const Statement& statement, const std::optional<std::string>& private_part,
             const std::string& file, std::uint64_t endorsements) {
  const std::string draft = draft_of(statement) + '\n';
  const bool to_standard_output = file == standard_stream;
  if (private_part && to_standard_output) {
    throw UsageError(phrase("--prepare - has no place for the private part; give --prepare a file"));
  }
  if (!to_standard_output) (void)existing_at(call.arguments, file);
  if (private_part) write(call, private_file_of(file), *private_part);
  if (!to_standard_output) write(call, file, draft);
  Json prepared = statement_json(statement);
  prepared["file"] = file;
  if (to_standard_output) prepared["draft"] = draft;
  if (private_part) prepared["private_file"] = private_file_of(file);
  const Json answer = {{"prepared", std::move(prepared)}};
  if (to_standard_output) {
    call.answer.give_exact(answer, draft);
  } else {
    call.give(answer, phrase("prepared {} in {}\n", named(statement), printable(file)));
  }
  if (private_part) {
    call.answer.remark(phrase("its private part is in {}, which the signer does not need",
                              printable(private_file_of(file))));
  }
  remark_next_steps(call, file, endorsements);
  return Exit::done;
}

/// The canonical bytes of a private part; nothing where there is nothing to tell.
std::optional<std::string> sealed(const Json& fields) {
  if (fields.empty()) return std::nullopt;
  std::array<std::uint8_t, 16> salt{};
  random_bytes(salt);
  Json document = fields;
  document["salt"] = hex(Bytes(salt));
  return canonical(document);
}

/// A draft on standard output stands there alone.
void tell_preview(Call& call, std::string_view preview) {
  if (preview.empty()) return;
  if (call.arguments.has("prepare")) {
    preview.remove_suffix(1);
    call.answer.remark(preview);
  } else {
    call.answer.say(preview);
  }
}

/// By how many more certifier keys, besides its signer.
std::uint64_t endorsements_needed(const RegistryState& state, const Statement& statement) {
  const bool alone = state.keys().at(statement.key).role == Role::recovery;
  return !rule_of_kind(statement.kind)->by_quorum || alone ? 0 : state.records().certifier_quorum - 1;
}

std::optional<Refused> refusal(const Ledger& ledger, const Statement& statement) {
  ProgressLine line;
  return ledger.refusal(statement, watched(line));
}

}  // namespace

const Option clock_option{"accept-clock", "",
                          "this machine's clock is right, though far from the last entry's time"};

std::vector<Option> with_signing(std::vector<Option> own) {
  own.insert(
      own.end(),
      {
          {"key", "FILE", "sign with this private key", required},
          {"signer", "PUB", "who will sign the draft: a public key's file or its fingerprint", instead},
          {"prepare", "FILE", "write a draft to be signed elsewhere; - for standard output", along},
          force_option,
          {"passphrase-file", "FILE", "the key's passphrase is this file's first line; else it is asked for"},
          {"dry-run", "", "say what would be refused or appended; write nothing"},
          clock_option,
      });
  return own;
}

void check_signing(const Arguments& arguments) {
  const bool prepares = arguments.has("prepare");
  if (prepares && arguments.has("key"))
    throw UsageError(phrase("--prepare goes with --signer, not with --key"));
  if (arguments.has("signer") && !prepares && !arguments.has("dry-run")) {
    throw UsageError(phrase("--signer goes with --prepare or --dry-run; to sign now give --key"));
  }
}

void remark_next_steps(Call& call, const std::string& draft, std::uint64_t endorsements) {
  const std::string file = printable(draft);
  if (endorsements == 0) {
    call.answer.remark(
        phrase("to be signed with: lcl submit sign {} --key KEY\nand appended with: lcl submit commit {}",
               file, file));
    return;
  }
  const std::string more = counted(endorsements, phrase("more certifier key"), phrase("more certifier keys"));
  call.answer.remark(
      phrase("to be signed with: lcl submit sign {} --key KEY\nby {} with: lcl key endorse {} --key KEY\n"
             "and appended with: lcl submit commit {}",
             file, more, file, file));
}

PrivateKey key_at_hand(const Arguments& arguments) {
  const std::string& file = arguments.one("key");
  PrivateKey key = PrivateKey::from_file(input_path(file), passphrase_source(arguments));
  warn_if_readable_by_others(file);
  return key;
}

Signer signer_of(const Arguments& arguments) {
  const bool at_hand = arguments.has("key");
  const bool elsewhere = arguments.has("signer");
  if (at_hand && elsewhere) throw UsageError(phrase("--key and --signer exclude each other"));
  if (elsewhere) return {signer_elsewhere(arguments.one("signer")), std::nullopt};
  if (!at_hand)
    throw UsageError(arguments.has("prepare") ? phrase("--signer is missing") : phrase("--key is missing"));
  PrivateKey key = key_at_hand(arguments);
  const Digest id = key.public_key().id();
  return {id, std::move(key)};
}

void require_registry_to_append(const Call& call, const Ledger& ledger) {
  if (call.arguments.has("prepare") || call.dry_run() || call.afar) return;
  if (const auto why = ledger.why_read_only()) {
    throw Error(Obstacle::unavailable, phrase("{}; prepare the act here (--signer PUB --prepare FILE), and "
                                              "append it at the registry (lcl submit commit FILE)",
                                              *why));
  }
}

void remark_next(Call& call, const Ledger& ledger, const std::string& project, std::uint64_t seq) {
  const Project* on_record = ledger.state().project(project);
  const std::string next = on_record == nullptr ? std::string() : text_of_next(*on_record, seq, now());
  if (!next.empty()) call.answer.remark(next);
}

Exit perform(Call& call, Ledger& ledger, const Signer& signer, const ActRequest& request) {
  check_signing(call.arguments);
  require_registry_to_append(call, ledger);
  const std::optional<std::string> private_part = sealed(request.private_fields);
  Json fields = request.fields;
  if (private_part) fields["private"] = hex(sha256(*private_part));
  Statement statement =
      ledger.draft(rule_of(request.act).kind, request.project, std::move(fields), signer.id);
  const std::string* file = call.arguments.maybe("prepare");
  if (call.dry_run() || file != nullptr) {
    if (const auto refused = refusal(ledger, statement)) return call.refuse(*refused);
    tell_preview(call, request.preview);
    if (call.dry_run()) return tell_dry_run(call, statement);
    return prepare(call, statement, private_part, *file, endorsements_needed(ledger.state(), statement));
  }
  sign(statement, *signer.key);
  const Result<Receipt> outcome = record(call, ledger, statement, private_part);
  if (!outcome) return call.refuse(outcome.refused());
  tell_preview(call, request.preview);
  const auto& receipt = *outcome;
  const Exit exit = call.give(receipt_json, receipt_text, receipt, statement);
  if (request.next) {
    call.answer.remark(request.next(receipt.seq));
  } else {
    remark_next(call, ledger, statement.project, receipt.seq);
  }
  return exit;
}

Exit perform(Call& call, const ActRequest& request) {
  return perform(call, call.ledger(), signer_of(call.arguments), request);
}

std::string private_file_of(const std::string& draft) { return draft + ".private"; }

std::optional<std::string> private_part_of(const Statement& statement, const std::string& draft) {
  constexpr std::size_t longest = 1U << 16U;
  if (!statement.act.contains("private")) return std::nullopt;
  return read_file(private_file_of(draft), longest);
}

std::string statement_text(const Statement& statement) {
  Columns lines({Align::left, Align::left});
  for (const auto& [field, value] : statement.act.items()) lines.row({field, value_text(value)});
  lines.row({phrase("signer"), hex(statement.key)});
  for (const Endorsement& each : statement.endorsements) lines.row({phrase("endorsed by"), hex(each.key)});
  return lines.text(2);
}

Json statement_json(const Statement& statement) {
  Json json = {{"act", statement.act},
               {"kind", statement.kind},
               {"seen", head_json(statement.seen)},
               {"signer", hex(statement.key)}};
  if (!statement.project.empty()) json["project"] = statement.project;
  for (const Endorsement& each : statement.endorsements) json["endorsed_by"].push_back(hex(each.key));
  return json;
}

Json receipt_json(const Receipt& receipt, const Statement& statement) {
  Json entry = {{"kind", statement.kind}, {"seq", receipt.seq}};
  if (!statement.project.empty()) entry["project"] = statement.project;
  Json json = {
      {"checkpoint", receipt.checkpoint}, {"entry", std::move(entry)}, {"head", head_json(receipt.head)}};
  if (receipt.recorded_before) json["recorded_before"] = true;
  return json;
}

std::string receipt_text(const Receipt& receipt, const Statement& statement) {
  return receipt.recorded_before ? phrase("recorded already, entry {}: {}\n", receipt.seq, named(statement))
                                 : phrase("entry {}: {}\n", receipt.seq, named(statement));
}

}  // namespace lcl::cli
