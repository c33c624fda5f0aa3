// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "cli/commands/command_table.hpp"
#include "cli/kit/evidence.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/passphrase.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/ledger.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/findings_text.hpp"
#include "ledger/texts/notices.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/unit_serial.hpp"

namespace lcl::cli {
namespace {

bool is_free(const std::filesystem::path& folder) {
  std::error_code error;
  return !std::filesystem::exists(folder, error) || std::filesystem::is_empty(folder, error);
}

Exit tell_dry_run(Call& call, const std::string& folder, const std::string& origin,
                  const Certifier& certifier, const std::optional<Digest>& mandate) {
  if (!is_free(folder)) {
    return call.refuse(Refused{Refusal::registry_exists, {}, phrase("{} is not empty", folder)});
  }
  Json would_create = certifier_answer(certifier);
  would_create["folder"] = folder;
  would_create["origin"] = origin;
  would_create["standing"] = word(mandate ? RegistryStanding::official : RegistryStanding::trial);
  if (mandate) would_create["mandate"] = hex(*mandate);
  return call.give(
      {{"dry_run", true}, {"would_create", std::move(would_create)}},
      phrase("would create the {} registry {} in {}\n", mandate ? "official" : "trial", origin, folder));
}

void tell_created(Call& call, const Ledger& ledger, const Receipt& receipt) {
  const RegistryState& state = ledger.state();
  Columns lines({Align::left, Align::left});
  lines.row({phrase("registry"), ledger.opened().folder().path.string()});
  lines.row({phrase("origin"), state.origin()});
  lines.row({phrase("standing"), standing_text(state.records().standing)});
  if (const auto& mandate = state.records().mandate) lines.row({phrase("mandate"), hex(*mandate)});
  lines.row({phrase("log key"), ledger.log_vkey()});
  lines.row({phrase("operator"), hex(state.operator_key().id())});
  add_certifier(state.certifier(), lines);
  lines.row({phrase("head"), phrase("size {}, root {}", receipt.head.size, hex(receipt.head.root))});
  Json answer = certifier_answer(state.certifier());
  answer.update({{"checkpoint", receipt.checkpoint},
                 {"folder", ledger.opened().folder().path.string()},
                 {"head", head_json(receipt.head)},
                 {"log_key", ledger.log_vkey()},
                 {"operator", hex(state.operator_key().id())},
                 {"origin", state.origin()},
                 {"standing", word(state.records().standing)}});
  if (const auto& mandate = state.records().mandate) answer["mandate"] = hex(*mandate);
  call.give(answer, lines.text());
  if (!state.certifier().recovery_key) {
    call.answer.remark(phrase(
        "there is no recovery key: whoever steals {} can lock the certifier out for good (lcl init --help)",
        std::string(state.certifier().quorum > 1 ? phrase("{} certifier keys", state.certifier().quorum)
                                                 : phrase("a certifier key"))));
  }
  call.answer.remark(phrase(
      "keep the log key and the certifier's fingerprint elsewhere too: verify takes them from outside"));
}

/// The mandate that makes a registry official; none: it is a trial.
std::optional<Digest> named_mandate(const Arguments& given) {
  if (given.has("official") != given.has("mandate")) {
    throw UsageError(phrase(
        "an official registry is made with --official and --mandate FILE; without both it is a trial"));
  }
  if (!given.has("mandate")) return std::nullopt;
  return digest_from_hex(evidence(given, "mandate"));
}

Certifier named_certifier(const Arguments& given) {
  Certifier certifier;
  for (const std::string& file : given.all("certifier"))
    certifier.keys.push_back(PublicKey::from_pem_file(input_path(file)));
  if (const auto quorum = given.maybe_whole("certifier-quorum")) {
    certifier.quorum = *quorum;
  } else if (certifier.keys.size() > 1) {
    throw UsageError(
        phrase("--certifier-quorum is missing: how many of the certifier's keys sign an act on keys"));
  }
  if (const std::string* file = given.maybe("recovery-key"))
    certifier.recovery_key = PublicKey::from_pem_file(input_path(*file));
  return certifier;
}

Exit init(Call& call) {
  const std::string& folder = call.subject();
  const std::string& origin = call.arguments.one("origin");
  if (!is_origin(origin)) {
    throw UsageError(phrase("--origin: \"{}\" is not a name like registry.example/lbc", origin));
  }
  const Certifier certifier = named_certifier(call.arguments);
  const std::string passphrase = passphrase_for_new_key(call.arguments, "operator-passphrase-file");
  const std::optional<Digest> mandate = named_mandate(call.arguments);
  if (call.dry_run()) return tell_dry_run(call, folder, origin, certifier, mandate);
  const Result<Receipt> outcome = Ledger::create({folder}, origin, certifier, passphrase, mandate);
  if (!outcome) return call.refuse(outcome.refused());
  tell_created(call, Ledger(folder), *outcome);
  return Exit::done;
}

Exit adopt_folder(Call& call) {
  const std::string& folder = call.subject();
  Ledger::adopt(folder);
  const Ledger ledger(folder);
  return call.give({{"folder", folder}, {"head", head_json(ledger.head())}, {"log_key", ledger.log_vkey()}},
                   phrase("{} is yours now: it can be written to\n", folder));
}

}  // namespace

std::vector<Command> adopt_commands() {
  return {{
      .name = "adopt",
      .summary = "take a moved or copied registry as one's own",
      .examples = "lcl adopt /srv/registry",
      .page = R"(A registry is written to by the user who made it, where it was made: lcl init notes
this in $XDG_STATE_HOME/lcl, or else ~/.local/state/lcl. A folder that was moved,
copied, restored or received is only read, as anyone may have made it. This command
notes that it is yours. The folder must hold the key that its log is signed with.
Do not go on writing to two copies: their logs would contradict each other.
)",
      .positionals = {"FOLDER"},
      .anchoring = Anchoring::none,
      .run = adopt_folder,
  }};
}

std::vector<Command> init_commands() {
  return {{
      .name = "init",
      .summary = "make a new registry",
      .examples = R"(lcl init registry --origin registry.example/trial --certifier certifier.pem.pub
lcl init registry --origin registry.example/lbc --certifier certifier.pem.pub \
    --official --mandate mandate.pdf
lcl init registry --origin registry.example/lbc --certifier a.pub --certifier b.pub --certifier c.pub --certifier-quorum 2 --recovery-key recovery.pub)",
      .page = R"(Makes the folder with its keys, its pepper and a ledger of one entry. The origin is
the log's name for ever. The certifier's key is the root of trust, as it grants every
other key: make it on another machine with lcl key new, and bring only its public half.

It is a trial registry, whose units are no credits and bear serials that begin TRIAL, unless
--official is given with the ministry's mandate, of which the SHA-256 enters the ledger. An
official registry takes approved methodologies only, and its serials begin LBC.

With several certifier keys, as many as --certifier-quorum says have to sign every act on
keys (lcl key grant, key revoke, key annul); a single one signs everything else. So a thief
of one key can grant and revoke nothing. The recovery key is kept offline. It can undo acts
on keys (lcl key annul) and nothing else: with it, the certifier gets the registry back after
certifier keys were stolen. None of this can be changed later.
)",
      .positionals = {"FOLDER"},
      .options = {{"origin", "NAME", "the log's name, a URL without its scheme", required},
                  {"certifier", "PUB", "the certifier's public key, PEM", required, true},
                  {"certifier-quorum", "K", "how many certifier keys sign an act on keys; 1 if there is one"},
                  {"recovery-key", "PUB", "a public key that can undo acts on keys and nothing else"},
                  {"official", "", "an official registry, by the ministry's mandate; else it is a trial"},
                  {"mandate", "FILE|DIGEST", "the mandate of an official registry, or its SHA-256"},
                  {"operator-passphrase-file", "FILE",
                   "encrypt the operator's key with this file's first line"},
                  {"dry-run", "", "say what would be refused or made; write nothing"}},
      .anchoring = Anchoring::none,
      .run = init,
  }};
}

}  // namespace lcl::cli
