// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/command_table.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/trust.hpp"
#include "ledger/audit/proof_check.hpp"
#include "ledger/texts/proof_text.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_proof = 64U << 20U;

Exit check_proof_file(Call& call) {
  const std::optional<Policy> policy = policy_given(call.arguments);
  const std::optional<NoteVerifier> log = log_key_given(call.arguments, policy);
  if (!log) throw UsageError("--log-key is missing, or --policy with a file that lists one log");
  const CheckedProof proof = check_proof(read_file(call.subject(), longest_proof), *log, policy);
  if (call.json()) {
    call.answer.document(proof_json(proof));
  } else {
    call.answer.write(proof_text(proof));
  }
  return proof.holds() ? Exit::done : Exit::no;
}

}  // namespace

std::vector<Command> check_commands() {
  return {{
      .name = "check",
      .summary = "check a proof with the log's public key alone",
      .usage = "FILE --log-key KEY|FILE [--policy FILE]",
      .examples = "lcl check entry-12.tlog-proof --log-key registry.example/lbc+530d903a+AekyeRrm\n"
                  "lcl check units.certificate --log-key log.vkey",
      .page = "Needs no registry and no network: only a file that lcl prove wrote, and the log's key\n"
              "(lcl checkpoint --vkey), known from elsewhere. Says what the file shows and what it does\n"
              "not. With --policy its checkpoint must have been seen by enough of the policy's witnesses; a\n"
              "policy that lists one log gives its key too. The exit code is 0 if the proof holds, 1 if it\n"
              "proves nothing.\n",
      .positionals = {"FILE"},
      .options = {{"log-key", "KEY|FILE", "the log's key, known from elsewhere"},
                  {"policy", "FILE", "whose cosignatures the checkpoint must have (C2SP tlog-policy)"}},
      .run = check_proof_file,
  }};
}

}  // namespace lcl::cli
