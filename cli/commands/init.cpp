// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "cli/commands/command_table.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/passphrase.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/ledger.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/values/identifiers.hpp"

namespace lcl::cli {
namespace {

bool is_free(const std::filesystem::path& folder) {
  std::error_code error;
  return !std::filesystem::exists(folder, error) || std::filesystem::is_empty(folder, error);
}

Exit tell_dry_run(Call& call, const std::string& folder, const std::string& origin,
                  const PublicKey& certifier) {
  if (!is_free(folder)) {
    return call.refuse(Refused{Refusal::registry_exists, {}, folder + " is not empty"});
  }
  return call.give(
      {{"dry_run", true},
       {"would_create", {{"certifier", hex(certifier.id())}, {"folder", folder}, {"origin", origin}}}},
      "would create the registry " + origin + " in " + folder + '\n');
}

void tell_created(Call& call, const Ledger& ledger, const Receipt& receipt) {
  const RegistryState& state = ledger.state();
  Columns lines({Align::left, Align::left});
  lines.row({"registry", ledger.opened().folder().path.string()});
  lines.row({"origin", state.origin()});
  lines.row({"log key", ledger.log_vkey()});
  lines.row({"operator", hex(state.operator_key().id())});
  lines.row({"certifier", hex(state.certifier_key().id())});
  lines.row({"head", "size " + std::to_string(receipt.head.size) + ", root " + hex(receipt.head.root)});
  call.give({{"certifier", hex(state.certifier_key().id())},
             {"checkpoint", receipt.checkpoint},
             {"folder", ledger.opened().folder().path.string()},
             {"head", head_json(receipt.head)},
             {"log_key", ledger.log_vkey()},
             {"operator", hex(state.operator_key().id())},
             {"origin", state.origin()}},
            lines.text());
  call.answer.remark(
      "keep the log key and the certifier's fingerprint elsewhere too: verify takes them from outside");
}

Exit init(Call& call) {
  const std::string& folder = call.subject();
  const std::string& origin = call.arguments.one("origin");
  if (!is_origin(origin)) {
    throw UsageError("--origin: \"" + origin + "\" is not a name like registry.example/lbc");
  }
  const PublicKey certifier = PublicKey::from_pem_file(input_path(call.arguments.one("certifier")));
  const std::string passphrase = passphrase_for_new_key(call.arguments, "operator-passphrase-file");
  if (call.dry_run()) return tell_dry_run(call, folder, origin, certifier);
  const Result<Receipt> outcome = Ledger::create({folder}, origin, certifier, passphrase);
  if (!outcome) return call.refuse(outcome.refused());
  tell_created(call, Ledger(folder), *outcome);
  return Exit::done;
}

Exit adopt_folder(Call& call) {
  const std::string& folder = call.subject();
  Ledger::adopt(folder);
  const Ledger ledger(folder);
  return call.give({{"folder", folder}, {"head", head_json(ledger.head())}, {"log_key", ledger.log_vkey()}},
                   folder + " is yours now: it can be written to\n");
}

}  // namespace

std::vector<Command> adopt_commands() {
  return {{
      .name = "adopt",
      .summary = "take a moved or copied registry as one's own",
      .examples = "lcl adopt /srv/registry",
      .page = "A registry is written to by the user who made it, where it was made: lcl init notes\n"
              "this in $XDG_STATE_HOME/lcl, or else ~/.local/state/lcl. A folder that was moved,\n"
              "copied, restored or received is only read, as anyone may have made it. This command\n"
              "notes that it is yours. The folder must hold the key that its log is signed with.\n"
              "Do not go on writing to two copies: their logs would contradict each other.\n",
      .positionals = {"FOLDER"},
      .anchoring = Anchoring::none,
      .run = adopt_folder,
  }};
}

std::vector<Command> init_commands() {
  return {{
      .name = "init",
      .summary = "make a new registry",
      .examples = "lcl init registry --origin registry.example/lbc --certifier certifier.pem.pub",
      .page = "Makes the folder with its keys, its pepper and a ledger of one entry. The origin is\n"
              "the log's name for ever. The certifier's key is the root of trust, as it grants every\n"
              "other key: make it on another machine with lcl key new, and bring only its public half.\n",
      .positionals = {"FOLDER"},
      .options = {{"origin", "NAME", "the log's name, a URL without its scheme", required},
                  {"certifier", "PUB", "the certifier's public key, PEM", required},
                  {"operator-passphrase-file", "FILE",
                   "encrypt the operator's key with this file's first line"},
                  {"dry-run", "", "say what would be refused or made; write nothing"}},
      .anchoring = Anchoring::none,
      .run = init,
  }};
}

}  // namespace lcl::cli
