// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/check_credential.hpp"
#include "cli/commands/check_export.hpp"
#include "cli/commands/command_table.hpp"
#include "cli/kit/anchors.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/page_file.hpp"
#include "cli/kit/trust.hpp"
#include "ledger/audit/proof_check.hpp"
#include "ledger/chain/proof_file.hpp"
#include "ledger/texts/certificate_page.hpp"
#include "ledger/texts/proof_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

Exit check_proof_file(Call& call) {
  const std::optional<Policy> policy = policy_given(call.arguments);
  const std::optional<NoteVerifier> log = log_key_given(call.arguments, policy);
  if (!log) throw UsageError(phrase("--log-key is missing, or --policy with a file that lists one log"));
  const std::string* page_file = call.arguments.maybe("page");
  const Renderer rendered = page_file == nullptr ? nullptr : renderer_for(*page_file);
  if (page_file != nullptr && rendered == nullptr)
    throw UsageError(phrase("--page: \"{}\" ends neither in .html nor in .pdf", *page_file));
  if (page_file == nullptr && call.arguments.has("language"))
    throw UsageError(phrase("--language belongs to --page"));
  const page::Language language = language_of(call.arguments);
  const CheckedProof proof = check_proof(read_file(call.subject(), max_proof_file_bytes), *log, policy,
                                         certifier_given(call.arguments));
  if (rendered != nullptr && proof.holds()) {
    if (!proof.units)
      throw UsageError(
          phrase("--page: a page is made of a certificate of units or of a proof of retirement"));
    OutputFile output = output_file(call.arguments, *page_file, MayRead::everyone);
    const Speaking as_the_page(language);
    output.stream() << rendered(certificate_page(proof, language));
    output.keep();
  }
  call.give(proof_json, proof_text, proof);
  return proof.holds() ? Exit::done : Exit::no;
}

Exit check(Call& call) {
  if (has_export_origin(call.subject())) return check_export(call);
  return is_credential(call.subject()) ? check_credential(call) : check_proof_file(call);
}

}  // namespace

std::vector<Command> check_commands() {
  return {{
      .name = "check",
      .summary = "check a proof with nothing but the log's public key, or an exported file with the ledger",
      .examples = "lcl check entry-12.tlog-proof --log-key registry.example/lbc+530d903a+AekyeRrm\n"
                  "lcl check units.retirement --log-key log.vkey --certifier certifier.pem.pub \\\n"
                  "    --page retirement.pdf --language fr\n"
                  "lcl check tally-2026.xlsx",
      .page = R"(A proof needs no registry and no network: only a file that lcl prove wrote, and the log's key
(lcl checkpoint --vkey), obtained from somewhere else. Says what the file proves and what it
does not. With --policy, enough of the policy's witnesses must have cosigned its checkpoint;
a policy that lists exactly one log also gives the log's key, otherwise give both options.

Whoever has the log's key can begin another log with another certifier. A passport and a
certificate name the certifier they rest on, and each key that may certify since, or may no
more; with --certifier, only those of that one hold.

A certificate of units contains every statement on their project: each opinion ever given,
each sale, retirement and cancellation. "Complete up to entry N" means that none up to there
is left out; so it also says who holds the units at that point, and every act that led there,
with who signed it. A proof of retirement holds only if all of the units are retired.
With --page, a certificate or a proof of retirement that holds is written as a page for people
too, in French or English, with the sentences that the law wants said and a QR code of the
file's SHA-256 and of how to check it.

Of an exported file (--output), with FILE.origin.json beside it: whether it is as it was
written, whether the ledger still gives it at the size that it was computed at, and whether it
gives the same figures today.

A file that ends in .json without such an origin is read as a credential of units
(lcl prove --credential): whether it is as its issuer signed it, and with --certifier, whether
that is the certifier.
The exit code is 0 if the proof, the credential, or the exported file at its size, holds, else 1.
)",
      .positionals = {"FILE"},
      .options = {{"log-key", "KEY|FILE", "the log's key, obtained from somewhere else"},
                  {"policy", "FILE", "whose cosignatures the checkpoint must have (C2SP tlog-policy)",
                   or_both},
                  {"certifier", "FINGERPRINT|PUB", "the certifier's key, obtained from elsewhere"},
                  {"page", "FILE", "write a page to a new file that ends in .html or .pdf"},
                  force_option,
                  language_option},
      .anchoring = Anchoring::none,
      .run = check,
  }};
}

}  // namespace lcl::cli
