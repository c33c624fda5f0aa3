// SPDX-License-Identifier: Apache-2.0
// A key's successor: granted with the same role and party, then the key revoked.
#include <iostream>
#include <utility>

#include "cli/commands/command_table.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/references.hpp"
#include "cli/kit/signing.hpp"

namespace lcl::cli {
namespace {

struct Rotation {
  Json grant;
  Json revoke;
};

Result<Rotation> rotation_of(const Call& call, const RegistryState& state) {
  const Arguments& given = call.arguments;
  const PublicKey successor = PublicKey::from_pem_file(input_path(given.one("new")));
  const auto named = key_named(state, given.positionals().front());
  if (!named) return named.refused();
  const Digest id = *named;
  const auto old = state.keys().find(id);
  if (old == state.keys().end()) {
    return Refused{Refusal::unknown_key, {.field = "key"}, "key " + hex(id) + " was never granted"};
  }
  const std::string* party = given.maybe("party");
  if (old->second.party.empty() && party == nullptr) {
    throw UsageError("--party is missing: the key came with the registry, its party is not on record");
  }
  const std::string* reason = given.maybe("reason");
  return Rotation{
      {{"party", party == nullptr ? old->second.party : *party},
       {"public_key", successor.text()},
       {"role", std::string(word(old->second.role))}},
      {{"key", hex(id)}, {"reason", reason == nullptr ? "replaced by key " + hex(successor.id()) : *reason}}};
}

Statement draft_of_act(const Ledger& ledger, Act act, const Json& fields, const Signer& signer) {
  return ledger.draft(rule_of(act).kind, {}, fields, signer.id);
}

/// What would be refused, were the successor granted: the last certifier key may go once another is there.
std::optional<Refused> refusal_of(const Ledger& ledger, const Rotation& rotation, const Signer& signer) {
  if (auto refused = ledger.refusal(draft_of_act(ledger, Act::key_granted, rotation.grant, signer))) {
    return refused;
  }
  auto refused = ledger.refusal(draft_of_act(ledger, Act::key_revoked, rotation.revoke, signer));
  if (refused && refused->refusal == Refusal::last_certifier_key) return std::nullopt;
  return refused;
}

Exit tell_dry_run(Call& call, const Statement& grant, const Statement& revoke) {
  if (call.json()) {
    call.answer.document(
        {{"dry_run", true}, {"would_append", {statement_json(grant), statement_json(revoke)}}});
  } else {
    call.answer.write("would append " + grant.kind + '\n' + statement_text(grant) + "would append " +
                      revoke.kind + '\n' + statement_text(revoke));
  }
  return Exit::done;
}

Exit key_rotate(Call& call) {
  Ledger ledger({call.registry()});
  const Signer signer = signer_of(call.arguments);
  if (!signer.key && !call.dry_run()) throw UsageError("--key is missing");
  const auto made = rotation_of(call, ledger.state());
  if (!made) return refuse(call, made.refused());
  const Rotation& rotation = *made;
  if (const auto refused = refusal_of(ledger, rotation, signer)) return refuse(call, *refused);
  Statement grant = draft_of_act(ledger, Act::key_granted, rotation.grant, signer);
  if (call.dry_run()) {
    return tell_dry_run(call, grant, draft_of_act(ledger, Act::key_revoked, rotation.revoke, signer));
  }
  sign(grant, *signer.key);
  const auto granted = ledger.commit(grant);
  if (!granted) return refuse(call, granted.refused());
  Statement revoke = draft_of_act(ledger, Act::key_revoked, rotation.revoke, signer);
  sign(revoke, *signer.key);
  const auto revoked = ledger.commit(revoke);
  if (!revoked) {
    std::cerr << "the new key is granted, the old one still counts: revoke it with lcl key revoke\n";
    return refuse(call, revoked.refused());
  }
  const auto& first = *granted;
  const auto& second = *revoked;
  if (call.json()) {
    call.answer.document(
        {{"granted", receipt_json(first, grant)}, {"revoked", receipt_json(second, revoke)}});
  } else {
    call.answer.write(receipt_text(first, grant) + receipt_text(second, revoke));
  }
  return Exit::done;
}

}  // namespace

std::vector<Command> key_rotation_commands() {
  return {{
      .name = "key rotate",
      .summary = "grant a key's successor and revoke the key (certifier)",
      .usage = "FINGERPRINT --new PUB --key FILE",
      .examples = "lcl key rotate 4f0c2a --new developer-2027.pem.pub --key certifier.pem",
      .page = "Two statements: the grant, with the role and party of the old key, then the revocation.\n"
              "A certifier may so replace the key it signs with.\n",
      .positionals = {"FINGERPRINT"},
      .options = {{"new", "PUB", "the public key that takes its place"},
                  {"party", "SIRET", "whose key it is, where that is not on record"},
                  {"reason", "TEXT", "why; if not given, that it was replaced"},
                  {"key", "FILE", "sign with this private key"},
                  {"passphrase-file", "FILE", "the key's passphrase is this file's first line"},
                  {"signer", "PUB", "with --dry-run: who would sign"},
                  {"dry-run", "", "say what would be refused or appended; write nothing"}},
      .run = key_rotate,
  }};
}

}  // namespace lcl::cli
