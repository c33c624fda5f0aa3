// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "cli/commands/command_table.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/passphrase.hpp"
#include "cli/kit/references.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/ledger.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/values/error.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_key_file = 1U << 16U;
constexpr const char* public_suffix = ".pub";

void require_absent(const std::string& file) {
  if (std::filesystem::exists(file))
    throw Error(Obstacle::io, "cannot create " + file + ": it exists already");
}

/// The private key first: a public half without it would be of no use.
void write_pair(const PrivateKey& key, const std::string& file, const std::string& passphrase) {
  OutputFile public_file(file + public_suffix, Existing::refuse, MayRead::everyone);
  public_file.stream() << key.public_key().pem();
  public_file.settle();
  key.write(file, passphrase);
  public_file.keep();
}

Exit key_new(Call& call) {
  const std::string& file = call.subject();
  require_absent(file);
  require_absent(file + public_suffix);
  if (call.arguments.has("passphrase") && call.arguments.has("passphrase-file")) {
    throw UsageError("--passphrase and --passphrase-file exclude each other");
  }
  std::string passphrase = passphrase_for_new_key(call.arguments, "passphrase-file");
  if (call.dry_run()) {
    if (call.json()) {
      call.answer.document({{"dry_run", true}, {"would_write", {file, file + public_suffix}}});
    } else {
      call.answer.write("would write " + printable(file) + " and " + printable(file + public_suffix) + '\n');
    }
    return Exit::done;
  }
  if (call.arguments.has("passphrase")) passphrase = ask_new_passphrase(file);
  const PrivateKey key = PrivateKey::generate();
  write_pair(key, file, passphrase);
  const std::string fingerprint = hex(key.public_key().id());
  if (call.json()) {
    call.answer.document(
        {{"file", file}, {"fingerprint", fingerprint}, {"public_file", file + public_suffix}});
  } else {
    call.answer.write(fingerprint + '\n');
    std::cerr << "wrote " << printable(file) << ", which is secret, and " << printable(file + public_suffix)
              << '\n';
  }
  return Exit::done;
}

PublicKey public_key_in(const Call& call, const std::string& file) {
  const std::string text = read_file(file, longest_key_file);
  if (text.find("PRIVATE KEY-----") == std::string::npos) return PublicKey::from_pem_file(input_path(file));
  return PrivateKey::from_file(input_path(file), passphrase_source(call.arguments)).public_key();
}

Exit key_show(Call& call) {
  const std::string& file = call.subject();
  if (file == standard_stream) throw UsageError("a key is read from a file, not from standard input");
  const PublicKey key = public_key_in(call, file);
  if (call.json()) {
    call.answer.document({{"fingerprint", hex(key.id())}, {"public_key", key.text()}});
    return Exit::done;
  }
  Columns lines({Align::left, Align::left});
  lines.row({"fingerprint", hex(key.id())});
  lines.row({"public key", key.text()});
  call.answer.write(lines.text());
  return Exit::done;
}

Exit key_grant(Call& call) {
  const PublicKey key = PublicKey::from_pem_file(input_path(call.subject()));
  const std::string& role_name = call.arguments.one("role");
  const std::string& party = call.arguments.one("party");
  if (!role(role_name)) {
    throw UsageError("--role: \"" + role_name + "\" is not operator, developer, auditor or certifier");
  }
  Ledger ledger({call.registry()});
  const Signer signer = signer_of(call.arguments);
  return perform(call, ledger, signer,
                 {Act::key_granted, {}, {{"party", party}, {"public_key", key.text()}, {"role", role_name}}});
}

Exit key_revoke(Call& call) {
  const Arguments& given = call.arguments;
  Json fields = {{"reason", given.one("reason")}};
  if (const std::string* from = given.maybe("from")) {
    const auto instant = parse_instant(*from);
    if (!instant) {
      throw UsageError("--from: \"" + *from + "\" is not an instant with a zone, like 2026-02-02T09:15:00Z");
    }
    fields["from"] = to_string(*instant);
  }
  Ledger ledger({call.registry()});
  const auto key = key_named(ledger.state(), given.positionals().front());
  if (!key) return refuse(call, key.refused());
  fields["key"] = hex(*key);
  return perform(call, ledger, signer_of(given), {Act::key_revoked, {}, std::move(fields)});
}

std::vector<const GrantedKey*> by_grant(const RegistryState& state) {
  std::vector<const GrantedKey*> keys;
  for (const auto& [id, key] : state.keys()) keys.push_back(&key);
  std::sort(keys.begin(), keys.end(), [](const auto* a, const auto* b) {
    return std::pair(a->granted, a->key.id()) < std::pair(b->granted, b->key.id());
  });
  return keys;
}

Exit key_list(Call& call) {
  const Ledger ledger({call.registry()});
  Json list = Json::array();
  Columns lines({Align::left, Align::left, Align::left, Align::left});
  lines.row({"fingerprint", "role", "party", "since"});
  for (const GrantedKey* key : by_grant(ledger.state())) {
    const std::string fingerprint = hex(key->key.id());
    std::string since = "entry " + std::to_string(key->granted);
    if (key->revoked) since += ", revoked by entry " + std::to_string(*key->revoked);
    if (key->compromised) since += ", in question from " + to_string(*key->compromised);
    lines.row({fingerprint, std::string(word(key->role)), key->party.empty() ? "-" : key->party, since});
    Json item = {{"fingerprint", fingerprint},
                 {"granted", key->granted},
                 {"party", key->party},
                 {"public_key", key->key.text()},
                 {"role", std::string(word(key->role))}};
    if (key->revoked) item["revoked"] = *key->revoked;
    if (key->compromised) item["compromised"] = to_string(*key->compromised);
    list.push_back(std::move(item));
  }
  if (call.json()) {
    call.answer.document({{"keys", std::move(list)}});
  } else {
    call.answer.write(lines.text());
  }
  return Exit::done;
}

}  // namespace

std::vector<Command> key_commands() {
  return {
      {.name = "key new",
       .summary = "make a key pair",
       .usage = "FILE [--passphrase | --passphrase-file FILE]",
       .examples = "lcl key new developer.pem\n"
                   "lcl key new certifier.pem --passphrase",
       .page = "Writes the private key to FILE (PKCS#8, Ed25519, readable by its owner only) and\n"
               "the public key to FILE.pub, and prints the fingerprint. Never overwrites.\n",
       .positionals = {"FILE"},
       .options = {{"passphrase", "", "ask for a passphrase, twice, and encrypt the key"},
                   {"passphrase-file", "FILE", "encrypt the key with this file's first line"},
                   {"dry-run", "", "say what would be written; write nothing"}},
       .run = key_new},
      {.name = "key show",
       .summary = "show the fingerprint of a key",
       .usage = "FILE",
       .examples = "lcl key show developer.pem.pub",
       .page = "FILE is a private or a public key, PEM.\n",
       .positionals = {"FILE"},
       .options = {{"passphrase-file", "FILE", "an encrypted key's passphrase is this file's first line"}},
       .run = key_show},
      {.name = "key grant",
       .summary = "let a key act in a role (certifier)",
       .usage = "PUB --role ROLE --party SIRET --key FILE",
       .examples =
           "lcl key grant developer.pem.pub --role developer --party 01234567400019 --key certifier.pem",
       .page =
           "A granted key counts from the next entry on; of a developer, for the projects of its party.\n",
       .positionals = {"PUB"},
       .options = with_signing({{"role", "ROLE", "operator, developer, auditor or certifier"},
                                {"party", "SIRET", "whose key it is"}}),
       .run = key_grant},
      {.name = "key revoke",
       .summary = "end a key's grant (certifier)",
       .usage = "FINGERPRINT --reason TEXT [--from INSTANT] --key FILE",
       .examples = "lcl key revoke 4f0c2a --reason \"left the company\" --key certifier.pem\n"
                   "lcl key revoke 4f0c2a --reason \"laptop stolen\" --from 2026-03-02T18:00:00Z --key "
                   "certifier.pem",
       .page = "FINGERPRINT may be its first digits, at least four. What the key has signed stands. With\n"
               "--from what it signed since that instant is in question, and lcl verify lists it.\n",
       .positionals = {"FINGERPRINT"},
       .options = with_signing(
           {{"reason", "TEXT", "why"}, {"from", "INSTANT", "since when it may have been in other hands"}}),
       .run = key_revoke},
      {.name = "key list",
       .summary = "list the keys that were granted",
       .usage = "",
       .examples = "lcl key list",
       .page = "",
       .positionals = {},
       .options = {},
       .run = key_list},
  };
}

}  // namespace lcl::cli
